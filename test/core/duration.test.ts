import { describe, expect, it } from 'vitest';
import { parseDuration, sayDuration } from '../../src/core/duration.ts';

describe('parseDuration', () => {
  it.each([
    ['0s', 0],
    ['90s', 90],
    ['15m', 900],
    ['1h', 3600],
    ['1h30m', 5400],
    ['30d', 2_592_000],
    ['2w', 1_209_600],
    ['1y', 31_536_000],
  ])('reads %s', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    '',
    '15',
    'm',
    '15 m',
    '-1h',
    '1.5h',
    '1H',
    '15min',
    'never',
    '1h ',
    '9999999999s',
    '1s1s1s1s1s1s1s',
  ])('refuses "%s"', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('sayDuration', () => {
  it.each([
    [null, 'never'],
    [0.25, '250 ms'],
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [5400, '90 minutes'],
    [3600, '1 hour'],
    [86_400, '1 day'],
    [2_592_000, '30 days'],
    [31_536_000, '1 year'],
    [3_153_600_000, '100 years'],
    [100_000, '1.2 days'],
  ])('says %s seconds as %s', (seconds, expected) => {
    expect(sayDuration(seconds)).toBe(expected);
  });
});

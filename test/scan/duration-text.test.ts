import { describe, expect, it } from 'vitest';
import { parseDurationText } from '../../src/scan/duration-text.ts';

const day = 86_400;

describe('the ms notation', () => {
  it.each([
    ['15m', 900],
    ['1h', 3600],
    ['365d', 365 * day],
    ['2 days', 2 * day],
    ['10 hrs', 36_000],
    ['1w', 7 * day],
    ['1y', 365.25 * day],
    ['2 Years', 2 * 365.25 * day],
    ['1D', day],
    ['30M', 1800],
    ['1.5h', 5400],
    ['.5h', 1800],
    ['-1d', -day],
    ['500ms', 0.5],
    ['90s', 90],
  ])('%s is %d seconds', (text, seconds) => expect(parseDurationText(text, 'ms')).toBe(seconds));

  it('counts a number without a unit in milliseconds', () => {
    expect(parseDurationText('3600', 'ms')).toBe(3.6);
    expect(parseDurationText('86400000', 'ms')).toBe(day);
  });

  it.each([
    '',
    ' ',
    '1h30m',
    '1 fortnight',
    'P1D',
    'never',
    'd',
    '1us',
    '1 2',
    '1e9',
    '5 nights',
    '1'.repeat(100),
  ])('cannot tell what %j means', (text) => expect(parseDurationText(text, 'ms')).toBeUndefined());
});

describe('other notations', () => {
  it.each([
    ['P30D', 30 * day],
    ['PT1H', 3600],
    ['PT5M', 300],
    ['P1M', 30 * day],
    ['P1Y', 365 * day],
    ['P1W', 7 * day],
    ['P1DT12H', 1.5 * day],
    ['PT0.5S', 0.5],
    ['pt15m', 900],
    ['720h', 30 * day],
    ['1h30m', 5400],
    ['1h30m10s', 5410],
    ['1.5h', 5400],
    ['300ms', 0.3],
    ['1h0m0s', 3600],
    ['7.00:00:00', 7 * day],
    ['01:00:00', 3600],
    ['00:15:00', 900],
    ['1.12:30', day + 12.5 * 3600],
    ['90 minutes', 5400],
    ['30 days', 30 * day],
    ['1 hour', 3600],
    ['1 hour 30 minutes', 5400],
    ['1 hour, 30 minutes', 5400],
    ['2 hours and 5 minutes', 7500],
    ['1 day, 0:00:00', day],
    ['hours=1;minutes=5', 3900],
    ['days=30', 30 * day],
    ['weeks=3;days=2;', 23 * day],
    ['+30 days', 30 * day],
    ['2 weeks from now', 14 * day],
    ['1 hour ago', -3600],
    ['-1h', -3600],
    ['30d', 30 * day],
    ['1M', 30 * day],
    ['1m', 60],
    ['1y', 365 * day],
    ['4w', 28 * day],
    ['15min', 900],
  ])('%s is %d seconds', (text, seconds) => expect(parseDurationText(text, 'duration')).toBe(seconds));

  it.each(['never', 'Infinite', 'UNLIMITED', 'non-expiring'])('%s never ends', (text) =>
    expect(parseDurationText(text, 'duration')).toBeNull(),
  );

  it.each([
    '3600',
    '-1',
    '',
    'P',
    'PT',
    'P1H',
    'hours=x',
    'hours',
    'true',
    'soon',
    '1 parsec',
    '1h foo',
    'a=1',
    '12:75:00',
    '$TTL',
    '1,h',
    'h'.repeat(5000),
    '1h'.repeat(5000),
  ])('cannot tell what %.20j means', (text) => expect(parseDurationText(text, 'duration')).toBeUndefined());
});

import { describe, expect, it } from 'vitest';
import { isAtLeast, severities, shifted } from '../../src/core/severity.ts';

describe('isAtLeast', () => {
  it.each([
    ['critical', 'high', true],
    ['high', 'high', true],
    ['medium', 'high', false],
    ['info', 'info', true],
    ['info', 'low', false],
  ] as const)('%s is at least %s: %s', (severity, limit, expected) => {
    expect(isAtLeast(severity, limit)).toBe(expected);
  });

  it('holds for every severity against the least', () => {
    expect(severities.filter((severity) => !isAtLeast(severity, 'info'))).toEqual([]);
  });
});

describe('shifted', () => {
  it.each([
    ['high', 1, 'medium'],
    ['high', -1, 'critical'],
    ['high', 0, 'high'],
    ['critical', -3, 'critical'],
    ['low', 9, 'info'],
  ] as const)('%s by %i is %s', (severity, steps, expected) => {
    expect(shifted(severity, steps)).toBe(expected);
  });
});

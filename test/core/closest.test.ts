import { describe, expect, it } from 'vitest';
import { closest } from '../../src/core/closest.ts';
import { severities } from '../../src/core/severity.ts';

describe('closest', () => {
  it.each([
    ['hgih', 'high'],
    ['HIGH', 'high'],
    ['critcal', 'critical'],
    ['mediums', 'medium'],
    ['inof', 'info'],
    ['lo', 'low'],
  ])('takes %s for %s', (typed, meant) => {
    expect(closest(typed, severities)).toBe(meant);
  });

  it.each(['banana', '', 'x', 'criticalcritical'])('guesses nothing from "%s"', (typed) => {
    expect(closest(typed, severities)).toBeUndefined();
  });

  it('takes the nearer of two, and the first of two that are as near', () => {
    expect(closest('scam', ['scan', 'spam'])).toBe('scan');
    expect(closest('exlude', ['include', 'exclude'])).toBe('exclude');
  });

  it('knows nothing when nothing is known', () => {
    expect(closest('scan', [])).toBeUndefined();
  });
});

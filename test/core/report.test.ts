import { describe, expect, it } from 'vitest';
import { byPlace } from '../../src/core/finding.ts';
import { failsRun } from '../../src/core/report.ts';
import { tokenFinding, verifyFinding } from '../reports/sample.ts';

describe('failsRun', () => {
  it.each([
    ['new', 'high', 'medium', true],
    ['new', 'medium', 'medium', true],
    ['new', 'low', 'medium', false],
    ['baseline', 'critical', 'info', false],
    ['suppressed', 'critical', 'info', false],
  ] as const)('a %s finding of severity %s against %s: %s', (status, severity, failOn, expected) => {
    expect(failsRun({ findings: [{ ...tokenFinding, status, severity }], failOn })).toBe(expected);
  });

  it('passes when there are no findings', () => {
    expect(failsRun({ findings: [], failOn: 'info' })).toBe(false);
  });
});

describe('byPlace', () => {
  it('orders by path in code units, then line, column and rule', () => {
    const at = (path: string, line: number, column: number, ruleId: string) => ({
      ...verifyFinding,
      ruleId,
      location: { ...verifyFinding.location, path, line, column },
    });
    const ordered = [
      at('B', 1, 1, 'a'),
      at('a', 2, 1, 'a'),
      at('a', 2, 3, 'a'),
      at('a', 2, 3, 'b'),
      at('a', 10, 1, 'a'),
    ];
    expect([...ordered].reverse().sort(byPlace)).toEqual(ordered);
  });
});

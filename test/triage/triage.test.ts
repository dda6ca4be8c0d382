import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import type { InlineIgnore } from '../../src/core/inline-ignore.ts';
import { fingerprintOf } from '../../src/triage/fingerprint.ts';
import { type Said, triage } from '../../src/triage/triage.ts';

const finding = (change: Partial<Finding> = {}): Finding => ({
  ruleId: 'keys/example',
  family: 'key',
  severity: 'high',
  confidence: 'high',
  title: 'An example key',
  message: 'An example key.',
  location: { path: 'src/a.ts', line: 3, column: 5, endLine: 3, endColumn: 9 },
  preview: '****',
  frame: [],
  identity: 'd1',
  facts: {},
  why: '',
  fix: '',
  references: [],
  cwe: [],
  ...change,
});

const ignore = (change: Partial<InlineIgnore> = {}): InlineIgnore => ({
  path: 'src/a.ts',
  line: 2,
  column: 4,
  appliesTo: 3,
  ruleIds: ['keys/example'],
  until: null,
  reason: 'a sample',
  sample: false,
  ...change,
});

const said = (change: Partial<Said> = {}): Said => ({
  ignores: [],
  suppressions: [],
  useInline: true,
  whole: true,
  today: '2026-01-15',
  ...change,
});

describe('a fingerprint', () => {
  it('does not change when the finding moves', () => {
    const moved = finding({
      location: { path: './src/a.ts', line: 90, column: 1, endLine: 90, endColumn: 5 },
    });
    expect(fingerprintOf(moved)).toBe(fingerprintOf(finding()));
  });

  it.each([
    ['value', { identity: 'd2' }],
    ['rule', { ruleId: 'keys/other' }],
    ['file', { location: { path: 'src/b.ts', line: 3, column: 5, endLine: 3, endColumn: 9 } }],
  ])('changes with the %s', (_, change) => {
    expect(fingerprintOf(finding(change))).not.toBe(fingerprintOf(finding()));
  });
});

describe('an ignore comment', () => {
  it('suppresses the rule that it names, with its reason', () => {
    const { findings, stale } = triage([finding()], said({ ignores: [ignore()] }));
    expect(findings.map(({ status, reason }) => ({ status, reason }))).toEqual([
      { status: 'suppressed', reason: 'a sample' },
    ]);
    expect(stale).toEqual([]);
  });

  it.each([
    ['names another rule', { ruleIds: ['keys/other'] }, 'covers no finding'],
    ['stands elsewhere', { appliesTo: 4 }, 'covers no finding'],
    ['names no rule', { ruleIds: [] }, 'names no rule'],
    ['gives no reason', { reason: null }, 'gives no reason (-- reason)'],
    ['is past its day', { until: '2026-01-14' }, 'ended on 2026-01-14'],
  ])('that %s suppresses nothing and is reported', (_, change, why) => {
    const { findings, stale } = triage([finding()], said({ ignores: [ignore(change)] }));
    expect(findings.map(({ status }) => status)).toEqual(['new']);
    expect(stale).toEqual([`src/a.ts:2:4: this ignore ${why}`]);
  });

  it('that stands in a test or a document is not called stale', () => {
    expect(triage([], said({ ignores: [ignore({ sample: true })] })).stale).toEqual([]);
  });

  it('still holds on its last day', () => {
    const { findings } = triage([finding()], said({ ignores: [ignore({ until: '2026-01-15' })] }));
    expect(findings.map(({ status }) => status)).toEqual(['suppressed']);
  });

  it('has no effect when ignore comments are switched off', () => {
    const { findings, stale } = triage([finding()], said({ ignores: [ignore()], useInline: false }));
    expect({ status: findings[0]?.status, stale }).toEqual({ status: 'new', stale: [] });
  });
});

describe('a suppression by fingerprint', () => {
  const suppression = { fingerprint: fingerprintOf(finding()), reason: 'accepted' };

  it('covers the finding that it names', () => {
    const { findings, stale } = triage([finding()], said({ suppressions: [suppression] }));
    expect({ status: findings[0]?.status, stale }).toEqual({ status: 'suppressed', stale: [] });
  });

  it('does not cover another secret at the same place', () => {
    const { findings } = triage([finding({ identity: 'd2' })], said({ suppressions: [suppression] }));
    expect(findings[0]?.status).toBe('new');
  });

  it('is stale when the whole tree was scanned and it covers nothing', () => {
    expect(triage([], said({ suppressions: [suppression] })).stale).toEqual([
      `${suppression.fingerprint}: this suppression covers no finding`,
    ]);
    expect(triage([], said({ suppressions: [suppression], whole: false })).stale).toEqual([]);
  });

  it('ends after its last day', () => {
    const ended = { ...suppression, until: '2026-01-14' };
    const { findings, stale } = triage([finding()], said({ suppressions: [ended] }));
    expect({ status: findings[0]?.status, stale }).toEqual({
      status: 'new',
      stale: [`${suppression.fingerprint}: this suppression ended on 2026-01-14`],
    });
  });
});

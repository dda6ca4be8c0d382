import { describe, expect, it } from 'vitest';
import type { EvidenceFound } from '../../../src/scan/inventory/evidence.ts';
import { joinEvidence, unitOf } from '../../../src/scan/inventory/join.ts';

const judgements = [
  {
    id: 'any',
    of: ['session' as const, 'jwt' as const, 'jwt-issue' as const],
    seems: 'Something that is used.',
    fit: 'cannot-tell' as const,
    say: 'Nothing can be said about it.',
    essay: [],
  },
];

const evidence = (path: string, line: number, changes: Partial<EvidenceFound> = {}): EvidenceFound => ({
  id: 'one',
  kind: 'session',
  name: 'One',
  declared: false,
  role: 'product',
  place: { path, line, column: 1, what: 'one' },
  ...changes,
});

const join = (found: readonly EvidenceFound[], units: readonly string[] = []) =>
  joinEvidence(found, new Set(units), judgements).mechanisms.map(
    ({ unit, kind, name, certainty, count, places }) =>
      `${unit}: ${kind} ${name} ${certainty} ${count} ${places.map(({ path, line }) => `${path}:${line}`).join(' ')}`,
  );

describe('unitOf', () => {
  const units = new Set(['.', 'apps/web', 'apps/web/e2e', 'zip!/x']);
  it.each([
    ['apps/web/src/a.ts', 'apps/web'],
    ['apps/web/e2e/a.ts', 'apps/web/e2e'],
    ['apps/webby/a.ts', '.'],
    ['a.ts', '.'],
    ['zip!/x/a.ts', 'zip!/x'],
  ])('of %s is %s', (path, expected) => {
    expect(unitOf(path, units)).toBe(expected);
  });
});

describe('joinEvidence', () => {
  it('is the same whatever the order of the files', () => {
    const found = [evidence('b.ts', 2), evidence('a.ts', 9), evidence('a.ts', 3)];
    expect(join(found)).toEqual(['.: session One used 3 a.ts:3 a.ts:9 b.ts:2']);
    expect(join([...found].reverse())).toEqual(join(found));
  });

  it('counts two signs on one line once', () => {
    expect(join([evidence('a.ts', 3), evidence('a.ts', 3)])).toEqual(['.: session One used 1 a.ts:3']);
  });

  it('keeps deployables apart', () => {
    expect(join([evidence('a/x.ts', 1), evidence('b/x.ts', 1)], ['a', 'b'])).toEqual([
      'a: session One used 1 a/x.ts:1',
      'b: session One used 1 b/x.ts:1',
    ]);
  });

  it('drops a dependency where its use shows in the same deployable alone', () => {
    const declared = (path: string) => evidence(path, 1, { declared: true, kind: 'jwt', name: 'one' });
    const used = evidence('a/x.ts', 1, { kind: 'jwt-issue' });
    expect(join([declared('a/package.json'), declared('b/package.json'), used], ['a', 'b'])).toEqual([
      'a: jwt-issue One used 1 a/x.ts:1',
      'b: jwt one declared 1 b/package.json:1',
    ]);
  });

  it('puts aside what shows in tests and documentation alone', () => {
    const found = [
      evidence('docs/a.md', 1, { role: 'docs' }),
      evidence('test/a.ts', 4, { role: 'test' }),
      evidence('test/b.ts', 4, { role: 'test', name: 'Two' }),
      evidence('src/b.ts', 4, { name: 'Two' }),
    ];
    const { mechanisms, aside } = joinEvidence(found, new Set(), judgements);
    expect(mechanisms.map(({ name }) => name)).toEqual(['Two']);
    expect(aside).toEqual([
      { kind: 'session', name: 'One', place: { path: 'docs/a.md', line: 1, column: 1, what: 'one' } },
    ]);
  });
});

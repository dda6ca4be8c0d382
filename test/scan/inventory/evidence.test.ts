import loaded from 'virtual:auth-advisor/inventory-examples';
import { describe, expect, it } from 'vitest';
import { checkEvidence } from '../../../src/commands/check-evidence.ts';
import { renderProblem } from '../../../src/core/errors.ts';
import { mechanismKinds } from '../../../src/core/inventory.ts';

describe('the shipped evidence', () => {
  it('shows where it must show, and leaves every near-miss', async () => {
    const { problems, examples } = await checkEvidence(loaded);
    expect(problems.map(renderProblem)).toEqual([]);
    expect(examples).toBeGreaterThanOrEqual(loaded.length * 4);
  });

  it('knows every kind of mechanism', () => {
    const told = loaded.flatMap(({ entry }) => [entry.kind, ...(entry.signs ?? []).map(({ kind }) => kind)]);
    expect(Object.keys(mechanismKinds).filter((kind) => !told.some((one) => one === kind))).toEqual([]);
  });
});

describe('checkEvidence', () => {
  const changed = (examples: object) => {
    const first = loaded.find(({ entry }) => entry.id === 'jsonwebtoken');
    if (!first) throw new Error('no evidence');
    return [{ ...first, entry: { ...first.entry, examples: { ...first.entry.examples, ...examples } } }];
  };
  const messages = async (examples: object) =>
    (await checkEvidence(changed(examples))).problems.map(({ message }) => message);
  const dependency = { path: 'package.json', text: '{"dependencies": {"jsonwebtoken": "9"}}' };

  it('complains about an example that shows nothing', async () => {
    expect(await messages({ match: [{ path: 'a.ts', text: 'nothing' }] })).toEqual([
      'jsonwebtoken: example match[0]: must show something, but does not',
    ]);
  });

  it('complains about an example that shows another kind', async () => {
    expect(await messages({ match: [{ ...dependency, kind: 'jwt-issue' }] })).toEqual([
      'jsonwebtoken: example match[0]: shows jwt, expected jwt-issue',
    ]);
  });

  it('complains about a near-miss that shows something', async () => {
    expect(await messages({ ignore: [dependency] })).toEqual([
      'jsonwebtoken: example ignore[0]: must show nothing, but shows jwt at 1:20',
    ]);
  });
});

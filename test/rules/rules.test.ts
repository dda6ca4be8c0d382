import { describe, expect, it } from 'vitest';
import { checkRules } from '../../src/commands/check-rules.ts';
import { renderProblem } from '../../src/core/errors.ts';
import { builtinRules, loadBuiltinExamples } from '../../src/rules/builtin.ts';
import type { LoadedRule } from '../../src/rules/load.ts';

const loaded = await loadBuiltinExamples();

describe('the shipped rules', () => {
  it('find every example that they must find, leave every near-miss, and show nothing of a value', async () => {
    const { rules, examples, problems } = await checkRules(loaded, []);
    expect(problems.map(renderProblem)).toEqual([]);
    expect(rules).toBe(builtinRules.rules.length);
    expect(examples).toBeGreaterThanOrEqual(rules * 6);
    // Some seven thousand files are scanned twice.
  }, 180_000);
});

describe('checkRules', () => {
  const pick = (id: string): LoadedRule => {
    const found = loaded.find(({ rule }) => rule.id === id);
    if (!found) throw new Error(`no rule ${id}`);
    return found;
  };
  const github = pick('keys/github-pat');
  const changed = (examples: Partial<LoadedRule['rule']['examples']>): LoadedRule =>
    ({
      ...github,
      rule: { ...github.rule, examples: { ...github.rule.examples, ...examples } },
    }) as LoadedRule;
  const problemsOf = async (one: LoadedRule) =>
    (await checkRules([one], [])).problems.map(({ message }) => message);

  it('complains about a match that is not found', async () => {
    expect(await problemsOf(changed({ match: ['nothing here'] }))).toEqual([
      'keys/github-pat: example match[0]: must be found, but is not',
    ]);
  });

  it('complains about a near-miss that is found', async () => {
    expect(await problemsOf(changed({ ignore: ['token = <token:keys/github-pat>'] }))).toEqual([
      expect.stringMatching(/^keys\/github-pat: example ignore\[0\]: must not be found, but is: /),
    ]);
  });

  it('complains about a placeholder that does not exist', async () => {
    expect(await problemsOf(changed({ match: ['<alnmu:36>'] }))).toEqual([expect.stringMatching(/alnmu/)]);
  });

  it('complains about an example that holds a secret instead of a placeholder', async () => {
    const { expandSample } = await import('../../src/rules/samples.ts');
    const { text } = expandSample('token = <token:keys/github-pat>', { ruleOf: () => github.rule as never });
    expect(await problemsOf(changed({ match: [text] }))).toEqual([
      'keys/github-pat: example match[0]: holds what keys/github-pat takes for a secret; write it as a placeholder',
    ]);
  });

  it('complains about a severity other than the example says', async () => {
    const example = { text: 'token = <token:keys/github-pat>', severity: 'low' as const };
    expect(await problemsOf(changed({ match: [example] }))).toEqual([
      'keys/github-pat: example match[0]: severity critical, expected low',
    ]);
  });
});

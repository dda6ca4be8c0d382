import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/core/errors.ts';
import { mechanismKinds } from '../../src/core/inventory.ts';
import { loadDecisionModel } from '../../src/rules/load-decision.ts';
import { loadInventory, parseInventory } from '../../src/rules/load-inventory.ts';

const rules = join(import.meta.dirname, '../../rules');
const model = loadDecisionModel(join(rules, 'decision'));

const examples = `{match: [{path: a, text: b}, {path: a, text: c}], ignore: [{path: a, text: d}, {path: a, text: e}]}`;
const good = {
  evidence: `- {id: one, name: One, kind: session, signs: [{import: [one]}], examples: ${examples}}\n`,
  judgements: Object.keys(mechanismKinds)
    .map(
      (kind) =>
        `- {id: of-${kind}, of: [${kind}], seems: What it seems to be used for., fit: fits, say: A sentence about that use., essay: [E1]}\n`,
    )
    .join(''),
  proposals: '- {question: login, answer: own, of: [password-login], because: Passwords are checked here.}\n',
};

const problemsOf = (changed: Partial<typeof good>): string[] => {
  const texts = { ...good, ...changed };
  try {
    parseInventory(
      {
        evidence: [{ file: 'e.yaml', text: texts.evidence }],
        judgements: { file: 'j.yaml', text: texts.judgements },
        proposals: { file: 'p.yaml', text: texts.proposals },
      },
      model,
    );
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
};

describe('the files of rules/inventory', () => {
  it('load as they ship', () => {
    const { loaded, judgements, proposals } = loadInventory(join(rules, 'inventory'), model);
    expect([loaded, judgements, proposals].every(({ length }) => length > 20)).toBe(true);
  });

  it('have no problem when they are right', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each<[string, Partial<typeof good>, string]>([
    [
      'a question that does not exist',
      { proposals: good.proposals.replace('login', 'logins') },
      'p.yaml:1:14: no question "logins"; did you mean "login"?',
    ],
    [
      'an answer that the question does not have',
      { proposals: good.proposals.replace('answer: own', 'answer: owm') },
      'p.yaml:1:14: "login" has no answer "owm"; did you mean "own"?',
    ],
    [
      'a condition on an answer that does not exist',
      { proposals: good.proposals.replace('because', 'given: {acts_for: [us]}, because') },
      'p.yaml:1:74: "acts_for" has no answer "us"',
    ],
    [
      'a kind without a judgement that holds always',
      { judgements: good.judgements.replace('of: [mtls]', 'of: [mtls], with: [session]') },
      'j.yaml:1:1: no judgement of "mtls" holds always',
    ],
    [
      'an id that is taken',
      { evidence: good.evidence + good.evidence },
      'e.yaml:2:8: the id "one" is taken already',
    ],
    [
      'evidence of nothing',
      { evidence: good.evidence.replace('signs: [{import: [one]}], ', '') },
      'e.yaml:1:8: "one" has neither packages nor signs',
    ],
    [
      'a kind that does not exist',
      { evidence: good.evidence.replace('kind: session', 'kind: sesion') },
      'did you mean "session"?',
    ],
    [
      'a text with spaces beside a word',
      { evidence: good.evidence.replace('import: [one]', "word: [one], before: ['a b']") },
      'expected text without quotes and spaces',
    ],
    [
      'one example alone',
      { evidence: good.evidence.replace(', {path: a, text: c}', '') },
      'expected at least 2 examples that match',
    ],
  ])('may not have %s', (_, changed, message) => {
    expect(problemsOf(changed)).toEqual([expect.stringContaining(message)]);
  });
});

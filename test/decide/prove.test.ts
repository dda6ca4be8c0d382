import { describe, expect, it } from 'vitest';
import { prove } from '../../src/decide/prove.ts';
import { loadDecisionModel } from '../../src/rules/load-decision.ts';

const model = loadDecisionModel(`${import.meta.dirname}/../../rules/decision`);

describe('the decision model', () => {
  it('has one rule for every combination, reaches everything, and leaves no mechanism without a reason', () => {
    const { problems, combinations, paths } = prove(model);
    expect(problems).toEqual([]);
    const deciding = model.questions.filter(({ phase }) => phase === 'decide');
    expect(combinations).toBe(
      deciding.reduce((product, { options }) => product * Object.keys(options).length, 1),
    );
    expect(paths).toBeGreaterThan(10_000);
  });
});

describe('the proof', () => {
  const [rule] = model.rules;
  const [question] = model.questions;
  if (!rule || !question) throw new Error('the model is empty');
  const never = { all: { outcome: ['jwt'], acts_for: ['nobody'] }, anyOf: [] };
  const always = { all: { acts_for: Object.keys(question.options) }, anyOf: [] };

  it.each([
    ['a gap', { rules: model.rules.slice(1) }, 'no rule for {"acts_for":"nobody"'],
    [
      'an overlap',
      { rules: [...model.rules, { ...rule, id: 'R99' }] },
      'R01 and R99 for {"acts_for":"nobody"',
    ],
    [
      'a rule that never holds',
      { rules: [...model.rules, { ...rule, id: 'R99', when: { acts_for: ['x'] } }] },
      'rule R99 never holds',
    ],
    [
      'a companion out of reach',
      { companions: model.companions.map((one, i) => (i === 0 ? { ...one, when: never } : one)) },
      'companion key-in-vault is never reached',
    ],
    [
      'a warning out of reach',
      { warnings: model.warnings.map((one, i) => (i === 0 ? { ...one, when: never } : one)) },
      'warning key-in-client is never reached',
    ],
    [
      'a mechanism without a reason against it',
      { rejections: model.rejections.slice(1) },
      'rule R10: no reason against api-key',
    ],
    [
      'two lifetimes',
      {
        companions: model.companions.map((one) =>
          one.id === 'jwt-expiry-60m' ? { ...one, when: always } : one,
        ),
      },
      'two lifetimes, 60m and 15m',
    ],
    [
      'a question of no consequence',
      {
        questions: [
          ...model.questions,
          { ...question, id: 'idle', phase: 'shape' as const, shapeWhen: [{}], default: 'itself' },
        ],
      },
      'question idle changes nothing',
    ],
  ])('finds %s', (_, change, problem) => {
    const { problems } = prove({ ...model, ...change });
    expect(problems.filter((one) => one.includes(problem))).not.toEqual([]);
  });
});

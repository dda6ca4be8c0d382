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

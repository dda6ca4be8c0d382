import { describe, expect, it } from 'vitest';
import { match } from '../../src/decide/match.ts';
import { proveRules } from '../../src/decide/prove.ts';
import { type Answers, type CompleteWalk, walk } from '../../src/decide/walk.ts';
import { loadDecisionModel, loadScenarios } from '../../src/rules/load-decision.ts';
import type { DecisionModel } from '../../src/rules/schema/decision.ts';
import { mutantsOf } from '../support/model-mutants.ts';
import { isExpected } from '../support/scenario.ts';

const folder = `${import.meta.dirname}/../../rules/decision`;
const model = loadDecisionModel(folder);
const scenarios = loadScenarios(folder);

const waysThrough = (answers: Answers = {}): CompleteWalk[] => {
  const step = walk(model, answers);
  if (step.kind === 'complete') return [step];
  const { id, options } = step.question;
  return Object.keys(options).flatMap((value) => waysThrough({ ...answers, [id]: value }));
};

const ways = waysThrough();
const results = ways.map(({ facts }) => signature(model, facts));

function signature(one: DecisionModel, facts: CompleteWalk['facts']): string {
  const { companions, warnings, differences, rejections } = match(one, facts);
  return [...companions, ...warnings, ...differences, ...rejections.values()].map(({ id }) => id).join('\n');
}

/** Nobody can tell the models apart, whatever is answered. */
const isEquivalent = (mutant: DecisionModel): boolean =>
  mutant.rules === model.rules && ways.every(({ facts }, i) => signature(mutant, facts) === results[i]);

const isNoticed = (mutant: DecisionModel): boolean =>
  (mutant.rules !== model.rules && proveRules(mutant).problems.length > 0) ||
  scenarios.some((scenario) => !isExpected(mutant, scenario));

describe('a change of the decision model', () => {
  it('is noticed by the proof or by a scenario', () => {
    const mutants = mutantsOf(model);
    const survivors = mutants.filter((mutant) => !isNoticed(mutant.model) && !isEquivalent(mutant.model));
    expect(survivors.map(({ change }) => change)).toEqual([]);
    expect(mutants.length).toBeGreaterThan(
      model.rules.length + model.companions.length + model.warnings.length,
    );
  });
});

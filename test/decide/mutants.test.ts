import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/decide/condition.ts';
import { factsNamed, match } from '../../src/decide/match.ts';
import { proveRules } from '../../src/decide/prove.ts';
import {
  type Answers,
  closed,
  decide,
  factsOf,
  factsOfRule,
  nextShaping,
  type WalkMode,
} from '../../src/decide/walk.ts';
import { loadDecisionModel, loadScenarios } from '../../src/rules/load-decision.ts';
import type { DecisionModel } from '../../src/rules/schema/decision.ts';
import { type Mutant, mutantsOf } from '../support/model-mutants.ts';
import { scenarioJudge } from '../support/scenario.ts';

const folder = `${import.meta.dirname}/../../rules/decision`;
const model = loadDecisionModel(folder);
const isExpected = scenarioJudge(model, loadScenarios(folder));

const endsOf = (mode: WalkMode, answers: Answers = {}): Facts[] => {
  const step = decide(model, answers);
  if (step.kind === 'complete') return shapedFrom({ ...factsOf(step.path), ...factsOfRule(step.rule, mode) });
  const { id, options } = step.question;
  return Object.keys(options).flatMap((value) => endsOf(mode, { ...answers, [id]: value }));
};

const shapedFrom = (facts: Facts): Facts[] => {
  const question = nextShaping(model, facts);
  if (!question) return [closed(facts)];
  return Object.keys(question.options).flatMap((value) => shapedFrom({ ...facts, [question.id]: value }));
};

/** The facts at the end of every way through the questionnaire, also where one of the three is asked for. */
const ends = [...endsOf({}), ...endsOf({ onlyThree: true })];

/** Each combination of the facts that a list of the model can see, once. */
const endsSeenBy = (list: 'companions' | 'warnings' | 'differences' | 'rejections'): Facts[] => {
  const named = [...factsNamed(model[list]), 'outcome', 'instead'];
  return [...new Map(ends.map((facts) => [named.map((name) => facts[name]).join(), facts])).values()];
};

const seen = {
  companions: endsSeenBy('companions'),
  warnings: endsSeenBy('warnings'),
  differences: endsSeenBy('differences'),
  rejections: endsSeenBy('rejections'),
};

/** What one list says at an end; the other lists are those of the model. */
const said = (one: DecisionModel, list: keyof typeof seen, facts: Facts): string =>
  [...match(one, facts)[list].values()].map(({ id }) => id).join();

/**
 * Nobody can tell the models apart: whatever is answered, the list that was changed says the same. Shown by going through
 * every combination of facts, not assumed.
 */
const isEquivalent = ({ list, model: mutant }: Mutant): boolean =>
  list !== 'rules' && seen[list].every((facts) => said(mutant, list, facts) === said(model, list, facts));

const isNoticed = ({ list, model: mutant }: Mutant): boolean =>
  (list === 'rules' && proveRules(mutant).problems.length > 0) || !isExpected(mutant);

describe('a change of the decision model', () => {
  const mutants = mutantsOf(model);
  const unnoticed = mutants.filter((mutant) => !isNoticed(mutant));

  it('is noticed by the proof or by a scenario, or changes no answer to anybody', () => {
    expect(unnoticed.filter((mutant) => !isEquivalent(mutant)).map(({ change }) => change)).toEqual([]);
  });

  it('is tried for every rule, companion, warning, rejection and difference', () => {
    const dropped = mutants.filter(({ change }) => change.startsWith('drop ')).length;
    const { rules, companions, warnings, rejections, differences } = model;
    expect(dropped).toBe(
      [rules, companions, warnings, rejections, differences].reduce((sum, { length }) => sum + length, 0),
    );
    const outcomes = mutants.filter(({ change }) => / chooses /.test(change)).length;
    expect(outcomes).toBe(3 * rules.length);
  });

  it('without effect is a condition that another one implies, never a whole item', () => {
    expect(unnoticed.filter(({ change }) => !change.includes(' without '))).toEqual([]);
  });
});

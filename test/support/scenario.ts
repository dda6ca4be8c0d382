import { recommend } from '../../src/decide/recommend.ts';
import { walk } from '../../src/decide/walk.ts';
import type { DecisionModel, Scenario } from '../../src/rules/schema/decision.ts';

/** Each way in which the model's recommendation departs from what the scenario expects. */
export const judgeScenario = (model: DecisionModel, { answers, expect }: Scenario): string[] => {
  const mode = { assume: true };
  const complete = walk(model, answers, mode);
  if (complete.kind === 'ask') return [`needs an answer to ${complete.question.id}`];
  const got = recommend(model, answers, complete, mode);
  const companions = got.companions.map(({ id }) => id);
  const warnings = got.warnings.map(({ id }) => id);
  const verdict = (['outcome', 'instead', 'nearest', 'fit'] as const)
    .filter((key) => expect[key] !== undefined && expect[key] !== got[key])
    .map((key) => `${key}: ${got[key]} instead of ${expect[key]}`);
  return [
    ...verdict,
    ...missing('companion', expect.companions, companions),
    ...missing('warning', expect.warnings, warnings),
    ...present('companion', expect.notCompanions, companions),
    ...present('warning', expect.notWarnings, warnings),
    ...got.unused.map((id) => `${id} is answered but not asked`),
  ];
};

const missing = (what: string, expected: readonly string[], got: readonly string[]): string[] =>
  expected.filter((id) => !got.includes(id)).map((id) => `no ${what} ${id}`);

const present = (what: string, unwanted: readonly string[], got: readonly string[]): string[] =>
  unwanted.filter((id) => got.includes(id)).map((id) => `${what} ${id} must not be there`);

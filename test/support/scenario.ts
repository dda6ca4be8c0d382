import type { Fit, Instead, Mechanism, Outcome } from '../../src/core/recommendation.ts';
import { match } from '../../src/decide/match.ts';
import { recommend } from '../../src/decide/recommend.ts';
import { walk } from '../../src/decide/walk.ts';
import type { DecisionModel, Scenario } from '../../src/rules/schema/decision.ts';

const lists = ['companions', 'warnings', 'rejections', 'differences'] as const;

/** What a scenario looks at. */
type Result = {
  readonly outcome: Outcome;
  readonly instead?: Instead | null | undefined;
  readonly nearest: Mechanism;
  readonly fit: Fit;
} & { readonly [list in (typeof lists)[number]]: readonly { readonly id: string }[] };

/** Each way in which the recommendation departs from what the scenario expects. */
export const judgeScenario = (model: DecisionModel, { answers, expect, onlyThree }: Scenario): string[] => {
  const mode = { assume: true, onlyThree };
  const complete = walk(model, answers, mode);
  if (complete.kind === 'ask') return [`needs an answer to ${complete.question.id}`];
  const one = recommend(model, answers, complete, mode);
  const unused = one.unused.map((id) => `${id} is answered but not asked`);
  return [...judge(expect, { ...one, rejections: Object.values(one.rejected) }), ...unused];
};

/**
 * Tells whether a variant of a model gives every scenario what it expects, without the work of writing recommendations.
 * Where the variant has the model's own rules and questions, the ways are those of the model and are gone once.
 */
export const scenarioJudge = (
  model: DecisionModel,
  scenarios: readonly Scenario[],
): ((variant: DecisionModel) => boolean) => {
  const ends = (one: DecisionModel) =>
    scenarios.map(({ answers, expect, onlyThree }) => ({
      expect,
      end: walk(one, answers, { assume: true, onlyThree }),
    }));
  const own = ends(model);
  return (variant) => {
    const sameWays = variant.rules === model.rules && variant.questions === model.questions;
    return (sameWays ? own : ends(variant)).every(({ expect, end }) => {
      if (end.kind === 'ask') return false;
      const matches = match(variant, end.facts);
      const outcome = end.facts.outcome as Outcome;
      const result = { ...end.rule.then, outcome, ...matches, rejections: [...matches.rejections.values()] };
      return judge(expect, result).length === 0;
    });
  };
};

const judge = (expect: Scenario['expect'], got: Result): string[] => [
  ...(['outcome', 'instead', 'nearest', 'fit'] as const)
    .filter((key) => expect[key] !== undefined && expect[key] !== got[key])
    .map((key) => `${key}: ${got[key]} instead of ${expect[key]}`),
  ...lists.flatMap((list) => missing(list, expect[list], idsOf(got[list]))),
  ...(expect.exact
    ? lists.flatMap((list) => missing(`expected ${list}`, idsOf(got[list]), expect[list]))
    : []),
  ...present('companion', expect.notCompanions, idsOf(got.companions)),
  ...present('warning', expect.notWarnings, idsOf(got.warnings)),
];

const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

const missing = (what: string, expected: readonly string[], got: readonly string[]): string[] =>
  expected.filter((id) => !got.includes(id)).map((id) => `not among the ${what}: ${id}`);

const present = (what: string, unwanted: readonly string[], got: readonly string[]): string[] =>
  unwanted.filter((id) => got.includes(id)).map((id) => `${what} ${id} must not be there`);

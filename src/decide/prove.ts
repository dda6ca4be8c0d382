import { type Mechanism, mechanisms } from '../core/recommendation.ts';
import type { DecisionModel, Question } from '../rules/schema/decision.ts';
import { holdsFlat } from './condition.ts';
import { type Matches, match } from './match.ts';
import { type Answers, type CompleteWalk, walk } from './walk.ts';

/** What was gone through, and what is wrong with the model. */
export interface Proof {
  /** Combinations of all deciding answers. */
  readonly combinations: number;
  /** Ways through the whole questionnaire. */
  readonly paths: number;
  readonly problems: readonly string[];
}

/**
 * Goes through every combination and every way: one rule each, everything reachable, every question of consequence,
 * a reason against each mechanism that was not chosen, and no two lifetimes for one token.
 */
export const prove = (model: DecisionModel): Proof => {
  const { combinations, problems } = proveRules(model);
  // Ways cannot be walked through rules that leave gaps.
  if (problems.length > 0) return { combinations, paths: 0, problems };
  const tour = newTour(model);
  visit(tour, {});
  return { combinations, paths: tour.paths, problems: [...tour.problems, ...idle(tour)] };
};

/** The quick half: complete and exclusive over every combination of deciding answers. */
export const proveRules = (model: DecisionModel): Pick<Proof, 'combinations' | 'problems'> => {
  const deciding = model.questions.filter(({ phase }) => phase === 'decide');
  const all = product(deciding);
  const hit = new Set<string>();
  const problems = all.flatMap((facts) => {
    const holding = model.rules.filter(({ when }) => holdsFlat(when, facts)).map(({ id }) => id);
    for (const id of holding) hit.add(id);
    return holding.length === 1 ? [] : [`${holding.join(' and ') || 'no rule'} for ${JSON.stringify(facts)}`];
  });
  const dead = model.rules.filter(({ id }) => !hit.has(id)).map(({ id }) => `rule ${id} never holds`);
  return { combinations: all.length, problems: [...problems, ...dead] };
};

const product = (questions: readonly Question[]): Answers[] =>
  questions.reduce<Answers[]>(
    (sofar, { id, options }) =>
      sofar.flatMap((facts) => Object.keys(options).map((value) => ({ ...facts, [id]: value }))),
    [{}],
  );

interface Tour {
  readonly model: DecisionModel;
  paths: number;
  readonly problems: Set<string>;
  readonly reached: Set<object>;
  readonly mattering: Set<string>;
  /** A number per distinct result, so that sets of results stay small. */
  readonly results: Map<string, number>;
}

const newTour = (model: DecisionModel): Tour => ({
  model,
  paths: 0,
  problems: new Set(),
  reached: new Set(),
  mattering: new Set(),
  results: new Map(),
});

/** @returns the results that the ways from here end in. */
const visit = (tour: Tour, answers: Answers): ReadonlySet<number> => {
  const step = walk(tour.model, answers);
  if (step.kind === 'complete') return new Set([arrive(tour, step)]);
  const { id, options } = step.question;
  const branches = Object.keys(options).map((value) => visit(tour, { ...answers, [id]: value }));
  const [first] = branches;
  if (first && branches.some((branch) => !same(first, branch))) tour.mattering.add(id);
  return new Set(branches.flatMap((branch) => [...branch]));
};

const arrive = (tour: Tour, complete: CompleteWalk): number => {
  tour.paths++;
  const matches = match(tour.model, complete.facts);
  const { companions, warnings, differences, rejections } = matches;
  for (const item of [...companions, ...warnings, ...differences, ...rejections.values()])
    tour.reached.add(item);
  for (const problem of faults(matches, complete)) tour.problems.add(problem);
  const ids = [...companions, ...warnings, ...differences, ...rejections.values()].map(({ id }) => id);
  const result = [complete.rule.id, ...ids].join('\n');
  const number = tour.results.get(result) ?? tour.results.size;
  tour.results.set(result, number);
  return number;
};

const faults = ({ companions, rejections }: Matches, { rule, facts }: CompleteWalk): string[] => {
  const missing = mechanisms.filter((one: Mechanism) => one !== facts.outcome && !rejections.has(one));
  const lifetimes = new Set(companions.flatMap(({ requires }) => requires?.maxLifetime?.access ?? []));
  return [
    ...missing.map((one) => `rule ${rule.id}: no reason against ${one} for ${JSON.stringify(facts)}`),
    ...(companions.some(({ level }) => level === 'must') ? [] : [`rule ${rule.id}: comes with no must`]),
    ...(lifetimes.size > 1 ? [`rule ${rule.id}: two lifetimes, ${[...lifetimes].join(' and ')}`] : []),
  ];
};

const same = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));

const idle = ({ model, reached, mattering }: Tour): string[] => [
  ...model.companions.filter((one) => !reached.has(one)).map(({ id }) => `companion ${id} is never reached`),
  ...model.warnings.filter((one) => !reached.has(one)).map(({ id }) => `warning ${id} is never reached`),
  ...model.differences
    .filter((one) => !reached.has(one))
    .map(({ id }) => `difference ${id} is never reached`),
  ...model.rejections.filter((one) => !reached.has(one)).map(({ id }) => `rejection ${id} is never reached`),
  ...model.questions.filter(({ id }) => !mattering.has(id)).map(({ id }) => `question ${id} changes nothing`),
];

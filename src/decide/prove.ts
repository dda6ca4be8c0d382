import { type Mechanism, mechanisms } from '../core/recommendation.ts';
import type { DecisionModel, DecisionRule, Question } from '../rules/schema/decision.ts';
import { type Facts, holdsFlat } from './condition.ts';
import { type Matches, matcherFor } from './match.ts';
import { type Answers, closed, decide, factsOf, factsOfRule, nextShaping } from './walk.ts';

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
  visitDeciding(tour, {});
  return { combinations, paths: tour.paths, problems: [...tour.problems, ...idle(tour)] };
};

/** The quick half: complete and exclusive over every combination of deciding answers. */
export const proveRules = (model: DecisionModel): Pick<Proof, 'combinations' | 'problems'> => {
  const all = combinationsOf(model.questions);
  const hit = new Set<string>();
  const problems = all.flatMap((facts) => {
    const holding = model.rules.filter(({ when }) => holdsFlat(when, facts)).map(({ id }) => id);
    for (const id of holding) hit.add(id);
    return holding.length === 1 ? [] : [`${holding.join(' and ') || 'no rule'} for ${JSON.stringify(facts)}`];
  });
  const dead = model.rules.filter(({ id }) => !hit.has(id)).map(({ id }) => `rule ${id} never holds`);
  return { combinations: all.length, problems: [...problems, ...dead] };
};

const combinations = new WeakMap<object, readonly Answers[]>();

/** Every answer to each deciding question, with each answer to the others; once for all models with the same questions. */
const combinationsOf = (questions: readonly Question[]): readonly Answers[] => {
  const known = combinations.get(questions);
  if (known) return known;
  const all = questions
    .filter(({ phase }) => phase === 'decide')
    .reduce<Answers[]>(
      (sofar, { id, options }) =>
        sofar.flatMap((facts) => Object.keys(options).map((value) => ({ ...facts, [id]: value }))),
      [{}],
    );
  combinations.set(questions, all);
  return all;
};

interface Tour {
  readonly model: DecisionModel;
  readonly match: (facts: Facts) => Matches;
  paths: number;
  readonly problems: Set<string>;
  readonly reached: Set<object>;
  readonly mattering: Set<string>;
  /** A number per distinct result, so that sets of results stay small. */
  readonly results: Map<string, number>;
  /** A number per list of matches: the matcher gives the same list for the same facts. */
  readonly lists: Map<object, number>;
  readonly names: Map<string, number>;
}

const newTour = (model: DecisionModel): Tour => ({
  model,
  match: matcherFor(model),
  paths: 0,
  problems: new Set(),
  reached: new Set(),
  mattering: new Set(),
  results: new Map(),
  lists: new Map(),
  names: new Map(),
});

type Results = ReadonlySet<number>;

/** @returns the results that the ways from here end in. */
const visitDeciding = (tour: Tour, answers: Answers): Results => {
  const step = decide(tour.model, answers);
  if (step.kind === 'ask') return fork(tour, step.question, answers, visitDeciding);
  const facts = { ...factsOf(step.path), ...factsOfRule(step.rule, {}) };
  return visitShaping(tour, step.rule, facts);
};

const visitShaping = (tour: Tour, rule: DecisionRule, facts: Facts): Results => {
  const question = nextShaping(tour.model, facts);
  if (!question) return new Set([arrive(tour, rule, closed(facts))]);
  return fork(tour, question, facts, (_, next) => visitShaping(tour, rule, next));
};

const fork = (
  tour: Tour,
  { id, options }: Question,
  facts: Facts,
  visit: (tour: Tour, facts: Facts) => Results,
): Results => {
  const branches = Object.keys(options).map((value) => visit(tour, { ...facts, [id]: value }));
  const [first] = branches;
  if (first && branches.some((branch) => !same(first, branch))) tour.mattering.add(id);
  return new Set(branches.flatMap((branch) => [...branch]));
};

/** @returns the number of the result: what the rule chooses and all that goes with it. */
const arrive = (tour: Tour, rule: DecisionRule, facts: Facts): number => {
  tour.paths++;
  const matches = tour.match(facts);
  const { companions, warnings, differences, rejections } = matches;
  const lists = [companions, warnings, differences, rejections].map((list) => listNumber(tour, list));
  const result = [rule.id, ...lists].join(' ');
  const known = tour.results.get(result);
  if (known !== undefined) return known;
  for (const problem of faults(matches, rule, facts)) tour.problems.add(problem);
  const number = tour.results.size;
  tour.results.set(result, number);
  return number;
};

const listNumber = (tour: Tour, list: Matches[keyof Matches]): number => {
  const known = tour.lists.get(list);
  if (known !== undefined) return known;
  for (const item of list.values()) tour.reached.add(item);
  // Equal lists that were found from different facts are one.
  const name = [...list.values()].map(({ id }) => id).join('\n');
  const number = tour.names.get(name) ?? tour.names.size;
  tour.names.set(name, number);
  tour.lists.set(list, number);
  return number;
};

const faults = ({ companions, rejections }: Matches, rule: DecisionRule, facts: Facts): string[] => {
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

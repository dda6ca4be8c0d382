import { AdvisorError } from '../core/errors.ts';
import type { DecisionModel, DecisionRule, Question } from '../rules/schema/decision.ts';
import { type Facts, holdsFlat } from './condition.ts';

/** Answers by question id. */
export type Answers = Readonly<Record<string, string>>;

/** The answer of someone who does not know: the default is taken, and said in the result. */
export const dontKnow = 'unknown';

export interface WalkMode {
  /** Take the default of every shaping question that has no answer, instead of asking it. */
  readonly assume?: boolean;
  /** Choose the nearest of the three where none fits. */
  readonly onlyThree?: boolean;
}

/** One question on the way, with its answer. */
export interface Step {
  readonly question: Question;
  readonly phase: 'decide' | 'shape';
  readonly value: string;
  /** The default, because nobody answered. */
  readonly assumed: boolean;
}

export interface OpenWalk {
  readonly kind: 'ask';
  readonly path: readonly Step[];
  readonly question: Question;
  readonly phase: 'decide' | 'shape';
}

export interface CompleteWalk {
  readonly kind: 'complete';
  readonly path: readonly Step[];
  readonly rule: DecisionRule;
  readonly facts: Facts;
}

/**
 * Goes through the questions in order, as far as the answers reach. Only questions that arise count:
 * an answer to any other changes nothing.
 * @returns the question to ask next, or the rule and the facts.
 * @throws AdvisorError `internal` when not exactly one rule holds: the model is broken.
 */
export const walk = (
  model: DecisionModel,
  answers: Answers,
  mode: WalkMode = {},
): OpenWalk | CompleteWalk => {
  const decided = decide(model, answers);
  if (decided.kind === 'ask') return decided;
  const { path, rule } = decided;
  const facts = { ...factsOf(path), ...factsOfRule(rule, mode) };
  const shaping: Step[] = [];
  for (;;) {
    const question = nextShaping(model, facts);
    if (!question) break;
    const step = shape(question, answers[question.id], mode);
    if (!step) return { kind: 'ask', path: [...path, ...shaping], question, phase: 'shape' };
    shaping.push(step);
    facts[question.id] = step.value;
  }
  return { kind: 'complete', path: [...path, ...shaping], rule, facts: closed(facts) };
};

/** The question that shapes what goes with an outcome and has no answer yet, in the order of asking. */
export const nextShaping = (model: DecisionModel, facts: Facts): Question | undefined =>
  model.questions.find(
    ({ id, shapeWhen }) => facts[id] === undefined && shapeWhen !== undefined && arises(shapeWhen, facts),
  );

/** What a rule adds to the facts. */
export const factsOfRule = (rule: DecisionRule, mode: WalkMode): Record<string, string> => ({
  outcome: outcomeOf(rule, mode),
  ...(rule.then.instead ? { instead: rule.then.instead } : {}),
});

/** Adds what can be known only at the end. */
export const closed = (facts: Facts): Facts => ({ ...facts, leaning_mismatch: mismatch(facts) });

/** The deciding half of a walk. */
export const decide = (model: DecisionModel, answers: Answers): OpenWalk | Omit<CompleteWalk, 'facts'> => {
  const path: Step[] = [];
  const facts: Record<string, string> = {};
  for (const question of model.questions) {
    if (question.phase !== 'decide' || !arises(question.askWhen, facts)) continue;
    const value = answers[question.id];
    if (value === undefined || value === dontKnow) return { kind: 'ask', path, question, phase: 'decide' };
    path.push({ question, phase: 'decide', value, assumed: false });
    facts[question.id] = value;
  }
  return { kind: 'complete', path, rule: onlyRule(model, facts) };
};

/** How many questions are still to come after an open walk, if the rest is answered with the first option. */
export const stepsLeft = (model: DecisionModel, answers: Answers, mode: WalkMode): number => {
  const step = walk(model, answers, mode);
  if (step.kind === 'complete') return 0;
  const guess = step.question.default ?? Object.keys(step.question.options)[0] ?? '';
  return 1 + stepsLeft(model, { ...answers, [step.question.id]: guess }, mode);
};

const arises = (when: Question['askWhen'], facts: Facts): boolean =>
  when === undefined || when.some((one) => holdsFlat(one, facts));

/** The answers on a path. */
export const factsOf = (path: readonly Step[]): Record<string, string> =>
  Object.fromEntries(path.map(({ question, value }) => [question.id, value]));

const onlyRule = (model: DecisionModel, facts: Facts): DecisionRule => {
  const holding = model.rules.filter(({ when }) => holdsFlat(when, facts));
  const [rule] = holding;
  if (rule && holding.length === 1) return rule;
  const ids = holding.map(({ id }) => id).join(', ') || 'none';
  throw new AdvisorError(
    'internal',
    `the decision model must have one rule for ${JSON.stringify(facts)}, it has: ${ids}`,
  );
};

const outcomeOf = ({ then }: DecisionRule, mode: WalkMode): string =>
  mode.onlyThree && then.outcome === 'none' ? then.nearest : then.outcome;

const shape = (question: Question, given: string | undefined, mode: WalkMode): Step | undefined => {
  if (given !== undefined && given !== dontKnow)
    return { question, phase: 'shape', value: given, assumed: false };
  if (given === undefined && !mode.assume) return undefined;
  if (question.default === undefined) return undefined;
  return { question, phase: 'shape', value: question.default, assumed: true };
};

const mismatch = ({ leaning, outcome }: Facts): string =>
  leaning !== undefined && leaning !== 'undecided' && leaning !== outcome ? 'yes' : 'no';

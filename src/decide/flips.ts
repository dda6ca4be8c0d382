import type { ChosenVerdict, Flip } from '../core/recommendation.ts';
import type { DecisionModel, DecisionRule, Question } from '../rules/schema/decision.ts';
import { type Answers, type CompleteWalk, decide, type WalkMode } from './walk.ts';

/** What a rule chooses, with its headline. */
export const verdictOf = (model: DecisionModel, { then }: DecisionRule, mode: WalkMode): ChosenVerdict => {
  const outcome = mode.onlyThree && then.outcome === 'none' ? then.nearest : then.outcome;
  const instead = then.instead ?? null;
  const { headline } = model.outcomes[outcome];
  const tail = outcome === 'none' && instead ? `: ${model.instead[instead].headline}` : '';
  return { outcome, instead, headline: headline + tail };
};

/**
 * Each single answer that, put differently, certainly changes the outcome: whatever is answered to the questions
 * that would then arise.
 */
export const flipsOf = (model: DecisionModel, complete: CompleteWalk, mode: WalkMode): Flip[] => {
  const now = verdictOf(model, complete.rule, mode);
  const deciding = complete.path.filter(({ phase }) => phase === 'decide');
  // Not every answer given: one to a question that did not arise is no promise for a way on which it would.
  const answers = Object.fromEntries(deciding.map(({ question, value }) => [question.id, value]));
  return deciding.flatMap(({ question, value }) =>
    Object.keys(question.options)
      .filter((other) => other !== value)
      .flatMap((other) => flip(model, { ...answers, [question.id]: other }, question, other, now, mode)),
  );
};

const flip = (
  model: DecisionModel,
  changed: Answers,
  question: Question,
  value: string,
  now: ChosenVerdict,
  mode: WalkMode,
): Flip[] => {
  const to = possibleVerdicts(model, changed, mode);
  if (to.some((verdict) => verdict.headline === now.headline)) return [];
  const { id, ask, options } = question;
  return [{ set: { [id]: value }, ask, label: options[value]?.label ?? value, to }];
};

/** What some completion of the answers may lead to. */
export const possibleVerdicts = (model: DecisionModel, answers: Answers, mode: WalkMode): ChosenVerdict[] =>
  distinct(reachable(model, answers).map((rule) => verdictOf(model, rule, mode)));

/** The rules that some completion of the answers reaches. */
const reachable = (model: DecisionModel, answers: Answers): DecisionRule[] => {
  const step = decide(model, answers);
  if (step.kind === 'complete') return [step.rule];
  const { id, options } = step.question;
  return Object.keys(options).flatMap((value) => reachable(model, { ...answers, [id]: value }));
};

const distinct = (verdicts: readonly ChosenVerdict[]): ChosenVerdict[] => [
  ...new Map(verdicts.map((verdict) => [verdict.headline, verdict])).values(),
];

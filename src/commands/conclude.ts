import type { OpenTrial, Recommendation } from '../core/recommendation.ts';
import { sayQuestions } from '../decide/answers.ts';
import { possibleVerdicts, verdictOf } from '../decide/flips.ts';
import { type Missing, missingAnswers } from '../decide/missing.ts';
import { recommend } from '../decide/recommend.ts';
import { type Answers, type CompleteWalk, type OpenWalk, type WalkMode, walk } from '../decide/walk.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import type { SurfaceAnswers } from './read-answers.ts';

export interface MissingAnswers {
  readonly kind: 'missing';
  readonly surface: string | null;
  readonly missing: Missing;
}

/** A recommendation, or what keeps it from being made. */
export type Conclusion = { readonly kind: 'made'; readonly one: Recommendation } | MissingAnswers;

/**
 * Concludes from answers.
 * @param changes - answers on trial; where they leave questions open, the conclusion is that of the answers as given, with
 * what the trial may lead to.
 */
export const conclude = (
  model: DecisionModel,
  { surface, answers: given }: SurfaceAnswers,
  changes: Answers,
  mode: WalkMode,
): Conclusion => {
  const answers = { ...given, ...changes };
  const before = walk(model, given, mode);
  const after = walk(model, answers, mode);
  const set = changes;
  if (after.kind === 'complete') {
    const one = recommend(model, answers, after, mode, surface);
    if (Object.keys(changes).length === 0) return { kind: 'made', one };
    return { kind: 'made', one: { ...one, whatIf: { set, before: verdict(model, before, mode) } } };
  }
  const missing = missingAnswers(model, answers);
  if (before.kind === 'ask') return { kind: 'missing', surface, missing };
  const one = recommend(model, given, before, mode, surface);
  const open = openTrial(model, answers, missing, mode);
  return { kind: 'made', one: { ...one, whatIf: { set, before: verdict(model, before, mode), open } } };
};

const verdict = (model: DecisionModel, step: CompleteWalk | OpenWalk, mode: WalkMode) =>
  step.kind === 'complete' ? verdictOf(model, step.rule, mode) : null;

const openTrial = (
  model: DecisionModel,
  answers: Answers,
  { certain, possible }: Missing,
  mode: WalkMode,
): OpenTrial => ({
  missing: Object.fromEntries(
    [...certain, ...possible].map((question) => [question.id, Object.keys(question.options)]),
  ),
  to: possibleVerdicts(model, answers, mode),
});

/** What is missing, in one line or two. */
export const sayMissing = ({ surface, missing: { certain, possible } }: MissingAnswers): string => {
  const of = surface === null ? '' : ` for ${surface}`;
  const line = `no recommendation${of} without an answer to ${sayQuestions(certain)}`;
  return possible.length === 0
    ? line
    : `${line}\nthen, depending on that answer, to ${sayQuestions(possible)}`;
};

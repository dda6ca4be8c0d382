import type { DecisionModel, Question } from '../rules/schema/decision.ts';
import { type Answers, decide } from './walk.ts';

/** Deciding questions that have no answer. */
export interface Missing {
  /** Asked whatever the answers to the others are. */
  readonly certain: readonly Question[];
  /** Asked for some answers to the others. */
  readonly possible: readonly Question[];
}

/** The deciding questions that keep a recommendation from being made, as far as they can be known. */
export const missingAnswers = (model: DecisionModel, answers: Answers): Missing => {
  const ways = waysToEnd(model, answers);
  const all = model.questions.filter((question) => ways.some((way) => way.has(question)));
  const certain = all.filter((question) => ways.every((way) => way.has(question)));
  return { certain, possible: all.filter((question) => !certain.includes(question)) };
};

/** The questions still to be asked, for each way in which they can be answered. */
const waysToEnd = (model: DecisionModel, answers: Answers): ReadonlySet<Question>[] => {
  const step = decide(model, answers);
  if (step.kind === 'complete') return [new Set()];
  const { question } = step;
  return Object.keys(question.options).flatMap((value) =>
    waysToEnd(model, { ...answers, [question.id]: value }).map((way) => new Set([question, ...way])),
  );
};

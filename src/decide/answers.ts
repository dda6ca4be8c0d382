import { closest } from '../core/closest.ts';
import type { DecisionModel, Question } from '../rules/schema/decision.ts';
import { dontKnow } from './walk.ts';

/**
 * What is wrong with one answer.
 * @returns one clause with the allowed values or the name that was meant; undefined when it is fine.
 */
export const answerProblem = (model: DecisionModel, fact: string, value: string): string | undefined => {
  const question = model.questions.find(({ id }) => id === fact);
  if (!question) {
    const ids = model.questions.map(({ id }) => id);
    return `no such question: "${fact}"${suggest(fact, ids)}`;
  }
  const allowed = allowedValues(question);
  if (allowed.includes(value)) return undefined;
  return `${fact}: no such answer: "${value}"${suggest(value, allowed)}; allowed: ${allowed.join(', ')}`;
};

/** Values that an answer may have; `unknown` where a default stands in for it. */
export const allowedValues = ({ options, default: standIn }: Question): string[] => [
  ...Object.keys(options),
  ...(standIn === undefined ? [] : [dontKnow]),
];

/** Questions with the answers that they take. */
export const sayQuestions = (questions: readonly Question[]): string =>
  questions.map(({ id, options }) => `${id} (${Object.keys(options).join(', ')})`).join(', ');

const suggest = (typed: string, known: readonly string[]): string => {
  const meant = closest(typed, known);
  return meant ? `; did you mean "${meant}"?` : '';
};

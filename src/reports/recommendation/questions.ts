import type { DecisionModel, Question } from '../../rules/schema/decision.ts';
import { stringify } from '../stringify.ts';
import { renderMarkdown } from './markdown.ts';
import type { Outline } from './outline.ts';
import { type RecommendationLook, renderText } from './text.ts';

/** Every form that the questions can take. */
export const questionFormats = {
  text: (model, look) => renderText(outlineOf(model), look),
  json: (model) => renderJson(model),
  markdown: (model) => renderMarkdown(outlineOf(model)),
} as const satisfies Record<string, (model: DecisionModel, look: RecommendationLook) => string>;

export type QuestionFormat = keyof typeof questionFormats;

const outlineOf = (model: DecisionModel): Outline => ({
  title: 'Questions of auth-advisor recommend',
  lead: ['Only the questions that arise from earlier answers are asked.'],
  sections: model.questions.map((question) => ({
    title: `${question.id}: ${question.ask}`,
    points: [{ text: question.why, notes: notesOf(question) }, ...optionPoints(question)],
  })),
});

const notesOf = ({ phase, default: standIn }: Question): string[] => [
  phase === 'decide' ? 'decides the mechanism' : 'shapes what goes with it',
  ...(standIn === undefined ? [] : [`default where it does not decide: ${standIn}`]),
];

const optionPoints = ({ options }: Question) =>
  Object.entries(options).map(([mark, { label, eg }]) => ({
    mark,
    text: label,
    notes: eg ? [`for example ${eg}`] : [],
  }));

const renderJson = ({ version, sha256, questions }: DecisionModel): string =>
  `${stringify({ version: 1, model: { version, sha256 }, questions })}\n`;

import { stringify } from 'yaml';
import { escapeText } from '../core/escape.ts';
import type { EvidencePlace, Suggestion } from '../core/inventory.ts';
import { type Answers, dontKnow, walk } from '../decide/walk.ts';
import type { DecisionModel, Question } from '../rules/schema/decision.ts';
import type { Suggest } from './dialog.ts';

/**
 * An answers file with every suggestion and what speaks for it.
 * @param given - answers that somebody gave; they are taken over as they are.
 * @param surface - its name, if it has one.
 * @returns undefined when nothing is suggested.
 */
export const proposedAnswers = (
  model: DecisionModel,
  given: Answers,
  suggest: Suggest,
  surface?: string,
): string | undefined => {
  const lines: string[] = [];
  let count = 0;
  let answers: Answers = {};
  for (;;) {
    const step = walk(model, answers);
    if (step.kind === 'complete') break;
    const { question, phase } = step;
    const known = given[question.id];
    const suggestions = known === undefined ? suggest(question.id, answers) : [];
    const value = known ?? suggestions[0]?.answer;
    count += suggestions.length > 0 ? 1 : 0;
    if (value === undefined && phase === 'decide') {
      lines.push(...openLines(question));
      break;
    }
    if (value !== undefined) lines.push(...answerLines(question, value, suggestions));
    // A question that only shapes the result may stay open: its default stands in.
    answers = { ...answers, [question.id]: value ?? dontKnow };
  }
  return count === 0 ? undefined : `${[...head, ...named(surface), 'answers:', ...lines].join('\n')}\n`;
};

const head = [
  '# Answers that the code suggests. Nothing is decided: confirm or change each, then run',
  '#   auth-advisor recommend --answers FILE',
  '# In a terminal it asks for what is still open.',
  'unfinished: true',
];

const named = (surface: string | undefined): string[] =>
  surface === undefined ? [] : [written({ surface })];

/** Quotes the words that YAML 1.1 takes for true and false. */
const written = (entry: object): string => stringify(entry, { compat: 'yaml-1.1', lineWidth: 0 }).trimEnd();

const answerLines = (question: Question, value: string, suggestions: readonly Suggestion[]): string[] => [
  comment(question.ask),
  ...(suggestions.length === 0 ? [comment('  Given with --set.')] : []),
  ...suggestions.flatMap((one, i) => [
    comment(`  ${i === 0 ? '' : `Or "${one.answer}": `}${one.because}`),
    ...one.places.map((place) => comment(`    ${sayPlace(place)}`)),
  ]),
  `  ${written({ [question.id]: value })}`,
];

const openLines = ({ id, ask, options }: Question): string[] => [
  comment(ask),
  comment(`  The code does not tell. One of: ${Object.keys(options).join(', ')}`),
  `  # ${id}:`,
];

/** One line, whatever a path holds. */
const comment = (text: string): string => `  # ${escapeText(text)}`;

const sayPlace = ({ path, line, what }: EvidencePlace): string => `${path}:${line}  ${what}`;

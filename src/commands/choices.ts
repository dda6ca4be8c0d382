import { escapeText } from '../core/escape.ts';
import type { EvidencePlace } from '../core/inventory.ts';
import { dontKnow } from '../decide/walk.ts';
import type { Prompt, Recalled, Reply } from './dialog.ts';
import { sayAnswer } from './dialog.ts';

/** One line that a person can pick. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  readonly short?: string;
  readonly description?: string;
}

/** Breaks text into lines that fit the terminal; `label` stands in front of the first. */
export type Wrap = (label: string, text: string) => readonly string[];

// No option of a question begins with a colon.
const replies: Readonly<Record<string, Reply>> = {
  [`:${dontKnow}`]: { kind: 'unknown' },
  ':why': { kind: 'why' },
  ':back': { kind: 'back' },
  ':quit': { kind: 'quit' },
};

/** The reply that a choice stands for. */
export const replyTo = (chosen: string): Reply => replies[chosen] ?? { kind: 'answer', value: chosen };

/** The choice that was made before the person went back, else the one that the repository suggests. */
export const likelyChoice = ({ previous, suggestions }: Prompt): string | undefined =>
  previous === dontKnow ? `:${dontKnow}` : (previous ?? suggestions[0]?.answer);

/**
 * What speaks for an answer, as lines; none where nothing does.
 * @param indent - stands in front of each.
 */
export const suggestionLines = ({ question, suggestions }: Prompt, wrap: Wrap, indent = ''): string[] =>
  suggestions.flatMap(({ answer, because, places }, i) => [
    ...wrap(`${indent}${i === 0 ? 'Suggested: ' : 'Also: '}`, `${sayAnswer(question, answer)}. ${because}`),
    ...places.flatMap((place) => wrap(`${indent}  `, sayPlace(place))),
  ]);

/** Where evidence stands and what it is. */
export const sayPlace = ({ path, line, what }: EvidencePlace): string =>
  `${escapeText(path)}:${line}  ${escapeText(what)}`;

/** The answers, and below them what else a person may want. */
export const choicesFor = ({
  question,
  suggestions,
  canGoBack,
  canSkip,
}: Prompt): { options: Choice[]; others: Choice[] } => {
  const { options, default: standIn = '' } = question;
  return {
    options: Object.entries(options).map(([value, { label, eg }]) => ({
      value,
      name: value === suggestions[0]?.answer ? `${label} (suggested)` : label,
      ...(eg ? { description: `For example: ${eg}` } : {}),
    })),
    others: [
      ...(canSkip
        ? [
            {
              value: `:${dontKnow}`,
              name: "I don't know",
              description: `Counts as: ${options[standIn]?.label}`,
            },
          ]
        : []),
      { value: ':why', name: 'Why do you ask?' },
      ...(canGoBack ? [{ value: ':back', name: 'Back' }] : []),
      { value: ':quit', name: 'Save and quit' },
    ],
  };
};

/** Answers from another time, as lines. */
export const recallLines = (answers: readonly Recalled[], wrap: Wrap): string[] => [
  'Answered earlier:',
  ...answers.flatMap(({ question, value }) => [
    ...wrap('  - ', question.ask),
    ...wrap('    ', sayAnswer(question, value)),
  ]),
  '',
];

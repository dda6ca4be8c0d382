import type { Role } from '../role.ts';
import type { SourceFile } from '../source-file.ts';
import type { Clue } from './compile.ts';
import type { EvidenceFound } from './evidence.ts';

/** A stretch of a file: UTF-16 offset and length. */
export interface Place {
  readonly start: number;
  readonly length: number;
}

/** `what`: in place of the text that stands there. */
export type Shown = Place & { readonly what?: string };

/** The clues of one sort. */
export type Of<I extends Clue['is']> = Extract<Clue, { is: I }>;

/** Places of one clue in one file beyond this are not counted: a file of a million is generated or hostile. */
export const mostPerClue = 100;
/** The first places, no more than are counted. */
export const firstOf = <T>(all: readonly T[]): readonly T[] => all.slice(0, mostPerClue);

/** Evidence as a clue tells it. */
export const evidenceAt = (
  file: SourceFile,
  { id, kind, name, is }: Clue,
  { start, length, what }: Shown,
  role: Role = file.role,
): EvidenceFound => {
  const { line, column } = file.spanOf(start, start + length);
  const shown = what ?? file.text.slice(start, start + Math.min(length, mostShown));
  return {
    id,
    kind,
    name,
    declared: is === 'package',
    role,
    place: { path: file.shown, line, column, what: shown },
  };
};
export const mostShown = 60;

/** Languages whose facts name a call by the module that it comes from. */
export const hasFacts = ({ language }: SourceFile): boolean =>
  language === 'javascript' || language === 'typescript' || language === 'python';

/** Whether a place is only a part of a text, as far as the language's facts tell. */
export const quotedIn = async (file: SourceFile): Promise<(place: Place) => boolean> => {
  const texts = hasFacts(file) ? ((await file.code())?.texts ?? []) : [];
  const quotes = 1;
  return ({ start, length }) =>
    texts.some((text) => text.start < start - quotes && text.end > start + length + quotes);
};

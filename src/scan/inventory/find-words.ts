import type { SourceFile } from '../source-file.ts';
import type { EvidenceFound } from './evidence.ts';
import { isCode, isComment, lineAround } from './imports.ts';
import { evidenceAt, firstOf, type Of, type Place, quotedIn } from './place.ts';

/** Where a word stands beside what the clue asks for. */
export const findWord = async (
  file: SourceFile,
  clue: Of<'word'>,
  hits: readonly Place[],
): Promise<EvidenceFound[]> => {
  if (clue.fitsPath ? !clue.fitsPath(withoutUp(file.path)) : !isCode(file.path)) return [];
  const starts = [...new Set(hits.map(({ start }) => start))];
  const places = firstOf(
    starts
      .map((start) => ({ start, length: lengthAt(file.text, clue.patterns, start) }))
      .filter((place) => place.length > 0 && isWordAt(file, clue, place)),
  );
  // Code that stands in a text is about something else: a message, a hint, a sample.
  const isQuoted = clue.before && places.length > 0 ? await quotedIn(file) : () => false;
  return places.filter((place) => !isQuoted(place)).map((place) => evidenceAt(file, clue, place));
};

const isWordAt = (file: SourceFile, clue: Of<'word'>, { start, length }: Place): boolean => {
  if (!standsAlone(file.text, start)) return false;
  const { before, after } = lineAround(file, start, length);
  const follows = bare(after, 'start');
  return (
    !isComment(before) &&
    isNextTo(clue.before, bare(before, 'end'), 'endsWith') &&
    isNextTo(clue.after, follows, 'startsWith') &&
    !clue.notAfter.some((one) => follows.startsWith(one))
  );
};

const lengthAt = (text: string, patterns: readonly RegExp[], start: number): number => {
  for (const pattern of patterns) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match) return match[0].length;
  }
  return 0;
};

const standsAlone = (text: string, start: number): boolean =>
  !/\w/.test(text[start] ?? '') || !/[\w-]/.test(text[start - 1] ?? '');

const isNextTo = (
  wanted: readonly string[] | undefined,
  text: string,
  how: 'startsWith' | 'endsWith',
): boolean => wanted === undefined || wanted.some((one) => text[how](one));

/**
 * What is next to a word, in lower case, without the quotes and spaces that each author sets in another way. A comparison
 * becomes `~`, so that `=` is an assignment; `^` is the start of the line.
 */
const bare = (text: string, side: 'start' | 'end'): string => {
  const near = side === 'start' ? text.slice(0, mostBeside) : text.slice(-mostBeside);
  const plain = near
    .toLowerCase()
    .replace(/["'`\s]/g, '')
    .replace(/={2,3}/g, '~');
  return side === 'end' && text.length <= mostBeside ? `^${plain}` : plain;
};
const mostBeside = 80;

/** A path that leads out of the working directory, as globs see it. */
export const withoutUp = (path: string): string => path.replace(/^(?:\.\.\/|\/)+/, '');

import { charsOf } from './char-class.ts';
import type { Part, SimplePart } from './schema/token.ts';

/** Shortest and longest form of a run, in characters. */
export const lengthsOf = (part: SimplePart): readonly [number, number] => {
  if ('lit' in part) return [part.lit.length, part.lit.length];
  return typeof part.len === 'number' ? [part.len, part.len] : [part.len[0], part.len[1]];
};

type Alternative = string | readonly SimplePart[];

/** An alternative as parts, whichever way it is written. */
export const alternativeParts = (alternative: Alternative): readonly SimplePart[] =>
  typeof alternative !== 'string' ? alternative : alternative === '' ? [] : [{ lit: alternative }];

/** Lengths, or distances from the start of a token, in characters. */
export interface Extent {
  readonly least: number;
  readonly most: number;
}

/** Of parts in a row. */
export const extent = (parts: readonly Part[]): Extent =>
  parts.map(partExtent).reduce((sum, one) => ({ least: sum.least + one.least, most: sum.most + one.most }), {
    least: 0,
    most: 0,
  });

/** Of one part, over all its alternatives. */
export const partExtent = (part: Part): Extent => {
  if (!('any' in part)) {
    const [least, most] = lengthsOf(part);
    return { least, most };
  }
  const all = part.any.map((alternative) => extent(alternativeParts(alternative)));
  return { least: Math.min(...all.map((one) => one.least)), most: Math.max(...all.map((one) => one.most)) };
};

/** Every character that a part leaves open; none for a literal. */
export const alphabetOf = (part: Part): readonly string[] => {
  if ('lit' in part) return [];
  if ('chars' in part) return charsOf(part.chars);
  return part.any.flatMap((alternative) => alternativeParts(alternative).flatMap(alphabetOf));
};

import type { Part, SimplePart } from './schema/token.ts';
import { alternativeParts, type Extent, lengthsOf, partExtent } from './token-parts.ts';

/** A literal, and how far from the start of the token it can stand, in characters. */
export interface Anchor {
  readonly text: string;
  readonly least: number;
  readonly most: number;
}

const leastAnchor = 3;

/** The place whose shortest literal is the longest; among equals the one that pins down the start best. */
export const bestAnchors = (parts: readonly Part[]): readonly Anchor[] => {
  let at: Extent = { least: 0, most: 0 };
  let best: readonly Anchor[] = [];
  for (const part of joinLiterals(parts)) {
    const found = anchorsIn(part, at);
    if (weight(found) > weight(best)) best = found;
    const size = partExtent(part);
    at = { least: at.least + size.least, most: at.most + size.most };
  }
  return weight(best) >= leastAnchor ? best : [];
};

const weight = (anchors: readonly Anchor[]): number =>
  anchors.length === 0
    ? 0
    : Math.min(...anchors.map(({ text }) => text.length)) - (spread(anchors) > 64 ? 0.5 : 0);

const spread = (anchors: readonly Anchor[]): number =>
  Math.max(...anchors.map(({ least, most }) => most - least));

const anchorsIn = (part: Part, at: Extent): readonly Anchor[] => {
  if ('lit' in part) return [{ text: part.lit, ...at }];
  if ('chars' in part) return [];
  const found = part.any.map((alternative) => longestLiteral(alternativeParts(alternative), at));
  return found.every((anchor) => anchor !== undefined) ? found : [];
};

const longestLiteral = (parts: readonly SimplePart[], start: Extent): Anchor | undefined => {
  let at = start;
  let best: Anchor | undefined;
  for (const part of parts) {
    if ('lit' in part && part.lit.length > (best?.text.length ?? 0)) best = { text: part.lit, ...at };
    const [least, most] = lengthsOf(part);
    at = { least: at.least + least, most: at.most + most };
  }
  return best;
};

const joinLiterals = (parts: readonly Part[]): readonly Part[] => {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && 'lit' in last && 'lit' in part) joined[joined.length - 1] = { lit: last.lit + part.lit };
    else joined.push(part);
  }
  return joined;
};

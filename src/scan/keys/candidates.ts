import type { Hit } from '../detection.ts';
import type { CompiledToken, Lead } from './compiled-token.ts';
import { nearAfter, nearBefore } from './near.ts';

/** A stretch of the text that has the format of a token. */
export interface Candidate {
  readonly token: CompiledToken;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The characters that the format leaves open. */
  readonly variable: string;
}

/**
 * Runs each rule where its literals were hit, and nowhere else.
 * @param leads - per literal; `hits` index into it.
 * @returns every match once, in no particular order.
 */
export const findCandidates = (
  text: string,
  hits: readonly Hit[],
  leads: readonly (readonly Lead[])[],
): readonly Candidate[] => {
  const found = new Map<CompiledToken, Map<number, Candidate>>();
  const around = new Map<CompiledToken, number[]>();
  for (const { literal, start } of hits) {
    for (const { token, anchor } of leads[literal] ?? []) {
      if (anchor) keep(found, matchFrom(text, token, start - anchor.most, start - anchor.least));
      else startsOf(around, token).push(start);
    }
  }
  for (const [token, starts] of around) {
    for (const candidate of matchAround(text, token, starts)) keep(found, candidate);
  }
  return [...found.values()].flatMap((byStart) => [...byStart.values()]);
};

const startsOf = (around: Map<CompiledToken, number[]>, token: CompiledToken): number[] => {
  const starts = around.get(token) ?? [];
  around.set(token, starts);
  return starts;
};

const keep = (found: Map<CompiledToken, Map<number, Candidate>>, candidate: Candidate | undefined): void => {
  if (!candidate) return;
  const byStart = found.get(candidate.token) ?? new Map<number, Candidate>();
  byStart.set(candidate.start, candidate);
  found.set(candidate.token, byStart);
};

/** The first match that begins at one of the offsets from `first` to `last`. */
const matchFrom = (
  text: string,
  token: CompiledToken,
  first: number,
  last: number,
): Candidate | undefined => {
  for (let at = Math.max(first, 0); at <= last; at++) {
    token.sticky.lastIndex = at;
    const match = token.sticky.exec(text);
    if (match) return candidateOf(token, match, 0);
  }
  return undefined;
};

// Room for the lookbehind, which sees at most eleven characters.
const margin = 16;

/** Every match that is close enough to one of the words at `starts`. Stretches that overlap are searched once. */
const matchAround = (text: string, token: CompiledToken, starts: readonly number[]): readonly Candidate[] => {
  const found: Candidate[] = [];
  let searched = 0;
  for (const start of [...starts].sort((a, b) => a - b)) {
    const from = Math.max(searched, start - nearAfter - token.format.maxLength, 0);
    const to = start + longestWord + nearBefore;
    if (to <= from) continue;
    found.push(...matchWithin(text, token, from, to));
    searched = to;
  }
  return found;
};

const longestWord = 64;

const matchWithin = (text: string, token: CompiledToken, from: number, to: number): readonly Candidate[] => {
  const base = Math.max(from - margin, 0);
  const stretch = text.slice(base, to + token.format.maxLength + 1);
  const found: Candidate[] = [];
  token.search.lastIndex = from - base;
  for (let match = token.search.exec(stretch); match; match = token.search.exec(stretch)) {
    if (match.index + base >= to) break;
    found.push(candidateOf(token, match, base));
  }
  return found;
};

const candidateOf = (token: CompiledToken, match: RegExpExecArray, base: number): Candidate => ({
  token,
  start: base + match.index,
  end: base + match.index + match[0].length,
  text: match[0],
  variable: match.slice(1).join(''),
});

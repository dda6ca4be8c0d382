import { charsOf, classSource, literalSource } from './char-class.ts';
import type { Part, SimplePart } from './schema/token.ts';
import { type Anchor, bestAnchors } from './token-anchors.ts';
import { alphabetOf, alternativeParts, extent, lengthsOf, partExtent } from './token-parts.ts';

/** What the parts of a token say to the scanner. */
export interface TokenFormat {
  /** Literals that every such token contains one of; empty when none is long enough to look for. */
  readonly anchors: readonly Anchor[];
  /** Regular expression: bounded, closed at both ends, one group for each run of variable characters. */
  readonly source: string;
  /** In characters. */
  readonly minLength: number;
  readonly maxLength: number;
  /** What the format itself gives away at the start, longest first; may be shown. */
  readonly prefixes: readonly string[];
  /** A token does not begin right after one of these (escapes such as `\n` and `%3D` apart), nor end right before one. */
  readonly notBefore: readonly string[];
  readonly notAfter: readonly string[];
}

/** The longest token that a rule may describe, in characters. */
export const mostTokenLength = 4200;

/**
 * Compiles the parts of a token rule.
 * @throws RangeError when a class of characters is wrong.
 */
export const compileFormat = (parts: readonly Part[]): TokenFormat => {
  const { least, most } = extent(parts);
  const notBefore = leadingNeighbours(parts, most);
  const notAfter = trailingNeighbours(parts);
  const left = notBefore.length > 0 ? `(?:(?<!${classSource(notBefore)})|${afterEscape})` : '';
  const right = `(?!${classSource(notAfter)})`;
  return {
    anchors: bestAnchors(parts),
    source: `${left}${sourceOf(parts)}${right}`,
    minLength: least,
    maxLength: most,
    prefixes: leadingLiterals(parts),
    notBefore,
    notAfter,
  };
};

/** What is wrong with a rule's parts, in sentences; empty when they are sound. */
export const formatProblems = (rule: {
  readonly parts: readonly Part[];
  readonly near?: readonly string[] | undefined;
}): string[] => {
  try {
    const format = compileFormat(rule.parts);
    const problems: string[] = [];
    if (format.anchors.length === 0 && !rule.near)
      problems.push('no literal of 3 characters to look for, and no "near" words');
    if (format.maxLength > mostTokenLength)
      problems.push(`can be ${format.maxLength} characters long, more than ${mostTokenLength}`);
    if (format.minLength < 8)
      problems.push('can be shorter than 8 characters: too little to tell it from other text');
    if (ways(rule.parts) > mostWays)
      problems.push(
        'its runs of variable length can be divided in too many ways; put a literal between them',
      );
    return problems;
  } catch (error) {
    if (error instanceof RangeError) return [error.message];
    throw error;
  }
};

/** The public prefix of a token: what the format gives away, never a part of what is random. */
export const publicPrefix = (format: TokenFormat, token: string): string =>
  format.prefixes.find((prefix) => token.startsWith(prefix)) ?? '';

const partSource = (part: Part): string => {
  if ('lit' in part) return literalSource(part.lit);
  if ('any' in part)
    return `(?:${part.any.map(alternativeParts).sort(longestFirst).map(sourceOf).join('|')})`;
  const [least, most] = lengthsOf(part);
  return `(${classSource(charsOf(part.chars))}{${least === most ? least : `${least},${most}`}})`;
};

const sourceOf = (parts: readonly Part[]): string => parts.map(partSource).join('');

// An expression takes the first alternative that fits: an optional end would never be taken after the empty one.
const longestFirst = (a: readonly Part[], b: readonly Part[]): number => extent(b).most - extent(a).most;

const word = charsOf('A-Za-z0-9_');
const alphanumeric = charsOf('A-Za-z0-9');

// A letter before a token is not always a part of a longer word: `\nghp_`, `%3Dghp_`, `\u0022ghp_`, and the `m` that ends a
// terminal colour in a log.
const afterEscape = '(?<=\\\\[nrtbf]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\u001b\\[[0-9;]{0,8}m)';

// From here on a repeated prefix would cost more than the engine's bound for each of its hits, unless the repetition is
// cut short by the lookbehind.
const longToken = 512;
const longRun = 64;

const leadingNeighbours = (parts: readonly Part[], most: number): readonly string[] => {
  const firsts = alphabetsUntilFixed(parts);
  const beginsOutside = leadingLiterals(parts).some((prefix) => /^[^A-Za-z0-9_]/.test(prefix));
  if (firsts.length === 0 && beginsOutside) return [];
  const whole =
    most > longToken ? parts.filter((part) => partExtent(part).most >= longRun).flatMap(alphabetOf) : [];
  return [...new Set([...word, ...firsts, ...whole])];
};

const trailingNeighbours = (parts: readonly Part[]): readonly string[] => [
  ...new Set([...alphanumeric, ...alphabetsUntilFixed([...parts].reverse())]),
];

/** What the parts up to and with the first that cannot be empty may consist of. */
const alphabetsUntilFixed = (parts: readonly Part[]): string[] => {
  const end = parts.findIndex((part) => partExtent(part).least > 0);
  return [...parts.slice(0, end).flatMap(charactersOf), ...parts.slice(end, end + 1).flatMap(alphabetOf)];
};

/** An optional part may be a literal, such as the signs that end a base64 text. */
const charactersOf = (part: Part): readonly string[] => {
  if ('lit' in part) return [...part.lit];
  if ('chars' in part) return alphabetOf(part);
  return part.any.flatMap((alternative) => alternativeParts(alternative).flatMap(charactersOf));
};

/** Every way in which a token can begin before its first variable character. */
const leadingLiterals = (parts: readonly Part[]): readonly string[] => {
  let open = [''];
  const closed: string[] = [];
  for (const part of parts) {
    if ('chars' in part) break;
    const next: string[] = [];
    for (const alternative of 'lit' in part ? [part.lit] : part.any) {
      const { text, ends } = leadingText(alternativeParts(alternative));
      (ends ? closed : next).push(...open.map((before) => before + text));
    }
    open = next;
    if (open.length === 0) break;
  }
  return [...new Set([...open, ...closed])].filter((text) => text !== '').sort((a, b) => b.length - a.length);
};

const leadingText = (parts: readonly SimplePart[]): { text: string; ends: boolean } => {
  const end = parts.findIndex((part) => 'chars' in part);
  const literals = end < 0 ? parts : parts.slice(0, end);
  return { text: literals.map((part) => ('lit' in part ? part.lit : '')).join(''), ends: end >= 0 };
};

const mostWays = 5000;

/** In how many ways a run of one character could be divided among the parts: what backtracking can cost at most. */
const ways = (parts: readonly Part[]): number => {
  let worst = 1;
  let open = 1;
  let before: readonly string[] = [];
  for (const part of parts) {
    const { least, most } = partExtent(part);
    const alphabet = alphabetOf(part);
    if (alphabet.length === 0) {
      // A literal that the run before it could have swallowed does not end that run.
      if (!isWithin(part, before)) before = [];
      continue;
    }
    open = (alphabet.some((char) => before.includes(char)) ? open : 1) * (most - least + 1);
    worst = Math.max(worst, open);
    before = alphabet;
  }
  return worst;
};

const isWithin = (part: Part, alphabet: readonly string[]): boolean =>
  'lit' in part ? [...part.lit].every((char) => alphabet.includes(char)) : alphabet.length > 0;

import { charsOf } from './char-class.ts';
import { sealed } from './checksum.ts';
import { isDrawn } from './drawn.ts';
import { randomText, type SampleRandom } from './sample-random.ts';
import type { ChecksumName, Part, SimplePart } from './schema/token.ts';
import { alternativeParts, lengthsOf } from './token-parts.ts';

/** As much of a token rule as a sample needs. */
export interface SampleRule {
  readonly parts: readonly Part[];
  readonly checksum?: ChecksumName | undefined;
  readonly dummies?: readonly string[] | undefined;
}

/**
 * A token that the provider could have issued, checksum included: never a documented sample value, nor one of the few
 * draws that happen to leave out all digits or one case of letters.
 */
export const sampleToken = (rule: SampleRule, random: SampleRandom): string => {
  for (;;) {
    const text = rule.parts.map((part) => samplePart(part, random)).join('');
    const token = rule.checksum ? sealed(rule.checksum, text) : text;
    if (rule.dummies?.some((dummy) => token.includes(dummy))) continue;
    if (isDrawn(rule.parts, text)) return token;
  }
};

/**
 * A token that lacks one character in its longest run of variable characters. Of alternatives it takes the shortest:
 * a longer one may make up for the missing character.
 */
export const nearMiss = (rule: SampleRule, random: SampleRandom): string => {
  const parts = rule.parts.flatMap((part) =>
    'any' in part ? shortestOf(part.any.map(alternativeParts)) : [part],
  );
  const least = parts.map(leastLength);
  const runs = parts.map((part, i) => ('chars' in part ? (least[i] ?? 0) : 0));
  const longest = runs.indexOf(Math.max(...runs));
  return parts
    .map((part, i) =>
      'lit' in part
        ? part.lit
        : randomText(random, charsOf(part.chars), (least[i] ?? 0) - (i === longest ? 1 : 0)),
    )
    .join('');
};

const shortestOf = (alternatives: readonly (readonly SimplePart[])[]): readonly SimplePart[] => {
  const length = (parts: readonly SimplePart[]): number =>
    parts.reduce((sum, part) => sum + leastLength(part), 0);
  return [...alternatives].sort((a, b) => length(a) - length(b))[0] ?? [];
};

const leastLength = (part: SimplePart): number => ('lit' in part ? part.lit.length : lengthsOf(part)[0]);

const samplePart = (part: Part, random: SampleRandom): string => {
  if (!('any' in part)) return sampleRun(part, random);
  const chosen = part.any[random.below(part.any.length)] ?? '';
  return alternativeParts(chosen)
    .map((one) => sampleRun(one, random))
    .join('');
};

// Up to forty more than the least: the long tail of an open range adds nothing to an example.
const sampleRun = (part: SimplePart, random: SampleRandom): string => {
  if ('lit' in part) return part.lit;
  const [least, most] = lengthsOf(part);
  return randomText(random, charsOf(part.chars), least + random.below(Math.min(most - least, 40) + 1));
};

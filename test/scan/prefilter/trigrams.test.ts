import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Literal } from '../../../src/scan/detection.ts';
import { createTrigramFilter } from '../../../src/scan/prefilter/trigrams.ts';

const hitsOf = (literals: readonly Literal[], text: string): string[] => {
  const hits: string[] = [];
  createTrigramFilter(literals).scan(Buffer.from(text, 'latin1'), (literal, start) =>
    hits.push(`${literal}@${start}`),
  );
  return hits.sort();
};

/** The same question, asked the slow way. */
const naiveHits = (literals: readonly Literal[], text: string): string[] =>
  literals
    .flatMap(({ text: wanted, ignoreCase }, index) => {
      const fold = (value: string): string => (ignoreCase ? value.toLowerCase() : value);
      return [...text].flatMap((_, at) =>
        fold(text.slice(at, at + wanted.length)) === fold(wanted) ? [`${index}@${at}`] : [],
      );
    })
    .sort();

describe('the literal pass', () => {
  it('finds literals that overlap, nest and share prefixes', () => {
    const literals = ['he', 'she', 'hers', 'his'].map((text) => ({ text, ignoreCase: false }));
    expect(hitsOf(literals, 'ushers')).toEqual(['0@2', '1@1', '2@2']);
  });

  it('heeds case only where the literal asks for it', () => {
    const literals = [
      { text: 'AKIA', ignoreCase: false },
      { text: 'secret', ignoreCase: true },
    ];
    expect(hitsOf(literals, 'akia SECRET AKIA Secret')).toEqual(['0@12', '1@17', '1@5']);
  });

  it('finds what a naive search finds, whatever the literals and the text', () => {
    const word = fc.stringMatching(/^[abAB_]{1,5}$/);
    const literals = fc.array(fc.record({ text: word, ignoreCase: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(literals, fc.stringMatching(/^[abAB_c]{0,60}$/), (set, text) => {
        expect(hitsOf(set, text)).toEqual(naiveHits(set, text));
      }),
      { numRuns: 500 },
    );
  });
});

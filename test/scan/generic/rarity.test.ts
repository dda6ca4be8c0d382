import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsPerLetter, changes, isWordLike, wordShare } from '../../../src/scan/generic/rarity.ts';

const letters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
  minLength: 8,
  maxLength: 8,
});

describe('how rare a text is', () => {
  it.each(['password', 'authorization', 'configuration', 'helloworld', 'message', 'certificate'])(
    '%s is a word',
    (word) => {
      expect(isWordLike(word)).toBe(true);
    },
  );

  it('tells random letters from words nearly always', () => {
    const drawn = fc.sample(letters, { numRuns: 500, seed: 1 });
    expect(drawn.filter((one) => isWordLike(one)).length).toBeLessThan(10);
  });

  it('counts no bits for case', () => {
    expect(bitsPerLetter('PassWord')).toBe(bitsPerLetter('password'));
  });

  it.each([
    ['access_token_url', 1],
    ['getAccessToken', 1],
    ['0123', 0],
    ['', 0],
    ['zqvxkjwq', 0],
  ])('knows the share of words in %j', (text, share) => {
    expect(wordShare(text)).toBeCloseTo(share, 1);
  });

  it('counts changes between kinds of characters', () => {
    expect(changes('aB1-')).toBe(1);
    expect(changes('aaaa')).toBe(0);
    expect(changes('a')).toBe(0);
  });
});

import { alphabet, letterTriples } from './letter-triples.ts';

const symbols = 27;
const stepsPerBit = 5;
const edge = 0;

/** Bits per letter that a word costs under the letter statistics of ordinary words: `password` 2.6, random letters 6 and more. */
export const bitsPerLetter = (word: string): number => {
  let [before, last, steps] = [edge, edge, 0];
  for (let i = 0; i <= word.length; i++) {
    const symbol = i < word.length ? (word.charCodeAt(i) | 0x20) - 0x60 : edge;
    steps += surprise[(before * symbols + last) * symbols + symbol] ?? 0;
    [before, last] = [last, symbol];
  }
  return steps / stepsPerBit / (word.length + 1);
};

const surprise: readonly number[] = [...letterTriples].map((char) => alphabet.indexOf(char));

// The fewer letters, the more often chance makes a word of them.
const rareFrom: readonly number[] = [0, 0, 0, 4, 4.6];
const longRareFrom = 4.9;

/** Whether letters read as a word of a language, or as a name made from one. */
export const isWordLike = (word: string): boolean =>
  bitsPerLetter(word) < (rareFrom[word.length] ?? longRareFrom) || isTwoWords(word);

/** `helloworld` and `mypassword` are two words; where they meet a triple may be rare. */
const isTwoWords = (word: string): boolean => {
  for (let cut = 3; cut <= word.length - 3; cut++) {
    if (bitsPerLetter(word.slice(0, cut)) < commonTo && bitsPerLetter(word.slice(cut)) < commonTo)
      return true;
  }
  return false;
};

const commonTo = 4;

/**
 * The share of a text's letters and digits that stands in words, from 0 to 1. Words are parted by what is no letter, and by
 * capitals in the manner of names in code.
 */
export const wordShare = (text: string): number => {
  const latin = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  const solid = latin.replace(/[^A-Za-z0-9]+/g, '');
  if (solid === '') return 0;
  let known = 0;
  for (const [piece] of latin.matchAll(/[A-Z]?[a-z]{1,40}|[A-Z]{1,40}(?![a-z])/g))
    known += isWordLike(piece) ? piece.length : 0;
  return known / solid.length;
};

/** How often the text changes between lower case, upper case, digits and the rest, per character. */
export const changes = (text: string): number => {
  let count = 0;
  for (let i = 1; i < text.length; i++)
    count += classOf(text.charCodeAt(i)) === classOf(text.charCodeAt(i - 1)) ? 0 : 1;
  return text.length > 1 ? count / (text.length - 1) : 0;
};

const classOf = (code: number): number => {
  if (code >= 0x61 && code <= 0x7a) return 0;
  if (code >= 0x41 && code <= 0x5a) return 1;
  return code >= 0x30 && code <= 0x39 ? 2 : 3;
};

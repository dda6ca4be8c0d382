/** How far a word may stand before and after a token, in characters. */
export const nearBefore = 120;
export const nearAfter = 60;

/** A statement or a mapping with its neighbours: the same line and two more in either direction. */
const nearLines = 3;

/**
 * Whether one of the words stands close to a stretch of the text. Case does not matter.
 * @param words - a word with blanks is a phrase: `acme api key` is also `ACME_API_KEY`, `acmeApiKey` and `acme: { api-key`.
 */
export const isNear = (text: string, start: number, end: number, words: readonly string[]): boolean => {
  const before = text
    .slice(Math.max(start - nearBefore, 0), start)
    .split(lineEnd)
    .slice(-nearLines);
  const after = text.slice(end, end + nearAfter).split(lineEnd, nearLines);
  const context = [...before, ...after].join('\n').toLowerCase();
  let joined: string | undefined;
  return words.some((word) => {
    if (!isPhrase(word)) return context.includes(word.toLowerCase());
    joined ??= lettersOf(context);
    return joined.includes(lettersOf(word.toLowerCase()));
  });
};

/** What to look for in the bytes to come by every place where the word may stand, in lower case. */
export const leadOf = (word: string): string => word.toLowerCase().split(' ', 1)[0] ?? '';

const isPhrase = (word: string): boolean => word.includes(' ');

const lettersOf = (text: string): string => text.replace(/[^a-z0-9]/g, '');

const lineEnd = /\r\n?|\n/;

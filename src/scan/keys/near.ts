/** How far a word may stand before and after a token, in characters. */
export const nearBefore = 120;
export const nearAfter = 40;

/**
 * Whether one of the words stands close to a stretch: before it on the same or the two lines above, or after it on the
 * same line. Case does not matter.
 */
export const isNear = (text: string, start: number, end: number, words: readonly string[]): boolean => {
  const before = lastLines(text.slice(Math.max(start - nearBefore, 0), start), 3);
  const after = text.slice(end, end + nearAfter).split(/[\r\n]/, 1)[0] ?? '';
  const context = `${before}\n${after}`.toLowerCase();
  return words.some((word) => context.includes(word.toLowerCase()));
};

const lastLines = (text: string, count: number): string =>
  text
    .split(/\r\n?|\n/)
    .slice(-count)
    .join('\n');

/** How far a word may stand before and after a token, in characters. */
export const nearBefore = 120;
export const nearAfter = 60;

/** A statement or a mapping with its neighbours: the same line and two more in either direction. */
const nearLines = 3;

/** Whether one of the words stands close to a stretch of the text. Case does not matter. */
export const isNear = (text: string, start: number, end: number, words: readonly string[]): boolean => {
  const before = text
    .slice(Math.max(start - nearBefore, 0), start)
    .split(lineEnd)
    .slice(-nearLines);
  const after = text.slice(end, end + nearAfter).split(lineEnd, nearLines);
  const context = [...before, ...after].join('\n').toLowerCase();
  return words.some((word) => context.includes(word.toLowerCase()));
};

const lineEnd = /\r\n?|\n/;

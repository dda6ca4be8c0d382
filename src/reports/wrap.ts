import { escapeLineStart, escapeText } from '../core/escape.ts';

/** Narrower than this, text is unreadable however it breaks. */
const narrowest = 40;

/** The width to write for; 80 where the terminal does not say. */
export const usableWidth = (columns: number): number => (columns > 0 ? Math.max(columns, narrowest) : 80);

/**
 * Breaks text at spaces. Words longer than a line stay whole, so that paths and URLs can be copied.
 * @param label - stands in front of the first line; the others are indented by its length.
 * @param width - in characters.
 * @returns printable lines, none of which can begin a CI command.
 */
export const wrap = (label: string, text: string, width: number): string[] => {
  const indent = ' '.repeat(label.length);
  const room = width - label.length;
  const pieces = text
    .trim()
    .split(/\r\n|[\r\n]/)
    .flatMap((line) => breakLine(escapeText(line).trimEnd(), room));
  return pieces.map((piece, index) => escapeLineStart((index === 0 ? label : indent) + piece).trimEnd());
};

const breakLine = (line: string, room: number): string[] => {
  const pieces: string[] = [];
  let current: string | undefined;
  for (const word of line.split(' ')) {
    const longer: string = current === undefined ? word : `${current} ${word}`;
    if (current?.trim() && [...longer].length > room) {
      pieces.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...pieces, current ?? ''];
};

import type { Run } from './runs.ts';

const mostIndent = 64;
const lf = 0x0a;
const cr = 0x0d;
const backslash = 0x5c;

/** The run and, where its length is that of a wrapped line (RFC 2045: 76, RFC 7468: 64), the lines below it. */
export const wrappedLines = (bytes: Uint8Array, first: Run, table: Uint8Array): readonly Run[] => {
  const lines = [first];
  const width = first.end - first.start;
  if (width % 4 !== 0 || width < 60 || width > 128) return lines;
  for (let last = first; last.end - last.start === width; ) {
    const start = nextLine(bytes, last.end);
    let end = start;
    while (end < bytes.length && end - start <= width && table[bytes[end] as number] === 1) end++;
    if (end === start || end - start > width) break;
    last = { start, end };
    lines.push(last);
  }
  return lines;
};

/** Behind a line end, a real one or the `\n` of a string, and the indentation. */
const nextLine = (bytes: Uint8Array, end: number): number => {
  let at = end;
  if (bytes[at] === cr) at++;
  if (bytes[at] === lf) at++;
  else if (bytes[at] === backslash && bytes[at + 1] === 0x6e) at += 2;
  else return end;
  const most = at + mostIndent;
  while (at < most && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  return at;
};

/** Turns the index of a character of the joined lines into its offset. */
export const placeIn = (lines: readonly Run[]): ((index: number) => number) => {
  const width = (lines[0]?.end ?? 0) - (lines[0]?.start ?? 0);
  return (index) => {
    const line = Math.min(Math.floor(index / Math.max(width, 1)), lines.length - 1);
    return (lines[line]?.start ?? 0) + index - line * width;
  };
};

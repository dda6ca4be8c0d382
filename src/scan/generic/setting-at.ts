import type { FileKind } from './file-kind.ts';
import type { Setting } from './pair.ts';

const mostOfLine = 400;

/**
 * What a bare word is at an offset. Quotes are counted on the line alone, which is wrong only within texts of several lines.
 */
export const settingAt = (text: string, at: number, kind: FileKind): Setting => {
  if (kind === 'settings' || kind === 'shell') return 'settings';
  if (kind === 'prose') return 'prose';
  return openAtEnd(lineBefore(text, at)) ?? (kind === 'code' ? 'code' : 'data');
};

/** What stands on the same line before an offset, as far as it matters: a line may be a megabyte long. */
export const lineBefore = (text: string, at: number): string => {
  const stretch = text.slice(Math.max(0, at - mostOfLine), at);
  return stretch.slice(Math.max(stretch.lastIndexOf('\n'), stretch.lastIndexOf('\r')) + 1);
};

/** What is open where a piece of a line ends. */
const openAtEnd = (line: string): 'string' | 'comment' | undefined => {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? '';
    if (char === '\\') i++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (opensComment(line, i)) return 'comment';
  }
  return quote === '' ? undefined : 'string';
};

const opensComment = (line: string, i: number): boolean => {
  if (line[i] === '#') return true;
  if (line[i] === '/') return line[i + 1] === '/' && line[i - 1] !== ':';
  return line[i] === '*' && line.slice(0, i).trim() === '';
};

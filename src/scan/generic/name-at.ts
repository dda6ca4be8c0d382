/** An identifier as it stands in the text. */
export interface NamePlace {
  readonly start: number;
  readonly end: number;
  /** The quote around it, with its backslashes; `:` for a symbol of Ruby; empty for none. */
  readonly quote: string;
}

const longest = 80;

/** The identifier around an offset: letters, digits, `_`, and `-` and `.` within it. Undefined where it is longer than names are. */
export const nameAt = (text: string, at: number): NamePlace | undefined => {
  const first = Math.max(0, at - longest);
  const last = Math.min(text.length, at + longest);
  let start = at;
  while (start > first && isNameCode(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (end < last && isNameCode(text.charCodeAt(end))) end++;
  while (end > at && isMark(text[end - 1])) end--;
  while (start < at && isMark(text[start])) start++;
  if (end - start >= longest || end <= at || isVariable(text, start)) return undefined;
  return { start, end, quote: quoteAround(text, start, end) };
};

/** `$(PWD):/mnt`, `${PASSWORD}`: a name that is put in, not given. */
const isVariable = (text: string, start: number): boolean =>
  (text[start - 1] === '(' || text[start - 1] === '{') && text[start - 2] === '$';

const isMark = (char: string | undefined): boolean => char === '.' || char === '-';

const isNameCode = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === underscore ||
  code === hyphen ||
  code === dot;

const [underscore, hyphen, dot] = [0x5f, 0x2d, 0x2e];

const quoteAround = (text: string, start: number, end: number): string => {
  const before = text[start - 1];
  if (before === ':' && text[start - 2] !== ':') return ':';
  if (before !== '"' && before !== "'" && before !== '`') return '';
  let from = start - 1;
  while (text[from - 1] === '\\' && start - from < 4) from--;
  const quote = text.slice(from, start);
  return text.startsWith(quote, end) ? quote : '';
};

import type { ConfigEntry, ConfigFacts } from './entry.ts';
import { isReference } from './reference.ts';

/** Reads `NAME=value` lines: `export`, three kinds of quotes over several lines, comments. */
export const readDotenv = (text: string): ConfigFacts => {
  const entries: ConfigEntry[] = [];
  const line = /^[ \t]{0,40}(?:export[ \t]{1,20})?([A-Za-z_][\w.-]{0,200})[ \t]{0,40}=[ \t]{0,40}/gm;
  const closing = createClosing(text);
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const [head, key = ''] = match;
    const keyStart = match.index + head.indexOf(key, head.startsWith('export') ? 6 : keyFrom(head));
    const start = match.index + head.length;
    const { value, end, literal } = readValue(text, start, closing);
    const reference = !literal && isReference(value);
    entries.push({ path: [key], value, keyStart, keyEnd: keyStart + key.length, start, end, reference });
    line.lastIndex = end;
  }
  return { entries, env: entries, broken: false };
};

const keyFrom = (head: string): number => /^[ \t]*(?:export[ \t]+)?/.exec(head)?.[0].length ?? 0;

interface Value {
  readonly value: string;
  readonly end: number;
  /** In single quotes nothing is replaced. */
  readonly literal: boolean;
}

const readValue = (text: string, start: number, closing: Closing): Value => {
  const quote = text[start];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = closing(quote, start + 1);
    if (close !== undefined) {
      const inner = text.slice(start + 1, close);
      return { value: quote === '"' ? decode(inner) : inner, end: close + 1, literal: quote === "'" };
    }
  }
  const raw = /[^\r\n]{0,65536}/y;
  raw.lastIndex = start;
  const value = (raw.exec(text)?.[0] ?? '').replace(/(?:^|[ \t])#.*$/, '').trimEnd();
  return { value, end: start + value.length, literal: false };
};

const decode = (inner: string): string =>
  inner.replace(/\\([nrt"\\])/g, (_, char: string) => escapes[char] ?? char);
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

type Closing = (quote: string, from: number) => number | undefined;

/** Finds the closing quote. Once there is none, there is none further on: a file of open quotes costs one search. */
const createClosing = (text: string): Closing => {
  const exhausted = new Set<string>();
  return (quote, from) => {
    if (exhausted.has(quote)) return undefined;
    let at = text.indexOf(quote, from);
    while (quote === '"' && at > 0 && isEscaped(text, at, from)) at = text.indexOf(quote, at + 1);
    if (at >= 0) return at;
    exhausted.add(quote);
    return undefined;
  };
};

const isEscaped = (text: string, at: number, from: number): boolean => {
  let slashes = 0;
  while (at - slashes - 1 >= from && text[at - slashes - 1] === '\\') slashes++;
  return slashes % 2 === 1;
};

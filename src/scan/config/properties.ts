import type { ConfigEntry, ConfigFacts } from './entry.ts';
import { isReference } from './reference.ts';

/** Reads Java properties: `=`, `:` or a blank between key and value, lines continued by a backslash, unicode escapes. */
export const readProperties = (text: string): ConfigFacts => {
  const entries: ConfigEntry[] = [];
  const head =
    /^[ \t\f]{0,40}([^\s#!=:\\][^\s=:\\]{0,300})[ \t\f]{0,40}(?:[=:][ \t\f]{0,40}|[ \t\f](?=[^=:]))?/gm;
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const [whole, key = ''] = match;
    const keyStart = match.index + whole.indexOf(key);
    const start = match.index + whole.length;
    const end = endOfValue(text, start);
    const value = decode(text.slice(start, end));
    entries.push({
      path: [key],
      value,
      keyStart,
      keyEnd: keyStart + key.length,
      start,
      end,
      reference: isReference(value),
    });
    head.lastIndex = end;
  }
  return { entries, env: [], broken: false };
};

/** A line that ends in an odd number of backslashes goes on. */
const endOfValue = (text: string, start: number): number => {
  const lineEnd = /\r\n|\r|\n|$/g;
  lineEnd.lastIndex = start;
  for (;;) {
    const match = lineEnd.exec(text);
    if (!match) return text.length;
    let slashes = 0;
    while (match.index - slashes > start && text[match.index - slashes - 1] === '\\') slashes++;
    if (slashes % 2 === 0 || match.index >= text.length) return match.index;
    lineEnd.lastIndex = match.index + match[0].length;
  }
};

const decode = (raw: string): string =>
  raw
    .replace(/\\(?:\r\n|\r|\n)[ \t\f]*/g, '')
    .replace(/\\u([0-9A-Fa-f]{4})|\\(.)/g, (_, hex: string | undefined, char: string) =>
      hex === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .trimEnd();

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

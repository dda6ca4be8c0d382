import type { ConfigEntry, ConfigFacts } from './entry.ts';
import { isReference } from './reference.ts';

/** Reads `[section]` and `key = value` (or `key: value`) lines; other lines, such as nginx directives, are passed over. */
export const readIni = (text: string): ConfigFacts => {
  const entries: ConfigEntry[] = [];
  let section: string[] = [];
  const lines = /[^\r\n]+/g;
  for (let match = lines.exec(text); match; match = lines.exec(text)) {
    const line = match[0].slice(0, mostColumns);
    const header = /^\s{0,40}\[([^\]]{1,200})\]/.exec(line)?.[1];
    if (header !== undefined) section = [header.trim().replace(/^"(.*)"$/, '$1')];
    else entries.push(...readLine(line, match.index, section));
  }
  return { entries, env: [], broken: false };
};

const mostColumns = 65_536;

const readLine = (line: string, at: number, section: readonly string[]): ConfigEntry[] => {
  const match = /^([ \t]{0,40})([A-Za-z_][\w./ -]{0,120}?)[ \t]{0,40}[=:][ \t]{0,40}/.exec(line);
  if (!match) return [];
  const [head, indent = '', key = ''] = match;
  const raw = rawValue(line.slice(head.length));
  const value = /^(["'])(.*)\1$/.exec(raw)?.[2] ?? raw;
  const keyStart = at + indent.length;
  const start = at + head.length;
  return [
    {
      path: [...section, key],
      value,
      keyStart,
      keyEnd: keyStart + key.length,
      start,
      end: start + raw.length,
      reference: isReference(value),
    },
  ];
};

/** Up to a comment, which begins after a blank; a `#` within a secret is part of it. */
const rawValue = (text: string): string =>
  /^(?:"[^"]*"|'[^']*')(?=\s*(?:[;#].*)?$)/.exec(text)?.[0] ??
  text.replace(/(?:^|[ \t])[;#].*$/, '').trimEnd();

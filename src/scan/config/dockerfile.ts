import type { ConfigEntry, ConfigFacts } from './entry.ts';
import { isReference } from './reference.ts';

/** Reads the ENV and ARG instructions of a Dockerfile. */
export const readDockerfile = (text: string): ConfigFacts => {
  const entries: ConfigEntry[] = [];
  const instruction = /^[ \t]{0,40}(?:ENV|ARG)[ \t]{1,40}/gim;
  for (let match = instruction.exec(text); match; match = instruction.exec(text)) {
    const start = match.index + match[0].length;
    const end = endOfInstruction(text, start);
    entries.push(...readPairs(text, start, end));
    instruction.lastIndex = end;
  }
  return { entries, env: entries, broken: false };
};

const endOfInstruction = (text: string, start: number): number => {
  const lineEnd = /\\[ \t]{0,40}(?:\r\n|\n)|\r?\n/g;
  lineEnd.lastIndex = start;
  for (let match = lineEnd.exec(text); match; match = lineEnd.exec(text)) {
    if (!match[0].startsWith('\\')) return match.index;
  }
  return text.length;
};

/** `A=1 B="x y" \` over lines; the old form `ENV A the rest of the line` has no equals sign. */
const readPairs = (text: string, start: number, end: number): ConfigEntry[] => {
  const old = /([A-Za-z_]\w{0,200})[ \t]{1,40}([^\r\n=]{1,4000})/y;
  const pair =
    /(?:\s|\\\r?\n){0,100}([A-Za-z_]\w{0,200})=("(?:[^"\\]|\\.){0,65536}"|'[^']{0,65536}'|(?:[^\s\\"']|\\.){0,65536})/y;
  const entries: ConfigEntry[] = [];
  pair.lastIndex = start;
  for (let match = pair.exec(text); match && match.index < end; match = pair.exec(text)) {
    entries.push(
      toEntry(match[1] ?? '', match[2] ?? '', match.index + match[0].lastIndexOf(`${match[1]}=`), 1),
    );
  }
  if (entries.length > 0) return entries;
  old.lastIndex = start;
  const match = old.exec(text);
  if (!match) return [];
  const gap = match[0].length - (match[1] ?? '').length - (match[2] ?? '').length;
  return [toEntry(match[1] ?? '', (match[2] ?? '').trimEnd(), match.index, gap)];
};

const toEntry = (key: string, raw: string, keyStart: number, gap: number): ConfigEntry => {
  const value = /^(["'])([\s\S]*)\1$/.exec(raw)?.[2] ?? raw;
  const start = keyStart + key.length + gap;
  return {
    path: [key],
    value,
    keyStart,
    keyEnd: keyStart + key.length,
    start,
    end: start + raw.length,
    reference: isReference(value),
  };
};

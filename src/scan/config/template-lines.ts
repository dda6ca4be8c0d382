import type { ConfigEntry, ConfigFacts, Scalar } from './entry.ts';
import { environmentOf } from './environment.ts';
import { isReference } from './reference.ts';

interface Level {
  readonly indent: number;
  readonly key: string;
  /** Items seen so far, when this level is a list. */
  items: number;
}

/**
 * Reads YAML that is a template (Helm, Ansible, Jinja) by indentation: block mappings and lists of plain or quoted
 * scalars. Whatever else stands there, control lines above all, is passed over.
 */
export const readTemplateLines = (text: string): ConfigFacts => {
  const entries: ConfigEntry[] = [];
  let levels: Level[] = [];
  let document = 0;
  for (const { start, line } of linesOf(text)) {
    if (line.startsWith('---')) {
      levels = [];
      document++;
      continue;
    }
    const parsed = parseLine(line);
    if (!parsed) continue;
    levels = enter(levels, parsed);
    if (parsed.value !== undefined) entries.push(toEntry(parsed, levels, start, document));
  }
  return { entries, env: environmentOf(entries, text), broken: false };
};

interface Line {
  readonly indent: number;
  readonly dash: number | undefined;
  readonly key: string | undefined;
  readonly keyAt: number;
  readonly value: string | undefined;
  readonly valueAt: number;
}

function* linesOf(text: string): Generator<{ start: number; line: string }> {
  const pattern = /[^\r\n]+/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text))
    yield { start: match.index, line: match[0] };
}

// Longer lines are data, not settings.
const mostColumns = 4000;

const parseLine = (line: string): Line | undefined => {
  if (line.length > mostColumns) return undefined;
  const head = /^( *)(-( +|$))?/.exec(line) ?? [];
  const indent = (head[1] ?? '').length;
  const at = (head[0] ?? '').length;
  const rest = line.slice(at);
  if (rest === '' || /^(#|\{\{|\{%)/.test(rest)) return undefined;
  const keyed = /^(?:"([^"\\]{1,200})"|'([^']{1,200})'|([A-Za-z_][\w./-]{0,200}))\s{0,20}:(?:\s+|$)/.exec(
    rest,
  );
  const dash = head[2] === undefined ? undefined : indent;
  const column = dash === undefined ? indent : at;
  if (!keyed)
    return dash === undefined
      ? undefined
      : { indent: column, dash, key: undefined, keyAt: at, ...valueAfter(rest, at) };
  const key = keyed[1] ?? keyed[2] ?? keyed[3];
  const keyAt = at + (keyed[3] === undefined ? 1 : 0);
  return {
    indent: column,
    dash,
    key,
    keyAt,
    ...valueAfter(rest.slice(keyed[0].length), at + keyed[0].length),
  };
};

/** Without a comment behind it; undefined when there is none, or when a block follows. */
const valueAfter = (text: string, at: number): { value: string | undefined; valueAt: number } => {
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'[^']*')/.exec(text)?.[0];
  const value = quoted ?? text.split(/\s#/)[0]?.trimEnd() ?? '';
  const isBlock = value === '' || /^(?:[|>][+-]?\d?|&\w+|!\w+)$/.test(value) || value.startsWith('#');
  return { value: isBlock ? undefined : value, valueAt: at };
};

const enter = (levels: readonly Level[], line: Line): Level[] => {
  let kept = [...levels];
  if (line.dash !== undefined) {
    const dash = line.dash;
    // A list may stand at its key's own indent; its items are told apart by the dash.
    kept = kept.filter((level) => level.indent < dash || (level.indent === dash && level.items >= 0));
    const list = kept.at(-1);
    if (list) {
      kept.push({ indent: dash + 0.5, key: String(list.items), items: -1 });
      list.items++;
    }
  } else kept = kept.filter((level) => level.indent < line.indent);
  if (line.key !== undefined) kept.push({ indent: line.indent, key: line.key, items: 0 });
  return kept;
};

const toEntry = (line: Line, levels: readonly Level[], lineStart: number, document: number): ConfigEntry => {
  const raw = line.value ?? '';
  const start = lineStart + line.valueAt;
  const keyStart = line.key === undefined ? start : lineStart + line.keyAt;
  const value = typed(raw);
  return {
    path: levels.map(({ key }) => key),
    value,
    keyStart,
    keyEnd: keyStart + (line.key?.length ?? 0),
    start,
    end: start + raw.length,
    reference: isReference(raw),
    document,
  };
};

const typed = (raw: string): Scalar => {
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(raw)) return Number(raw);
  if (/^(true|false)$/i.test(raw)) return raw.toLowerCase() === 'true';
  if (/^(null|~)$/i.test(raw)) return null;
  return /^(["'])([\s\S]*)\1$/.exec(raw)?.[2] ?? raw;
};

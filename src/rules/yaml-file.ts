import * as v from 'valibot';
import { isCollection, isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { closest } from '../core/closest.ts';
import type { Problem } from '../core/errors.ts';

/** A parsed and validated file, with a way to find the place of any value in it. */
export interface YamlFile<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** @returns where the value (or, failing that, its nearest ancestor) at `path` begins. */
  readonly placeOf: (path: readonly PropertyKey[]) => { line: number; column: number };
}

type Schema = v.GenericSchema<unknown, unknown>;

// A configuration is a page of text. More is an accident or an attack.
const mostBytes = 1024 * 1024;

/**
 * Reads one of auth-advisor's own YAML (or JSON) files.
 * @param file - name for messages.
 * @returns the value when there is no problem; every problem with line and column otherwise.
 */
export const parseYamlFile = <S extends Schema>(
  file: string,
  text: string,
  schema: S,
): YamlFile<v.InferOutput<S>> => {
  const nowhere = () => ({ line: 1, column: 1 });
  if (text.length > mostBytes) {
    return {
      value: undefined,
      problems: [{ file, line: 1, column: 1, message: 'larger than 1 MiB' }],
      placeOf: nowhere,
    };
  }
  const lines = new LineCounter();
  const parsed = parseTree(text, lines);
  if ('message' in parsed) {
    return {
      value: undefined,
      problems: [{ file, ...place(lines, parsed.offset), message: parsed.message }],
      placeOf: nowhere,
    };
  }
  const { root, data } = parsed;
  const placeOf = (path: readonly PropertyKey[]) => place(lines, offsetOf(root, path));
  // valibot takes a list for an object with numbers for keys.
  if (Array.isArray(data) && 'entries' in schema) {
    const message = 'expected a mapping, got a list';
    return { value: undefined, problems: [{ file, ...placeOf([]), message }], placeOf };
  }
  const result = v.safeParse(schema, data);
  if (result.success) return { value: result.output as v.InferOutput<S>, problems: [], placeOf };
  const problems = result.issues.map((issue) => {
    const { path, message, onKey } = describe(issue, schema);
    return { file, ...place(lines, offsetOf(root, path, onKey)), message };
  });
  return { value: undefined, problems, placeOf };
};

type Parsed = { root: Node | null; data: unknown } | { message: string; offset: number };

const parseTree = (text: string, lines: LineCounter): Parsed => {
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const error = document.errors[0];
    if (error) return { message: firstLine(error.message), offset: error.pos[0] };
    const polluting = findKey(document.contents, ['__proto__', 'constructor', 'prototype']);
    if (polluting) return { message: `the key "${polluting.name}" is not allowed`, offset: polluting.offset };
    // No aliases: none of our files needs them, and nine of them make a bomb.
    return { root: document.contents, data: document.toJS({ maxAliasCount: 0 }) };
  } catch (error) {
    // yaml overflows the stack on some twenty thousand levels and throws on unresolved or too many aliases.
    const message =
      error instanceof RangeError ? 'nested too deeply' : 'aliases (*name) are not supported here';
    return { message, offset: 0 };
  }
};

const firstLine = (message: string): string => message.split('\n')[0] ?? message;

const place = (lines: LineCounter, offset: number): { line: number; column: number } => {
  if (lines.lineStarts.length === 0) return { line: 1, column: 1 };
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
};

const findKey = (node: unknown, names: readonly string[]): { name: string; offset: number } | undefined => {
  if (isPair(node)) {
    if (isScalar(node.key) && names.includes(String(node.key.value))) {
      return { name: String(node.key.value), offset: node.key.range?.[0] ?? 0 };
    }
    return findKey(node.value, names);
  }
  if (!isCollection(node)) return undefined;
  for (const item of node.items) {
    const found = findKey(item, names);
    if (found) return found;
  }
  return undefined;
};

/** Offset of the deepest node that exists on the path: its value, or its key when that is what matters. */
const offsetOf = (root: Node | null, path: readonly PropertyKey[], onKey = false): number => {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    const step = stepInto(node, key, onKey && depth === path.length - 1);
    if (!step) break;
    node = step.node;
    offset = step.offset ?? offset;
  }
  return offset;
};

const stepInto = (
  node: unknown,
  key: PropertyKey,
  toKey: boolean,
): { node: unknown; offset: number | undefined } | undefined => {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
    if (!pair) return undefined;
    const keyAt = startOf(pair.key);
    return { node: pair.value, offset: toKey ? keyAt : (startOf(pair.value) ?? keyAt) };
  }
  if (!isCollection(node)) return undefined;
  const item = node.items[Number(key)];
  return { node: item, offset: startOf(item) };
};

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

interface Described {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** The key itself is the mistake, not its value. */
  readonly onKey?: boolean;
}

type Issue = v.BaseIssue<unknown>;

const describe = (issue: Issue, schema: Schema): Described => {
  const inner = deepest(issue);
  if (inner) return describe(prefixed(issue, inner), schema);
  const path = pathOf(issue);
  const key = String(path.at(-1) ?? '');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = keysAt(schema, path.slice(0, -1));
    return { path, message: `unknown key "${key}"${suggest(key, known)}`, onKey: true };
  }
  if (issue.received === 'undefined' && path.length > 0) {
    return { path: path.slice(0, -1), message: `missing key "${key}"` };
  }
  const where = path.length > 0 ? `${path.map(String).join('.')}: ` : '';
  if (issue.expected && issue.kind === 'schema') {
    const allowed = [...issue.expected.matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
    const typed = typeof issue.input === 'string' ? issue.input : '';
    return {
      path,
      message: `${where}expected ${readable(issue.expected)}, got ${issue.received}${typed && suggest(typed, allowed)}`,
    };
  }
  return { path, message: where + firstLine(issue.message) };
};

const readable = (expected: string): string =>
  expected
    .replace(/^\((.*)\)$/, '$1')
    .replaceAll(' | ', ' or ')
    .replace('Object', 'a mapping')
    .replace('Array', 'a list');

const suggest = (typed: string, known: readonly string[]): string => {
  const meant = closest(typed, known);
  return meant ? `; did you mean "${meant}"?` : '';
};

const pathOf = (issue: Issue): PropertyKey[] => (issue.path ?? []).map((item) => item.key as PropertyKey);

/** Of a failed union, the issue that got furthest: it belongs to the option that the author meant. */
const deepest = (issue: Issue): Issue | undefined => {
  const issues = issue.issues ?? [];
  if (issues.length === 0) return undefined;
  return [...issues]
    .sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))
    .find((one) => (one.path?.length ?? 0) > 0);
};

const prefixed = (outer: Issue, inner: Issue): Issue =>
  ({ ...inner, path: [...(outer.path ?? []), ...(inner.path ?? [])] }) as Issue;

interface SchemaNode {
  readonly entries?: Record<string, SchemaNode>;
  readonly item?: SchemaNode;
  readonly value?: SchemaNode;
  readonly wrapped?: SchemaNode;
  readonly options?: readonly SchemaNode[];
  readonly pipe?: readonly SchemaNode[];
}

/** Every key that the schema knows at `path`; alternatives are joined. */
const keysAt = (schema: Schema, path: readonly PropertyKey[]): string[] => {
  let nodes: SchemaNode[] = [schema as unknown as SchemaNode];
  for (const key of path) nodes = nodes.flatMap(flatten).flatMap((node) => child(node, key));
  return nodes.flatMap(flatten).flatMap((node) => Object.keys(node.entries ?? {}));
};

const flatten = (node: SchemaNode): SchemaNode[] => {
  if (node.wrapped) return flatten(node.wrapped);
  if (Array.isArray(node.options) && typeof node.options[0] === 'object')
    return node.options.flatMap(flatten);
  return [node];
};

const child = (node: SchemaNode, key: PropertyKey): SchemaNode[] => {
  const next = node.entries?.[String(key)] ?? node.item ?? node.value;
  return next ? [next] : [];
};

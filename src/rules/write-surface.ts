import { type Document, isMap, isScalar, type Pair, parseDocument, Scalar, visit, type YAMLMap } from 'yaml';
import { AdvisorError } from '../core/errors.ts';
import { config, type Surface } from './schema/config.ts';
import { parseYamlFile } from './yaml-file.ts';

const newFile = `# What auth-advisor decided, and what "auth-advisor scan" holds the code to.
version: 1
`;

const layout = { lineWidth: 0, flowCollectionPadding: false } as const;

/**
 * The text of a configuration with one surface recorded. Everything outside of `surfaces` stays byte for byte; inside,
 * comments and the order of keys stay.
 * @param text - a configuration that validates, or undefined for a new one.
 * @throws AdvisorError `internal` rather than lose anything.
 */
export const withSurface = (text: string | undefined, id: string, surface: Surface): string => {
  const before = text ?? newFile;
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const data = JSON.parse(JSON.stringify(surface)) as object;
  const first = edited(before, id, data, eol, []);
  // A comment inside a value that was replaced would go with it.
  const left = commentsOf(first);
  const lost = commentsOf(before).filter((comment) => !left.includes(comment));
  const after = lost.length === 0 ? first : edited(before, id, data, eol, lost);
  if (!isSafe(before, after, id, surface))
    throw new AdvisorError(
      'internal',
      'the surface cannot be written without touching something else in the file',
    );
  return after;
};

const edited = (
  before: string,
  id: string,
  surface: object,
  eol: string,
  comments: readonly string[],
): string => {
  const document = parseDocument(before);
  const root = document.contents;
  if (!isMap(root)) throw new AdvisorError('internal', 'the configuration is no mapping');
  if (root.flow) return flowed(document, id, surface, eol);
  const whole = withLineEnd(before, eol);
  const pair = root.items.find(isSurfaces);
  if (!pair) return `${whole}${eol}${asText({ surfaces: { [id]: surface } }, eol)}`;
  const [start, end] = extent(whole, root.items, pair);
  // Alone, so that nothing around it can change.
  const part = parseDocument(whole.slice(start, end).replaceAll('\r\n', '\n'));
  record(part, id, surface, comments);
  return whole.slice(0, start) + part.toString(layout).replaceAll('\n', eol) + whole.slice(end);
};

const isSurfaces = ({ key }: Pair): boolean => isScalar(key) && key.value === 'surfaces';

const record = (part: Document, id: string, surface: object, comments: readonly string[]): void => {
  const map = part.get('surfaces');
  if (!isMap(map)) throw new AdvisorError('internal', 'the surfaces are no mapping');
  if (map.items.length === 0) map.flow = false;
  setIn(part, map, id, surface);
  const written = map.get(id, true);
  if (isMap(written) && comments.length > 0)
    written.comment = [...(written.comment?.split('\n') ?? []), ...comments].join('\n');
};

const flowed = (document: Document, id: string, surface: object, eol: string): string => {
  document.setIn(['surfaces', id], nodeFor(document, surface));
  return document.toString(layout).replaceAll('\n', eol);
};

/** From the key of a top-level pair to the line where the next begins; comments in front of the next belong to that. */
const extent = (text: string, pairs: readonly Pair[], pair: Pair): [number, number] => {
  const start = startOf(pair);
  const next = pairs[pairs.indexOf(pair) + 1];
  return [start, leadOf(text, next ? startOf(next) : documentEnd(text, start))];
};

const startOf = ({ key }: Pair): number => (isScalar(key) ? (key.range?.[0] ?? 0) : 0);

// A line of --- or ... ends the document.
const documentEnd = (text: string, from: number): number => {
  const end = text.slice(from).search(/^(---|\.\.\.)(\s|$)/m);
  return end < 0 ? text.length : from + end;
};

/** Goes back over the comments at the margin and the empty lines in front of a key. */
const leadOf = (text: string, start: number): number => {
  let at = start;
  for (;;) {
    const previous = text.lastIndexOf('\n', at - 2) + 1;
    if (previous >= at || !/^(#.*|[ \t]*)\r?$/.test(text.slice(previous, at - 1))) return at;
    at = previous;
  }
};

/** Sets what differs, key by key, so that comments beside what stays are kept. */
const setIn = (document: Document, map: YAMLMap, key: string, value: unknown): void => {
  const old = map.get(key, true);
  if (!isPlain(value) || !isMap(old)) {
    const same =
      old !== undefined && JSON.stringify(document.createNode(old).toJS(document)) === JSON.stringify(value);
    if (!same) replace(document, map, key, value);
    return;
  }
  for (const { key: name } of [...old.items]) {
    if (isScalar(name) && !Object.hasOwn(value, String(name.value))) old.delete(name.value);
  }
  for (const [name, inner] of Object.entries(value)) setIn(document, old, name, inner);
};

const replace = (document: Document, map: YAMLMap, key: string, value: unknown): void => {
  const old = map.get(key, true);
  const node = nodeFor(document, value);
  if (isScalar(old) && isScalar(node)) {
    node.comment = old.comment ?? null;
    node.commentBefore = old.commentBefore ?? null;
  }
  map.set(key, node);
};

const nodeFor = (document: Document, value: unknown) => {
  const node = document.createNode(value);
  const holder = { contents: node } as unknown as Document;
  visit(holder.contents, {
    // YAML 1.1 readers take these for true and false.
    Scalar: (_, scalar) => {
      if (/^(y|n|yes|no|on|off)$/i.test(String(scalar.value))) scalar.type = Scalar.QUOTE_DOUBLE;
    },
    Seq: (_, seq) => {
      seq.flow = seq.items.every((item) => isScalar(item));
    },
  });
  return node;
};

const asText = (value: object, eol: string): string => {
  const document = parseDocument('');
  document.contents = nodeFor(document, value) as never;
  return document.toString(layout).replaceAll('\n', eol);
};

const withLineEnd = (text: string, eol: string): string =>
  text === '' || text.endsWith('\n') ? text : text + eol;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing but the surface differs, and the result validates. */
const isSafe = (before: string, after: string, id: string, surface: Surface): boolean => {
  const [old, now] = [before, after].map((text) => parseYamlFile('', text, config).value);
  if (!old || !now) return false;
  const { [id]: _, ...others } = old.surfaces ?? {};
  const { [id]: written, ...rest } = now.surfaces ?? {};
  return (
    same({ ...old, surfaces: others }, { ...now, surfaces: rest }) &&
    same(written, surface) &&
    commentsOf(before).every((comment) => commentsOf(after).includes(comment))
  );
};

const commentsOf = (text: string): string[] => {
  const document = parseDocument(text.replaceAll('\r\n', '\n'));
  const all: (string | null | undefined)[] = [document.commentBefore, document.comment];
  visit(document, {
    Node: (_, node) => {
      all.push(node.commentBefore, node.comment);
    },
  });
  return all.flatMap((comment) => comment?.split('\n') ?? []).filter((line) => line.trim() !== '');
};

const same = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    isPlain(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );

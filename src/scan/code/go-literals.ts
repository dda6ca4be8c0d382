import { addCall, type Extraction, textOf, valueOfNode } from './extraction.ts';
import type { Argument, Entry, Value } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

/** `T{A: 1}`: an object or list; of a named type also a call of T with its fields as keywords. */
export const composite = (node: SyntaxNode, x: Extraction): Value => {
  const type = childIn(node, 'type');
  const body = childIn(node, 'body');
  const isList = type !== undefined && /^(?:slice|array|implicit_length_array)_type$/.test(type.type);
  if (!body || isList) return listOf(body ?? node, node, x);
  const path = type && typePath(type, x);
  const entries = entriesOf(body, x);
  if (path) {
    const callee: Value = { kind: 'name', path, start: node.start, end: type.end };
    addCall(x, node, callee, keywordsOf(body, entries, x), true);
  }
  const value = {
    kind: 'object',
    entries,
    spread: !isComplete(type, path, entries, x),
    spreads: [],
  } as const;
  return { ...value, ...(path ? { type: path } : {}), start: node.start, end: node.end };
};

/** A literal inside of another, whose type goes without saying. */
export const nestedLiteral = (node: SyntaxNode, x: Extraction): Value | undefined => {
  if (node.parent?.type === 'composite_literal') return undefined;
  const entries = entriesOf(node, x);
  if (entries.length === 0) return listOf(node, node, x);
  return { kind: 'object', entries, spread: true, spreads: [], start: node.start, end: node.end };
};

/** `jwt.Parser` and `Claims` are paths; what is made of other types is none. */
export const typePath = (type: SyntaxNode, x: Extraction): readonly string[] | undefined => {
  if (type.type === 'type_identifier' || type.type === 'identifier') return [textOf(x, type)];
  if (type.type === 'pointer_type') return type.children[0] && typePath(type.children[0], x);
  if (type.type === 'generic_type') {
    const inner = childIn(type, 'type');
    return inner && typePath(inner, x);
  }
  return type.type === 'qualified_type' || type.type === 'selector_expression'
    ? textOf(x, type).split('.')
    : undefined;
};

const listOf = (body: SyntaxNode, node: SyntaxNode, x: Extraction): Value => ({
  kind: 'list',
  items: body.children.map((child) => valueOfNode(x, child, child)),
  start: node.start,
  end: node.end,
});

const entriesOf = (body: SyntaxNode, x: Extraction): readonly Entry[] =>
  body.children.flatMap((child): Entry[] => {
    const key = keyOf(child, x);
    const value = valueOfNode(x, child.type === 'keyed_element' ? childIn(child, 'value') : child, child);
    return key === undefined ? [] : [{ key, value, start: child.start, end: child.end }];
  });

/** The key as written; for an embedded struct without one its type, as Go names the field. */
const keyOf = (element: SyntaxNode, x: Extraction): string | undefined => {
  if (element.type !== 'keyed_element') {
    const value = x.values[element.index];
    return value?.kind === 'object' && value.type && value.type.length > 1 ? value.type.at(-1) : undefined;
  }
  const key = childIn(element, 'key')?.children[0];
  if (!key) return undefined;
  const value = x.values[key.index];
  if (value?.kind === 'literal') return String(value.value);
  return value?.kind === 'name' ? value.path.at(-1) : undefined;
};

const keywordsOf = (body: SyntaxNode, entries: readonly Entry[], x: Extraction): readonly Argument[] => [
  ...entries.map(({ key, value }) => ({ keyword: key, spread: false, value })),
  ...body.children
    .filter((child) => child.type !== 'keyed_element' && keyOf(child, x) === undefined)
    .map((child) => ({ keyword: undefined, spread: false, value: valueOfNode(x, child, child) })),
];

/**
 * Fields that a literal leaves out are empty. Whether it is known what they are called: in a map, in a token library's own
 * struct, and in one that holds such a struct. A struct of one's own may call its end of life anything.
 */
const isComplete = (
  type: SyntaxNode | undefined,
  path: readonly string[] | undefined,
  entries: readonly Entry[],
  x: Extraction,
): boolean => {
  if (type?.type === 'map_type' || path?.at(-1) === 'MapClaims') return true;
  const head = path && path.length > 1 ? x.importOf.get(path[0] ?? '') : undefined;
  if (head) return /jwt|jose|jwx|oauth/i.test(head.module);
  return entries.some(({ key, value }) => /Claims$/.test(key) && value.kind === 'object' && !value.spread);
};

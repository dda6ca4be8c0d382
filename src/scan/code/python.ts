import {
  addCall,
  type Dialect,
  type Extraction,
  literalAt,
  memberOf,
  textOf,
  unknownAt,
  valueOfNode,
} from './extraction.ts';
import type { Argument, Entry, Value } from './facts.ts';
import { importsOf } from './python-imports.ts';
import { assign, declare, paramsOf } from './python-names.ts';
import { firstChild, nameValue, type Reader } from './readers.ts';
import { childIn, childOf, type SyntaxNode } from './syntax-node.ts';
import { numberFrom, unescaped } from './text-literal.ts';

const stringValue: Reader = (node, x) => {
  const opening = childOf(node, 'string_start');
  const raw = opening !== undefined && /r/i.test(textOf(x, opening));
  const parts = node.children.flatMap((child): Value[] => {
    if (child.type === 'string_content') return [literalAt(child, contentOf(child, raw, x))];
    return child.type === 'interpolation' ? [valueOfNode(x, childIn(child, 'expression'), child)] : [];
  });
  return node.children.some((child) => child.type === 'interpolation')
    ? { kind: 'template', parts, start: node.start, end: node.end }
    : literalAt(node, parts.map((part) => (part.kind === 'literal' ? part.value : '')).join(''));
};

const contentOf = (content: SyntaxNode, raw: boolean, x: Extraction): string => {
  let out = '';
  let at = content.start;
  for (const one of raw ? [] : content.children) {
    out += x.text.slice(at, one.start) + unescaped(textOf(x, one));
    at = one.end;
  }
  return out + x.text.slice(at, content.end);
};

const joined: Reader = (node, x) => {
  const parts = node.children.map((child) => valueOfNode(x, child, node));
  const texts = parts.flatMap((part) => (part.kind === 'literal' ? [part.value] : []));
  if (texts.length === parts.length) return literalAt(node, texts.join(''));
  return { kind: 'template', parts, start: node.start, end: node.end };
};

const number: Reader = (node, x) => {
  const value = numberFrom(textOf(x, node));
  return value === undefined ? unknownAt(node) : literalAt(node, value);
};

const dictionary: Reader = (node, x) => {
  const entries: Entry[] = [];
  const spreads: Value[] = [];
  let spread = false;
  for (const child of node.children) {
    const key = childIn(child, 'key');
    const value = key && valueOfNode(x, key, child);
    if (value?.kind === 'literal') {
      const entry = valueOfNode(x, childIn(child, 'value'), child);
      entries.push({ key: String(value.value), value: entry, start: child.start, end: child.end });
    } else spread = true;
    if (child.type === 'dictionary_splat') spreads.push(valueOfNode(x, child.children[0], child));
  }
  return { kind: 'object', entries, spread, spreads, start: node.start, end: node.end };
};

const list: Reader = (node, x) => ({
  kind: 'list',
  items: node.children.map((child) => valueOfNode(x, child, child)),
  start: node.start,
  end: node.end,
});

const attribute: Reader = (node, x) => {
  const part = childIn(node, 'attribute');
  const base = valueOfNode(x, childIn(node, 'object'), node);
  return part ? memberOf(base, textOf(x, part), node) : unknownAt(node);
};

const subscript: Reader = (node, x) => {
  const base = valueOfNode(x, childIn(node, 'value'), node);
  const index = valueOfNode(x, childIn(node, 'subscript'), node);
  if (index.kind !== 'literal' || index.value === null) return unknownAt(node);
  return envAt(base, String(index.value), node, x) ?? memberOf(base, String(index.value), node);
};

const call: Reader = (node, x) => {
  const callee = valueOfNode(x, childIn(node, 'function'), node);
  const args = argumentsOf(childIn(node, 'arguments'), x);
  const value = addCall(x, node, callee, args, false);
  return dictOf(callee, args, node) ?? envCall(callee, args, node, x) ?? value;
};

const argumentsOf = (node: SyntaxNode | undefined, x: Extraction): readonly Argument[] =>
  (node?.type === 'argument_list' ? node.children : []).map((child) => {
    const isKeyword = child.type === 'keyword_argument';
    const spread = child.type === 'list_splat' || child.type === 'dictionary_splat';
    const key = isKeyword ? childIn(child, 'name') : undefined;
    const inner = isKeyword ? childIn(child, 'value') : spread ? child.children[0] : child;
    return { keyword: key && textOf(x, key), spread, value: valueOfNode(x, inner, child) };
  });

/** `dict(exp=x, **more)` is the same as `{'exp': x, **more}`. */
const dictOf = (callee: Value, args: readonly Argument[], node: SyntaxNode): Value | undefined => {
  if (callee.kind !== 'name' || callee.path.join('.') !== 'dict') return undefined;
  const entries = args.flatMap(({ keyword, value }): Entry[] =>
    keyword === undefined ? [] : [{ key: keyword, value, start: value.start, end: value.end }],
  );
  const spreads = args.filter(({ keyword }) => keyword === undefined).map(({ value }) => value);
  return { kind: 'object', entries, spread: spreads.length > 0, spreads, start: node.start, end: node.end };
};

/** `os.getenv(X, d)`, `os.environ.get(X, d)`. */
const envCall = (
  callee: Value,
  args: readonly Argument[],
  node: SyntaxNode,
  x: Extraction,
): Value | undefined => {
  const [first, second] = args;
  if (callee.kind !== 'name' || first?.value.kind !== 'literal' || args.length > 2) return undefined;
  const full = fullPath(callee.path, x).join('.');
  if (full !== 'os.getenv' && full !== 'os.environ.get') return undefined;
  const otherwise = second && !second.spread ? second.value : undefined;
  return { kind: 'env', name: String(first.value.value), otherwise, start: node.start, end: node.end };
};

/** `os.environ[X]`. */
const envAt = (base: Value, name: string, node: SyntaxNode, x: Extraction): Value | undefined =>
  base.kind === 'name' && fullPath(base.path, x).join('.') === 'os.environ'
    ? { kind: 'env', name, otherwise: undefined, start: node.start, end: node.end }
    : undefined;

/** `from os import environ` makes `environ` os.environ. */
const fullPath = (path: readonly string[], x: Extraction): readonly string[] => {
  const hit = x.importOf.get(path[0] ?? '');
  if (hit?.module !== 'os') return path;
  return hit.name === '*' ? ['os', ...path.slice(1)] : ['os', hit.name, ...path.slice(1)];
};

const binary: Reader = (node, x) => {
  const left = valueOfNode(x, childIn(node, 'left'), node);
  const right = valueOfNode(x, childIn(node, 'right'), node);
  const sign = childIn(node, 'operator');
  const operator = sign ? textOf(x, sign) : '';
  const place = { start: node.start, end: node.end };
  if (operator === 'or') return { kind: 'fallback', first: left, second: right, ...place };
  return { kind: 'binary', operator, left, right, ...place };
};

const unary: Reader = (node, x) => {
  const sign = childIn(node, 'operator');
  const operator = sign ? textOf(x, sign) : x.text[node.start];
  const argument = valueOfNode(x, childIn(node, 'argument'), node);
  if (operator === '+') return argument;
  if (operator !== '-') return unknownAt(node);
  if (argument.kind === 'literal' && typeof argument.value === 'number')
    return literalAt(node, -argument.value);
  const zero = literalAt({ ...node, end: node.start }, 0);
  return { kind: 'binary', operator, left: zero, right: argument, start: node.start, end: node.end };
};

// a if condition else b
const choice: Reader = (node, x) => ({
  kind: 'unknown',
  choices: [node.children[0], node.children[2]].map((one) => valueOfNode(x, one, node)),
  start: node.start,
  end: node.end,
});

const lambda: Reader = (node, x) => {
  const body = childIn(node, 'body');
  const returns = body && x.values[body.index];
  return returns ? { kind: 'unknown', returns, start: node.start, end: node.end } : unknownAt(node);
};

const readers: Readonly<Record<string, Reader>> = {
  identifier: nameValue,
  string: stringValue,
  concatenated_string: joined,
  integer: number,
  float: number,
  true: (node) => literalAt(node, true),
  false: (node) => literalAt(node, false),
  none: (node) => literalAt(node, null),
  dictionary,
  list,
  tuple: list,
  set: list,
  attribute,
  subscript,
  call,
  binary_operator: binary,
  boolean_operator: binary,
  comparison_operator: unknownAt,
  unary_operator: unary,
  await: firstChild,
  parenthesized_expression: firstChild,
  named_expression: (node, x) => valueOfNode(x, childIn(node, 'value'), node),
  conditional_expression: choice,
  lambda,
};

/** Python 3. */
export const python: Dialect = {
  importsOf,
  isFunction: ({ type }) => type === 'function_definition' || type === 'lambda',
  isClass: ({ type }) => type === 'class_definition',
  functionName: (node, text) => {
    const own = childIn(node, 'name');
    return own && text.slice(own.start, own.end);
  },
  paramsOf,
  valueOf: (node, x) => (Object.hasOwn(readers, node.type) ? readers[node.type]?.(node, x) : undefined),
  declare,
  assign,
};

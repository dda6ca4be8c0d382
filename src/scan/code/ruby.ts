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
import { assign, declare, functionName, isClass, isFunction, paramsOf } from './ruby-names.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';
import { numberFrom, unescaped } from './text-literal.ts';

type Reader = (node: SyntaxNode, x: Extraction) => Value;

const named = (node: SyntaxNode, path: readonly string[]): Value => ({
  kind: 'name',
  path,
  start: node.start,
  end: node.end,
});

/** Ruby loads gems without naming what they bring: a constant that the file does not define is the library of its name. */
const constant: Reader = (node, x) => {
  const name = textOf(x, node);
  if (!x.importOf.has(name)) {
    const one = { module: name, name: '*', local: name, start: node.start, end: node.end };
    x.importOf.set(name, one);
    x.imports.push(one);
  }
  return named(node, [name]);
};

const scoped: Reader = (node, x) => {
  const scope = childIn(node, 'scope');
  const name = childIn(node, 'name');
  if (!name) return unknownAt(node);
  return scope ? memberOf(valueOfNode(x, scope, node), textOf(x, name), node) : constant(name, x);
};

const identifier: Reader = (node, x) => {
  const name = textOf(x, node);
  const block = node.parent?.type === 'body_statement' ? settingsBlock(node, x) : undefined;
  return block ? addCall(x, node, named(node, [...block, name]), [], false) : named(node, [name]);
};

const stringValue: Reader = (node, x) => {
  const isRaw = x.text[node.start] === "'";
  const parts = node.children.flatMap((child): Value[] => {
    if (child.type === 'interpolation') return [valueOfNode(x, child.children[0], child)];
    const text = textOf(x, child);
    return [literalAt(child, child.type === 'escape_sequence' ? meant(text, isRaw) : text)];
  });
  return joined(node, parts);
};

const meant = (sequence: string, isRaw: boolean): string => {
  if (!isRaw) return unescaped(sequence);
  return /^\\['\\]$/.test(sequence) ? sequence.slice(1) : sequence;
};

const joined = (node: SyntaxNode, parts: readonly Value[]): Value => {
  const texts = parts.flatMap((part) =>
    part.kind === 'literal' && typeof part.value === 'string' ? [part.value] : [],
  );
  if (texts.length === parts.length) return literalAt(node, texts.join(''));
  return { kind: 'template', parts, start: node.start, end: node.end };
};

const number: Reader = (node, x) => {
  const value = numberFrom(textOf(x, node));
  return value === undefined ? unknownAt(node) : literalAt(node, value);
};

const list: Reader = (node, x) => ({
  kind: 'list',
  items: node.children.map((child) => valueOfNode(x, child, child)),
  start: node.start,
  end: node.end,
});

const hash: Reader = (node, x) => hashOf(node.children, node, x);

const hashOf = (children: readonly SyntaxNode[], node: SyntaxNode, x: Extraction): Value => {
  const entries: Entry[] = [];
  const spreads: Value[] = [];
  let spread = false;
  for (const child of children) {
    const key = keyOf(child, x);
    if (key === undefined) spread = true;
    else entries.push({ key, value: entryValue(child, key, x), start: child.start, end: child.end });
    if (child.type === 'hash_splat_argument') spreads.push(valueOfNode(x, child.children[0], child));
  }
  return { kind: 'object', entries, spread, spreads, start: node.start, end: node.end };
};

const keyOf = (pair: SyntaxNode, x: Extraction): string | undefined => {
  const key = childIn(pair, 'key');
  if (key?.type === 'hash_key_symbol') return textOf(x, key);
  const value = key && x.values[key.index];
  return value?.kind === 'literal' ? String(value.value) : undefined;
};

/** `{ exp: }` is `{ exp: exp }`. */
const entryValue = (pair: SyntaxNode, key: string, x: Extraction): Value => {
  const value = childIn(pair, 'value');
  return value ? valueOfNode(x, value, pair) : named(pair, [key]);
};

const element: Reader = (node, x) => {
  const [object, at] = node.children;
  const base = valueOfNode(x, object, node);
  const index = valueOfNode(x, at, node);
  if (!at || index.kind !== 'literal' || index.value === null) return unknownAt(node);
  const key = String(index.value);
  return isEnv(base)
    ? { kind: 'env', name: key, otherwise: undefined, start: node.start, end: node.end }
    : memberOf(base, key, node);
};

const isEnv = (value: Value): boolean => value.kind === 'name' && value.path.join() === 'ENV';

const call: Reader = (node, x) => {
  const receiver = childIn(node, 'receiver');
  const method = childIn(node, 'method');
  const name = method ? textOf(x, method) : 'call';
  const base = receiver && valueOfNode(x, receiver, node);
  const args = argumentsOf(childIn(node, 'arguments'), x);
  const callee = base ? memberOf(base, name, node) : named(method ?? node, [...homeOf(node, name, x), name]);
  // The name ends before the arguments do: what comes later in a chain must find its own link.
  const value = addCall(x, node, { ...callee, end: method?.end ?? node.end }, args, false);
  return (base && rewritten(base, name, args, node, x)) ?? value;
};

/** `devise :confirmable, …` in a model belongs to Devise, and what stands in `X.configure do … end` to X. */
const homeOf = (node: SyntaxNode, name: string, x: Extraction): readonly string[] => {
  if (name !== 'devise') return settingsBlock(node, x) ?? [];
  if (!x.importOf.has('Devise')) {
    const one = { module: 'Devise', name: '*', local: 'Devise', start: node.start, end: node.end };
    x.importOf.set('Devise', one);
    x.imports.push(one);
  }
  return ['Devise'];
};

// Conditions may stand between; deeper nesting is not how settings are written.
const mostSteps = 6;

/** `Doorkeeper.configure do … end`, without a name for what it configures. */
const settingsBlock = (node: SyntaxNode, x: Extraction): readonly string[] | undefined => {
  let at = node.parent;
  for (let step = 0; at && step < mostSteps; step++, at = at.parent) {
    if (at.type !== 'do_block' && at.type !== 'block') continue;
    const home = at.parent && childIn(at.parent, 'receiver');
    const method = at.parent && childIn(at.parent, 'method');
    const isSettings =
      method !== undefined && textOf(x, method) === 'configure' && !childIn(at, 'parameters');
    return isSettings && home?.type === 'constant' ? [textOf(x, home), 'configure'] : undefined;
  }
  return undefined;
};

/** Options without braces are one argument, the last. A block is none. */
const argumentsOf = (node: SyntaxNode | undefined, x: Extraction): readonly Argument[] => {
  if (!node) return [];
  const options = node.children.filter(({ type }) => type === 'pair' || type === 'hash_splat_argument');
  const plain = node.children
    .filter((child) => !options.includes(child) && child.type !== 'block_argument')
    .map((child): Argument => {
      const spread = child.type === 'splat_argument';
      return { keyword: undefined, spread, value: valueOfNode(x, spread ? child.children[0] : child, child) };
    });
  const [first] = options;
  const last = options.at(-1);
  if (!first || !last) return plain;
  const value = hashOf(options, { ...node, start: first.start, end: last.end }, x);
  return [...plain, { keyword: undefined, spread: false, value }];
};

const same = new Set([
  'freeze',
  'dup',
  'clone',
  'deep_dup',
  'to_h',
  'to_hash',
  'symbolize_keys',
  'stringify_keys',
  'with_indifferent_access',
]);

/** Calls that say nothing but their receiver, `ENV.fetch`, and what is merged. */
const rewritten = (
  base: Value,
  name: string,
  args: readonly Argument[],
  node: SyntaxNode,
  x: Extraction,
): Value | undefined => {
  const place = { start: node.start, end: node.end };
  if (same.has(name) && args.length === 0) return base.kind === 'call' ? undefined : base;
  if (name === 'to_i' && isOutside(base)) return asNumber(base);
  if (name === 'to_s' && (isOutside(base) || base.kind === 'template')) return base;
  const [first, second] = args;
  if (name === 'fetch' && isEnv(base) && first?.value.kind === 'literal') {
    const otherwise = second?.value ?? blockValue(node, x);
    return { kind: 'env', name: String(first.value.value), otherwise, ...place };
  }
  if (name !== 'merge' || !first || args.some(({ spread }) => spread)) return undefined;
  return {
    kind: 'object',
    entries: [],
    spread: true,
    spreads: [...args.map(({ value }) => value).reverse(), base],
    ...place,
  };
};

const isOutside = ({ kind }: Value): boolean => kind === 'env' || kind === 'fallback' || kind === 'literal';

const asNumber = (value: Value): Value | undefined => {
  if (value.kind === 'env')
    return { ...value, otherwise: value.otherwise && (asNumber(value.otherwise) ?? value.otherwise) };
  if (value.kind === 'fallback')
    return {
      ...value,
      first: asNumber(value.first) ?? value.first,
      second: asNumber(value.second) ?? value.second,
    };
  const isDigits =
    value.kind === 'literal' && /^-?\d{1,15}$/.test(String(value.value)) ? Number(value.value) : undefined;
  return isDigits === undefined || value.kind !== 'literal' ? undefined : { ...value, value: isDigits };
};

/** What a block gives back: `ENV.fetch('X') { 'd' }`. */
const blockValue = (node: SyntaxNode, x: Extraction): Value | undefined => {
  const block = childIn(node, 'block');
  const last = block && childIn(block, 'body')?.children.at(-1);
  return last && x.values[last.index];
};

const binary: Reader = (node, x) => {
  const left = valueOfNode(x, childIn(node, 'left'), node);
  const right = valueOfNode(x, childIn(node, 'right'), node);
  const sign = childIn(node, 'operator');
  const operator = sign ? textOf(x, sign) : '';
  const place = { start: node.start, end: node.end };
  if (operator === '||' || operator === 'or')
    return { kind: 'fallback', first: left, second: right, ...place };
  return { kind: 'binary', operator, left, right, ...place };
};

const unary: Reader = (node, x) => {
  const argument = valueOfNode(x, childIn(node, 'operand'), node);
  const isNegative = x.text[node.start] === '-';
  if (!isNegative || argument.kind !== 'literal' || typeof argument.value !== 'number')
    return unknownAt(node);
  return literalAt(node, -argument.value);
};

const choice: Reader = (node, x) => ({
  kind: 'unknown',
  choices: [childIn(node, 'consequence'), childIn(node, 'alternative')].map((one) =>
    valueOfNode(x, one, node),
  ),
  start: node.start,
  end: node.end,
});

const grouped: Reader = (node, x) => valueOfNode(x, node.children.at(-1), node);

const lambda: Reader = (node, x) => {
  const body = childIn(node, 'body');
  const last = body && childIn(body, 'body')?.children.at(-1);
  const returns = last && x.values[last.index];
  const place = { start: node.start, end: node.end };
  return { kind: 'unknown', isFunction: true, ...(returns && { returns }), ...place };
};

const readers: Readonly<Record<string, Reader>> = {
  identifier,
  constant,
  scope_resolution: scoped,
  instance_variable: (node, x) => named(node, ['self', textOf(x, node)]),
  class_variable: (node, x) => named(node, ['self', textOf(x, node)]),
  global_variable: (node, x) => named(node, [textOf(x, node)]),
  self: (node) => named(node, ['self']),
  string: stringValue,
  bare_string: stringValue,
  bare_symbol: stringValue,
  delimited_symbol: stringValue,
  chained_string: (node, x) =>
    joined(
      node,
      node.children.map((child) => valueOfNode(x, child, child)),
    ),
  simple_symbol: (node, x) => literalAt(node, textOf(x, node).slice(1)),
  integer: number,
  float: number,
  true: (node) => literalAt(node, true),
  false: (node) => literalAt(node, false),
  nil: (node) => literalAt(node, null),
  array: list,
  string_array: list,
  symbol_array: list,
  hash,
  element_reference: element,
  call,
  binary,
  unary,
  conditional: choice,
  parenthesized_statements: grouped,
  assignment: (node, x) => valueOfNode(x, childIn(node, 'right'), node),
  operator_assignment: (node, x) => valueOfNode(x, childIn(node, 'right'), node),
  lambda,
};

/** Ruby, as far as names tell: what a gem adds at run time cannot be seen. */
export const ruby: Dialect = {
  importsOf: () => [],
  isFunction,
  isClass,
  functionName,
  paramsOf,
  valueOf: (node, x) => (Object.hasOwn(readers, node.type) ? readers[node.type]?.(node, x) : undefined),
  declare,
  assign,
};

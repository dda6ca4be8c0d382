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
import type { Argument, Value } from './facts.ts';
import { importsOf } from './go-imports.ts';
import { composite, nestedLiteral, typePath } from './go-literals.ts';
import { assign, declare, functionName, isFunction, paramsOf } from './go-names.ts';
import { firstChild, nameValue, type Reader, stringValue } from './readers.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';
import { numberFrom } from './text-literal.ts';

type Readers = Readonly<Record<string, (node: SyntaxNode, x: Extraction) => Value | undefined>>;

const operand: Reader = (node, x) => valueOfNode(x, childIn(node, 'operand'), node);

const number: Reader = (node, x) => {
  const text = textOf(x, node);
  // 0755 is octal in Go.
  const value = numberFrom(/^0\d/.test(text) ? `0o${text.slice(1)}` : text);
  return value === undefined ? unknownAt(node) : literalAt(node, value);
};

const selector: Reader = (node, x) => {
  const field = childIn(node, 'field');
  const base = operand(node, x);
  return field ? memberOf(base, textOf(x, field), node) : unknownAt(node);
};

const index: Reader = (node, x) => {
  const key = valueOfNode(x, childIn(node, 'index'), node);
  return key.kind === 'literal' && key.value !== null
    ? memberOf(operand(node, x), String(key.value), node)
    : unknownAt(node);
};

const call: Reader = (node, x) => {
  const callee = valueOfNode(x, childIn(node, 'function'), node);
  const list = childIn(node, 'arguments');
  const args = argumentsOf(list, x);
  const name = callee.kind === 'name' ? callee.path.join('.') : '';
  if (conversions.has(name) && args.length === 1 && args[0]) return args[0].value;
  const made = madeBy(name, list, node, x);
  if (made) return made;
  const value = addCall(x, node, callee, args, false);
  return environment(name, args, node) ?? value;
};

/** They give the same in another type. */
const conversions = new Set(
  'string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 float32 float64'.split(' '),
);

const argumentsOf = (list: SyntaxNode | undefined, x: Extraction): readonly Argument[] =>
  (list?.children ?? []).map((child) => {
    const spread = child.type === 'variadic_argument';
    return { keyword: undefined, spread, value: valueOfNode(x, spread ? child.children[0] : child, child) };
  });

/** `new(T)` is an instance; `make(map…)` is an empty map. */
const madeBy = (
  name: string,
  list: SyntaxNode | undefined,
  node: SyntaxNode,
  x: Extraction,
): Value | undefined => {
  const type = list?.children[0];
  const place = { start: node.start, end: node.end };
  if (!type || (name !== 'new' && name !== 'make')) return undefined;
  const path = typePath(type, x);
  if (name === 'make') {
    const isMap = type.type === 'map_type' || path?.at(-1)?.endsWith('MapClaims');
    return isMap ? { kind: 'object', entries: [], spread: false, spreads: [], ...place } : undefined;
  }
  return path && { kind: 'name', path, ...place };
};

/** `os.Getenv(K)`, and helpers of one's own: `getEnv(K, otherwise)`; `cmp.Or(a, b)` takes the first that is not empty. */
const environment = (name: string, args: readonly Argument[], node: SyntaxNode): Value | undefined => {
  const [first, second] = args;
  const place = { start: node.start, end: node.end };
  if (name === 'cmp.Or' && first && second && args.length === 2)
    return { kind: 'fallback', first: first.value, second: second.value, ...place };
  if (first?.value.kind !== 'literal' || typeof first.value.value !== 'string') return undefined;
  const variable = first.value.value;
  if (args.length === 1 && (name === 'os.Getenv' || name === 'os.LookupEnv'))
    return { kind: 'env', name: variable, otherwise: undefined, ...place };
  const isHelper = envHelper.test(name) && /^[A-Z][A-Z0-9_]{1,80}$/.test(variable);
  if (!isHelper || args.length > 2) return undefined;
  return {
    kind: 'env',
    name: variable,
    otherwise: second && !second.spread ? second.value : undefined,
    ...place,
  };
};
const envHelper =
  /(?:^|\.)(?:get|lookup|read|must)?_?env(?:str|string|int|duration)?(?:or|ordefault|default|withdefault)?$/i;

const binary: Reader = (node, x) => {
  const sign = childIn(node, 'operator');
  return {
    kind: 'binary',
    operator: sign ? textOf(x, sign) : '',
    left: valueOfNode(x, childIn(node, 'left'), node),
    right: valueOfNode(x, childIn(node, 'right'), node),
    start: node.start,
    end: node.end,
  };
};

const unary: Reader = (node, x) => {
  const sign = x.text[node.start];
  const value = operand(node, x);
  // What a pointer points at has the same facts.
  if (sign === '&' || sign === '*' || sign === '+') return value;
  if (sign !== '-') return unknownAt(node);
  if (value.kind === 'literal' && typeof value.value === 'number') return literalAt(node, -value.value);
  const zero = literalAt({ ...node, end: node.start }, 0);
  return { kind: 'binary', operator: '-', left: zero, right: value, start: node.start, end: node.end };
};

const functionValue: Reader = (node, x) => {
  const body = childIn(node, 'body');
  const statements = body?.children[0]?.type === 'statement_list' ? body.children[0].children : [];
  const only = statements.filter((child) => child.type === 'return_statement');
  const returned = only.length === 1 ? only[0]?.children[0]?.children[0] : undefined;
  const returns = returned && x.values[returned.index];
  const place = { start: node.start, end: node.end };
  return returns
    ? { kind: 'unknown', isFunction: true, returns, ...place }
    : { kind: 'unknown', isFunction: true, ...place };
};

const readers: Readers = {
  identifier: nameValue,
  interpreted_string_literal: stringValue,
  raw_string_literal: stringValue,
  int_literal: number,
  float_literal: number,
  true: (node) => literalAt(node, true),
  false: (node) => literalAt(node, false),
  nil: (node) => literalAt(node, null),
  selector_expression: selector,
  index_expression: index,
  call_expression: call,
  composite_literal: composite,
  literal_value: nestedLiteral,
  literal_element: firstChild,
  binary_expression: binary,
  unary_expression: unary,
  parenthesized_expression: firstChild,
  type_conversion_expression: operand,
  type_assertion_expression: operand,
  func_literal: functionValue,
  function_declaration: functionValue,
};

/** Go. A pointer and what it points at are one; of several results the first is the value. */
export const go: Dialect = {
  importsOf,
  isFunction,
  isClass: () => false,
  functionName,
  paramsOf,
  valueOf: (node, x) => (Object.hasOwn(readers, node.type) ? readers[node.type]?.(node, x) : undefined),
  declare,
  assign,
};

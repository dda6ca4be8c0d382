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
import { importsOf } from './java-imports.ts';
import { collection, mapOf, outside } from './java-library.ts';
import { assign, declare, functionName, isFunction, paramsOf } from './java-names.ts';
import { lastChild, nameValue, type Reader, stringValue } from './readers.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';
import { numberFrom } from './text-literal.ts';

const valueField: Reader = (node, x) => valueOfNode(x, childIn(node, 'value'), node);

const number: Reader = (node, x) => {
  const text = textOf(x, node);
  const value = numberFrom(/^0[xX]/.test(text) ? text.replace(/[lL]$/, '') : text.replace(/[lLfFdD]$/, ''));
  return value === undefined ? unknownAt(node) : literalAt(node, value);
};

const list: Reader = (node, x) => ({
  kind: 'list',
  items: node.children.map((child) => valueOfNode(x, child, child)),
  start: node.start,
  end: node.end,
});

const fieldAccess: Reader = (node, x) => {
  const field = childIn(node, 'field');
  const base = valueOfNode(x, childIn(node, 'object'), node);
  return field ? memberOf(base, textOf(x, field), node) : unknownAt(node);
};

const argumentsOf = (node: SyntaxNode, x: Extraction): readonly Argument[] =>
  (childIn(node, 'arguments')?.children ?? []).map((child) => ({
    keyword: undefined,
    spread: false,
    value: valueOfNode(x, child, child),
  }));

const invocation: Reader = (node, x) => {
  const name = childIn(node, 'name');
  const object = childIn(node, 'object');
  if (!name) return unknownAt(node);
  const callee: Value = object
    ? memberOf(valueOfNode(x, object, node), textOf(x, name), { ...node, end: name.end })
    : { kind: 'name', path: [textOf(x, name)], start: name.start, end: name.end };
  const args = argumentsOf(node, x);
  const value = addCall(x, node, callee, args, false);
  return outside(callee, args, node) ?? mapOf(callee, args, node) ?? value;
};

const creation: Reader = (node, x) => {
  const type = childIn(node, 'type');
  const named = type?.type === 'generic_type' ? type.children[0] : type;
  if (!named) return unknownAt(node);
  const path = textOf(x, named).split('.');
  const args = argumentsOf(node, x);
  const value = addCall(x, node, { kind: 'name', path, start: named.start, end: named.end }, args, true);
  return collection(path, args, node) ?? value;
};

/** Sums of plain integers have 32 bits, whatever they are given to: 30 days in milliseconds are too many. */
const binary: Reader = (node, x) => {
  const sign = childIn(node, 'operator');
  const isShort = node.end - node.start <= 80;
  const value = {
    kind: 'binary',
    operator: sign ? textOf(x, sign) : '',
    left: valueOfNode(x, childIn(node, 'left'), node),
    right: valueOfNode(x, childIn(node, 'right'), node),
    start: node.start,
    end: node.end,
  } as const;
  return isShort && /^[\d_\s*+()-]+$/.test(textOf(x, node)) ? { ...value, wraps: true } : value;
};

const unary: Reader = (node, x) => {
  const sign = x.text[node.start];
  const value = valueOfNode(x, childIn(node, 'operand'), node);
  if (sign === '+') return value;
  if (sign !== '-') return unknownAt(node);
  if (value.kind === 'literal' && typeof value.value === 'number') return literalAt(node, -value.value);
  const zero = literalAt({ ...node, end: node.start }, 0);
  return { kind: 'binary', operator: '-', left: zero, right: value, start: node.start, end: node.end };
};

const choice: Reader = (node, x) => ({
  kind: 'unknown',
  choices: [childIn(node, 'consequence'), childIn(node, 'alternative')].map((one) =>
    valueOfNode(x, one, node),
  ),
  start: node.start,
  end: node.end,
});

const functionValue: Reader = (node, x) => {
  const body = childIn(node, 'body');
  const only =
    body?.type === 'block' ? body.children.filter((child) => child.type === 'return_statement') : undefined;
  const returned = only ? (only.length === 1 ? only[0]?.children[0] : undefined) : body;
  const returns = returned && x.values[returned.index];
  const place = { start: node.start, end: node.end };
  return returns
    ? { kind: 'unknown', isFunction: true, returns, ...place }
    : { kind: 'unknown', isFunction: true, ...place };
};

const readers: Readonly<Record<string, Reader>> = {
  identifier: nameValue,
  this: nameValue,
  super: nameValue,
  string_literal: stringValue,
  decimal_integer_literal: number,
  hex_integer_literal: number,
  decimal_floating_point_literal: number,
  true: (node) => literalAt(node, true),
  false: (node) => literalAt(node, false),
  null_literal: (node) => literalAt(node, null),
  array_initializer: list,
  array_creation_expression: valueField,
  field_access: fieldAccess,
  method_invocation: invocation,
  object_creation_expression: creation,
  binary_expression: binary,
  unary_expression: unary,
  parenthesized_expression: lastChild,
  cast_expression: valueField,
  ternary_expression: choice,
  assignment_expression: (node, x) => valueOfNode(x, childIn(node, 'right'), node),
  lambda_expression: functionValue,
  method_declaration: functionValue,
};

/** Java. */
export const java: Dialect = {
  importsOf,
  isFunction,
  isClass: ({ type }) => /^(?:class|interface|enum|record)_declaration$/.test(type),
  functionName,
  paramsOf,
  valueOf: (node, x) => (Object.hasOwn(readers, node.type) ? readers[node.type]?.(node, x) : undefined),
  declare,
  assign,
};

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
import { importsOf } from './javascript-imports.ts';
import { assign, declare, functionName, isFunction, paramsOf } from './javascript-names.ts';
import { firstChild, lastChild, nameValue, type Reader, stringValue } from './readers.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';
import { numberFrom, unescaped } from './text-literal.ts';

const template: Reader = (node, x) => {
  const parts = node.children.map((child): Value => {
    if (child.type === 'template_substitution') return valueOfNode(x, child.children[0], child);
    return literalAt(
      child,
      child.type === 'escape_sequence' ? unescaped(textOf(x, child)) : textOf(x, child),
    );
  });
  const texts = parts.flatMap((part, i) =>
    node.children[i]?.type !== 'template_substitution' && part.kind === 'literal' ? [part.value] : [],
  );
  if (texts.length === parts.length) return literalAt(node, texts.join(''));
  return { kind: 'template', parts, start: node.start, end: node.end };
};

const number: Reader = (node, x) => {
  const value = numberFrom(textOf(x, node));
  return value === undefined ? unknownAt(node) : literalAt(node, value);
};

const object: Reader = (node, x) => {
  const entries: Entry[] = [];
  const spreads: Value[] = [];
  let spread = false;
  for (const child of node.children) {
    const key = keyOf(child, x);
    if (key !== undefined)
      entries.push({ key, value: entryValue(child, x), start: child.start, end: child.end });
    else spread = true;
    if (child.type === 'spread_element') spreads.push(valueOfNode(x, child.children[0], child));
  }
  return { kind: 'object', entries, spread, spreads, start: node.start, end: node.end };
};

const keyOf = (entry: SyntaxNode, x: Extraction): string | undefined => {
  if (entry.type === 'shorthand_property_identifier') return textOf(x, entry);
  const key = childIn(entry, 'key') ?? childIn(entry, 'name');
  if (!key) return undefined;
  const inner = key.type === 'computed_property_name' ? key.children[0] : key;
  if (inner?.type === 'string') {
    const value = valueOfNode(x, inner, key);
    return value.kind === 'literal' ? String(value.value) : undefined;
  }
  return key.type === 'computed_property_name' ? undefined : textOf(x, key);
};

const entryValue = (entry: SyntaxNode, x: Extraction): Value => {
  if (entry.type === 'shorthand_property_identifier') return nameValue(entry, x);
  return entry.type === 'pair'
    ? valueOfNode(x, childIn(entry, 'value'), entry)
    : valueOfNode(x, entry, entry);
};

const list: Reader = (node, x) => ({
  kind: 'list',
  items: node.children.map((child) => valueOfNode(x, child, child)),
  start: node.start,
  end: node.end,
});

const member: Reader = (node, x) => {
  const property = childIn(node, 'property');
  const base = valueOfNode(x, childIn(node, 'object'), node);
  return property ? memberOf(base, textOf(x, property), node) : unknownAt(node);
};

const subscript: Reader = (node, x) => {
  const base = valueOfNode(x, childIn(node, 'object'), node);
  const index = valueOfNode(x, childIn(node, 'index'), node);
  return index.kind === 'literal' && index.value !== null
    ? memberOf(base, String(index.value), node)
    : unknownAt(node);
};

const call: Reader = (node, x) => {
  const isNew = node.type === 'new_expression';
  const target = childIn(node, isNew ? 'constructor' : 'function');
  const callee: Value =
    target?.type === 'import'
      ? { kind: 'name', path: ['import'], start: target.start, end: target.end }
      : valueOfNode(x, target, node);
  const args = argumentsOf(childIn(node, 'arguments'), x);
  const value = addCall(x, node, callee, args, isNew);
  return rewritten(value, callee, args) ?? value;
};

const argumentsOf = (node: SyntaxNode | undefined, x: Extraction): readonly Argument[] => {
  if (!node) return [];
  // A tagged template: f`...`.
  if (node.type === 'template_string')
    return [{ keyword: undefined, spread: false, value: valueOfNode(x, node, node) }];
  return node.children.map((child) => {
    const spread = child.type === 'spread_element';
    return { keyword: undefined, spread, value: valueOfNode(x, spread ? child.children[0] : child, child) };
  });
};

// Calls that say nothing but their argument, or an environment variable.
const rewritten = (value: Value, callee: Value, args: readonly Argument[]): Value | undefined => {
  const first = args[0];
  if (callee.kind !== 'name' || args.length !== 1 || !first || first.spread) return undefined;
  const path = callee.path.join('.');
  if (path === 'Object.freeze') return first.value;
  if (path !== 'Deno.env.get' || first.value.kind !== 'literal') return undefined;
  return {
    kind: 'env',
    name: String(first.value.value),
    otherwise: undefined,
    start: value.start,
    end: value.end,
  };
};

const binary: Reader = (node, x) => {
  const left = valueOfNode(x, childIn(node, 'left'), node);
  const right = valueOfNode(x, childIn(node, 'right'), node);
  const sign = childIn(node, 'operator');
  const operator = sign ? textOf(x, sign) : '';
  const place = { start: node.start, end: node.end };
  if (operator === '||' || operator === '??')
    return { kind: 'fallback', first: left, second: right, ...place };
  return { kind: 'binary', operator, left, right, ...place };
};

const unary: Reader = (node, x) => {
  const sign = childIn(node, 'operator');
  const operator = sign ? textOf(x, sign) : '';
  const argument = valueOfNode(x, childIn(node, 'argument'), node);
  if (operator === '+') return argument;
  if (operator !== '-') return unknownAt(node);
  if (argument.kind === 'literal' && typeof argument.value === 'number')
    return literalAt(node, -argument.value);
  const zero = literalAt({ ...node, end: node.start }, 0);
  return { kind: 'binary', operator, left: zero, right: argument, start: node.start, end: node.end };
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
    body?.type === 'statement_block'
      ? body.children.filter((child) => child.type === 'return_statement')
      : undefined;
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
  meta_property: (node) => ({ kind: 'name', path: ['import', 'meta'], start: node.start, end: node.end }),
  string: stringValue,
  template_string: template,
  number,
  true: (node) => literalAt(node, true),
  false: (node) => literalAt(node, false),
  null: (node) => literalAt(node, null),
  undefined: (node) => literalAt(node, null),
  object,
  array: list,
  member_expression: member,
  subscript_expression: subscript,
  call_expression: call,
  new_expression: call,
  binary_expression: binary,
  unary_expression: unary,
  await_expression: firstChild,
  parenthesized_expression: lastChild,
  as_expression: firstChild,
  satisfies_expression: firstChild,
  non_null_expression: firstChild,
  type_assertion: lastChild,
  assignment_expression: (node, x) => valueOfNode(x, childIn(node, 'right'), node),
  arrow_function: functionValue,
  function_expression: functionValue,
  function_declaration: functionValue,
  method_definition: functionValue,
  ternary_expression: choice,
  class: unknownAt,
};

/** JavaScript, and TypeScript as far as it is the same. */
export const javascript: Dialect = {
  importsOf,
  isFunction,
  isClass: ({ type }) =>
    type === 'class_declaration' || type === 'class' || type === 'abstract_class_declaration',
  functionName,
  paramsOf,
  valueOf: (node, x) => (Object.hasOwn(readers, node.type) ? readers[node.type]?.(node, x) : undefined),
  declare,
  assign,
};

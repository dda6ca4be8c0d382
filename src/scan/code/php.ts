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
import { importOf, importsOf } from './php-imports.ts';
import { assign, declare, functionName, isClass, isFunction, paramsOf } from './php-names.ts';
import { firstChild, type Reader } from './readers.ts';
import { childIn, childOf, type SyntaxNode } from './syntax-node.ts';
import { numberFrom, unescaped } from './text-literal.ts';

const named = (node: SyntaxNode, path: readonly string[]): Value => ({
  kind: 'name',
  path,
  start: node.start,
  end: node.end,
});

/** Variables keep their dollar: `$time` is not the function `time`. */
const variable: Reader = (node, x) => {
  const text = textOf(x, node);
  return named(node, [text === '$this' ? 'this' : text]);
};

/** `\A\B\C`, and `B\C` where `use A\B` says what B is: the head of a path that is imported under its full name. */
const qualified: Reader = (node, x) => {
  const text = textOf(x, node);
  const parts = text.split('\\').filter((part) => part !== '');
  const [head = '', ...rest] = parts;
  const hit = text.startsWith('\\') || rest.length === 0 ? undefined : x.importOf.get(head);
  const full = [...(hit ? [hit.module, hit.name, ...rest] : parts)].filter((part) => part !== '').join('\\');
  if (full.includes('\\') && !x.importOf.has(full) && node.parent?.type !== 'namespace_use_clause') {
    const one = importOf(full, node, full);
    x.importOf.set(full, one);
    x.imports.push(one);
  }
  return named(node, [full]);
};

const stringValue: Reader = (node, x) => {
  const home = childIn(node, 'value') ?? node;
  const isRaw = node.type === 'string' || node.type === 'nowdoc';
  const parts = home.children.flatMap((child): Value[] => {
    if (child.type === 'escape_sequence')
      return [literalAt(child, isRaw ? rawEscape(textOf(x, child)) : unescaped(textOf(x, child)))];
    const isText = child.type === 'string_content' || child.type === 'nowdoc_string';
    return [isText ? literalAt(child, textOf(x, child)) : valueOfNode(x, child, child)];
  });
  return joined(node, parts);
};

/** Between single quotes only the quote and the backslash can be escaped. */
const rawEscape = (sequence: string): string => (/^\\['\\]$/.test(sequence) ? sequence.slice(1) : sequence);

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

const array: Reader = (node, x) => {
  const place = { start: node.start, end: node.end };
  const isMap = node.children.some((child) => child.children.length > 1 || spreadIn(child));
  if (!isMap) return { kind: 'list', items: node.children.map((child) => firstChild(child, x)), ...place };
  const entries: Entry[] = [];
  const spreads: Value[] = [];
  let spread = false;
  for (const child of node.children) {
    const [key, value] = child.children;
    const name = key && value && valueOfNode(x, key, child);
    if (name?.kind === 'literal')
      entries.push({
        key: String(name.value),
        value: valueOfNode(x, value, child),
        start: child.start,
        end: child.end,
      });
    else spread = true;
    const taken = spreadIn(child);
    if (taken) spreads.push(firstChild(taken, x));
  }
  return { kind: 'object', entries, spread, spreads, ...place };
};

const spreadIn = (element: SyntaxNode): SyntaxNode | undefined => childOf(element, 'variadic_unpacking');

const member: Reader = (node, x) => {
  const base = valueOfNode(x, childIn(node, 'object') ?? childIn(node, 'scope'), node);
  const name = memberName(childIn(node, 'name'), x);
  return name === undefined ? unknownAt(node) : memberOf(base, name, node);
};

/** `->name`, `::$name`, `->{'name'}`; undefined for `->$name`. */
const memberName = (node: SyntaxNode | undefined, x: Extraction): string | undefined => {
  if (node?.type === 'name') return textOf(x, node);
  const isStatic = node?.parent?.type === 'scoped_property_access_expression';
  if (node?.type === 'variable_name') return isStatic ? textOf(x, node).slice(1) : undefined;
  const value = node && x.values[node.index];
  return value?.kind === 'literal' ? String(value.value) : undefined;
};

const classConstant: Reader = (node, x) => {
  const [scope, name] = node.children;
  return name?.type === 'name'
    ? memberOf(valueOfNode(x, scope, node), textOf(x, name), node)
    : unknownAt(node);
};

const subscript: Reader = (node, x) => {
  const [object, at] = node.children;
  const base = valueOfNode(x, object, node);
  const index = valueOfNode(x, at, node);
  if (!at || index.kind !== 'literal' || index.value === null) return unknownAt(node);
  const key = String(index.value);
  return base.kind === 'name' && base.path.join() === '$_ENV'
    ? { kind: 'env', name: key, otherwise: undefined, start: node.start, end: node.end }
    : memberOf(base, key, node);
};

const call: Reader = (node, x) => {
  const target = childIn(node, 'function');
  const callee = target ? valueOfNode(x, target, node) : member(node, x);
  const args = argumentsOf(childIn(node, 'arguments'), x);
  if (target && callee.kind === 'name' && callee.path.join() === 'auth') importFacade(node, x);
  const value = addCall(x, node, callee, args, false);
  return envCall(callee, args, node) ?? value;
};

/** Laravel's `auth()` gives what the facade Auth stands for. */
const importFacade = (node: SyntaxNode, x: Extraction): void => {
  if (x.importOf.has('auth')) return;
  const one = importOf('Illuminate\\Support\\Facades\\Auth', node, 'auth');
  x.importOf.set('auth', one);
  x.imports.push(one);
};

const creation: Reader = (node, x) => {
  const args = argumentsOf(childIn(node, 'arguments') ?? childOf(node, 'arguments'), x);
  return addCall(x, node, valueOfNode(x, node.children[0], node), args, true);
};

const argumentsOf = (node: SyntaxNode | undefined, x: Extraction): readonly Argument[] =>
  (node?.children ?? []).map((child) => {
    const key = childIn(child, 'name');
    const inner = child.children.at(-1);
    const spread = inner?.type === 'variadic_unpacking' || child.type === 'variadic_placeholder';
    const value = valueOfNode(x, spread ? inner?.children[0] : inner, child);
    return { keyword: key && textOf(x, key), spread, value };
  });

/** `env('X', d)`, `getenv('X')`. */
const envCall = (callee: Value, args: readonly Argument[], node: SyntaxNode): Value | undefined => {
  const [first, second] = args;
  const name = callee.kind === 'name' ? callee.path.join('.') : '';
  if (first?.value.kind !== 'literal' || (name !== 'env' && name !== 'getenv' && name !== 'Env.get'))
    return undefined;
  const otherwise = name === 'getenv' || second?.spread ? undefined : second?.value;
  return { kind: 'env', name: String(first.value.value), otherwise, start: node.start, end: node.end };
};

const binary: Reader = (node, x) => {
  const left = valueOfNode(x, childIn(node, 'left'), node);
  const right = valueOfNode(x, childIn(node, 'right'), node);
  const sign = childIn(node, 'operator');
  const operator = sign ? textOf(x, sign) : '';
  const place = { start: node.start, end: node.end };
  if (operator === '??') return { kind: 'fallback', first: left, second: right, ...place };
  if (operator === '.') return joined(node, [left, right]);
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

/** `a ? b : c`; `a ?: c` is a or else c. */
const choice: Reader = (node, x) => {
  const body = childIn(node, 'body');
  const second = valueOfNode(x, childIn(node, 'alternative'), node);
  const place = { start: node.start, end: node.end };
  if (!body)
    return { kind: 'fallback', first: valueOfNode(x, childIn(node, 'condition'), node), second, ...place };
  return { kind: 'unknown', choices: [valueOfNode(x, body, node), second], ...place };
};

/** `(int) '60'` is the number; `(object) $x` holds what it held. */
const cast: Reader = (node, x) => {
  const type = childIn(node, 'type');
  const value = valueOfNode(x, childIn(node, 'value'), node);
  return type && /int|float|double/i.test(textOf(x, type)) ? asNumber(value) : value;
};

const asNumber = (value: Value): Value => {
  if (value.kind === 'env') return { ...value, otherwise: value.otherwise && asNumber(value.otherwise) };
  if (value.kind === 'fallback')
    return { ...value, first: asNumber(value.first), second: asNumber(value.second) };
  const isDigits =
    value.kind === 'literal' && typeof value.value === 'string' && /^-?\d{1,15}$/.test(value.value);
  return isDigits ? { ...value, value: Number(value.value) } : value;
};

const functionValue: Reader = (node, x) => {
  const body = childIn(node, 'body');
  const only =
    body?.type === 'compound_statement'
      ? body.children.filter(({ type }) => type === 'return_statement')
      : undefined;
  const returned = only ? (only.length === 1 ? only[0]?.children[0] : undefined) : body;
  const returns = returned && x.values[returned.index];
  const place = { start: node.start, end: node.end };
  return { kind: 'unknown', isFunction: true, ...(returns && { returns }), ...place };
};

const readers: Readonly<Record<string, Reader>> = {
  variable_name: variable,
  name: (node, x) => named(node, [textOf(x, node)]),
  relative_scope: (node) => named(node, ['self']),
  qualified_name: qualified,
  string: stringValue,
  encapsed_string: stringValue,
  heredoc: stringValue,
  nowdoc: stringValue,
  integer: number,
  float: number,
  boolean: (node, x) => literalAt(node, /^t/i.test(textOf(x, node))),
  null: (node) => literalAt(node, null),
  array_creation_expression: array,
  member_access_expression: member,
  nullsafe_member_access_expression: member,
  scoped_property_access_expression: member,
  class_constant_access_expression: classConstant,
  subscript_expression: subscript,
  function_call_expression: call,
  scoped_call_expression: call,
  member_call_expression: call,
  nullsafe_member_call_expression: call,
  object_creation_expression: creation,
  binary_expression: binary,
  unary_op_expression: unary,
  conditional_expression: choice,
  cast_expression: cast,
  parenthesized_expression: firstChild,
  clone_expression: firstChild,
  error_suppression_expression: firstChild,
  assignment_expression: (node, x) => valueOfNode(x, childIn(node, 'right'), node),
  anonymous_function: functionValue,
  arrow_function: functionValue,
};

/** PHP 7 and 8. */
export const php: Dialect = {
  importsOf,
  isFunction,
  isClass,
  functionName,
  paramsOf,
  valueOf: (node, x) => (Object.hasOwn(readers, node.type) ? readers[node.type]?.(node, x) : undefined),
  declare,
  assign,
};

import { argumentsOf, creation } from './csharp-creation.ts';
import { importsOf } from './csharp-imports.ts';
import { assign, declare, functionName, isFunction, paramsOf } from './csharp-names.ts';
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
import type { Value } from './facts.ts';
import { firstChild, lastChild, nameValue, type Reader, stringValue } from './readers.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';
import { numberFrom } from './text-literal.ts';

const rawString: Reader = (node, x) => {
  const content = node.children.filter(({ type }) => type === 'raw_string_content');
  return literalAt(node, content.map((child) => textOf(x, child)).join(''));
};

const interpolated: Reader = (node, x) => {
  const parts = node.children.flatMap((child): Value[] => {
    if (child.type === 'string_content') return [literalAt(child, textOf(x, child))];
    return child.type === 'interpolation'
      ? [
          valueOfNode(
            x,
            child.children.find(({ type }) => type !== 'interpolation_brace'),
            child,
          ),
        ]
      : [];
  });
  return { kind: 'template', parts, start: node.start, end: node.end };
};

const number: Reader = (node, x) => {
  const text = textOf(x, node);
  const value = numberFrom(
    /^0[xXbB]/.test(text) ? text.replace(/[uUlL]+$/, '') : text.replace(/[uUlLfFdDmM]+$/, ''),
  );
  return value === undefined ? unknownAt(node) : literalAt(node, value);
};

const list: Reader = (node, x) => ({
  kind: 'list',
  items: node.children.map((child) => valueOfNode(x, child, child)),
  start: node.start,
  end: node.end,
});

/** `a.B`, `a.B<int>`, `a?.B`. */
const member: Reader = (node, x) => {
  const binding = node.children.find(({ type }) => type === 'member_binding_expression');
  const name = childIn(binding ?? node, 'name');
  const base = valueOfNode(x, childIn(node, 'expression') ?? childIn(node, 'condition'), node);
  const plain = name?.type === 'generic_name' ? name.children[0] : name;
  return plain ? memberOf(base, textOf(x, plain), node) : unknownAt(node);
};

const element: Reader = (node, x) => {
  const key = valueOfNode(x, childIn(node, 'subscript')?.children[0]?.children.at(-1), node);
  const base = valueOfNode(x, childIn(node, 'expression'), node);
  return key.kind === 'literal' && key.value !== null
    ? memberOf(base, String(key.value), node)
    : unknownAt(node);
};

const invocation: Reader = (node, x) => {
  const callee = valueOfNode(x, childIn(node, 'function'), node);
  const args = argumentsOf(childIn(node, 'arguments'), x);
  const value = addCall(x, node, callee, args, false);
  const [first] = args;
  const isEnv =
    callee.kind === 'name' && callee.path.slice(-2).join('.') === 'Environment.GetEnvironmentVariable';
  if (!isEnv || first?.value.kind !== 'literal') return value;
  return {
    kind: 'env',
    name: String(first.value.value),
    otherwise: undefined,
    start: node.start,
    end: node.end,
  };
};

const binary: Reader = (node, x) => {
  const left = valueOfNode(x, childIn(node, 'left'), node);
  const right = valueOfNode(x, childIn(node, 'right'), node);
  const sign = childIn(node, 'operator');
  const operator = sign ? textOf(x, sign) : '';
  const place = { start: node.start, end: node.end };
  return operator === '??'
    ? { kind: 'fallback', first: left, second: right, ...place }
    : { kind: 'binary', operator, left, right, ...place };
};

const unary: Reader = (node, x) => {
  const value = firstChild(node, x);
  const sign = x.text[node.start];
  // `handler!` only silences the compiler.
  if (sign === '+' || (node.type.startsWith('postfix') && x.text[node.end - 1] === '!')) return value;
  if (sign !== '-') return unknownAt(node);
  if (value.kind === 'literal' && typeof value.value === 'number') return literalAt(node, -value.value);
  const zero = literalAt({ ...node, end: node.start }, 0);
  return { kind: 'binary', operator: '-', left: zero, right: value, start: node.start, end: node.end };
};

const choices = (ends: readonly (SyntaxNode | undefined)[], node: SyntaxNode, x: Extraction): Value => ({
  kind: 'unknown',
  choices: ends.slice(0, 6).map((one) => valueOfNode(x, one, node)),
  start: node.start,
  end: node.end,
});

const functionValue: Reader = (node, x) => {
  const body = childIn(node, 'body') ?? node.children.at(-1);
  const only =
    body?.type === 'block' ? body.children.filter(({ type }) => type === 'return_statement') : undefined;
  const arrow = body?.type === 'arrow_expression_clause' ? body.children[0] : body;
  const returned = only ? (only.length === 1 ? only[0]?.children[0] : undefined) : arrow;
  const returns = returned && x.values[returned.index];
  const place = { start: node.start, end: node.end };
  return returns
    ? { kind: 'unknown', isFunction: true, returns, ...place }
    : { kind: 'unknown', isFunction: true, ...place };
};

const readers: Readonly<Record<string, Reader>> = {
  identifier: nameValue,
  this: nameValue,
  base: nameValue,
  predefined_type: nameValue,
  string_literal: stringValue,
  raw_string_literal: rawString,
  verbatim_string_literal: (node, x) => literalAt(node, textOf(x, node).slice(2, -1).replaceAll('""', '"')),
  interpolated_string_expression: interpolated,
  integer_literal: number,
  real_literal: number,
  boolean_literal: (node, x) => literalAt(node, textOf(x, node) === 'true'),
  null_literal: (node) => literalAt(node, null),
  member_access_expression: member,
  conditional_access_expression: member,
  element_access_expression: element,
  invocation_expression: invocation,
  object_creation_expression: creation,
  implicit_object_creation_expression: creation,
  binary_expression: binary,
  prefix_unary_expression: unary,
  postfix_unary_expression: unary,
  parenthesized_expression: firstChild,
  checked_expression: firstChild,
  await_expression: lastChild,
  cast_expression: (node, x) => valueOfNode(x, childIn(node, 'value'), node),
  assignment_expression: (node, x) => valueOfNode(x, childIn(node, 'right'), node),
  conditional_expression: (node, x) =>
    choices([childIn(node, 'consequence'), childIn(node, 'alternative')], node, x),
  switch_expression: (node, x) =>
    choices(
      node.children.filter(({ type }) => type === 'switch_expression_arm').map((arm) => arm.children.at(-1)),
      node,
      x,
    ),
  initializer_expression: list,
  array_creation_expression: lastChild,
  implicit_array_creation_expression: lastChild,
  collection_expression: list,
  lambda_expression: functionValue,
  anonymous_method_expression: functionValue,
  method_declaration: functionValue,
  local_function_statement: functionValue,
};

/** C#. */
export const csharp: Dialect = {
  importsOf,
  isFunction,
  isClass: ({ type }) => /^(?:class|struct|record|interface)_declaration$/.test(type),
  functionName,
  paramsOf,
  valueOf: (node, x) => (Object.hasOwn(readers, node.type) ? readers[node.type]?.(node, x) : undefined),
  declare,
  assign,
};

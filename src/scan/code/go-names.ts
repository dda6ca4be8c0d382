import { assignTo, bind, type Extraction, textOf, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import { typePath } from './go-literals.ts';
import { ownerOf } from './scope.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

export const isFunction = ({ type }: SyntaxNode): boolean =>
  type === 'function_declaration' || type === 'method_declaration' || type === 'func_literal';

/** A function's own name, or that of the variable that it becomes. */
export const functionName = (node: SyntaxNode, text: string): string | undefined => {
  const own = childIn(node, 'name');
  if (own) return text.slice(own.start, own.end);
  const declaration = node.parent?.parent;
  const left = declaration && (childIn(declaration, 'left')?.children[0] ?? childIn(declaration, 'name'));
  return left && left !== node ? text.slice(left.start, left.end) : undefined;
};

/** The names of a function's parameters, without its receiver. */
export const paramsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  namesIn(childIn(node, 'parameters')).map(({ name }) => name);

const namesIn = (
  list: SyntaxNode | undefined,
): readonly { name: SyntaxNode; type: SyntaxNode | undefined }[] =>
  (list?.children ?? []).flatMap((param) =>
    param.children
      .filter(({ field }) => field === 'name')
      .map((name) => ({ name, type: childIn(param, 'type') })),
  );

/** Records constants, variables, parameters and functions. */
export const declare = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'const_spec' || node.type === 'var_spec') {
    const names = node.children.filter(({ field }) => field === 'name');
    pairUp(names, childIn(node, 'value'), node, x, within);
  } else if (node.type === 'short_var_declaration') {
    pairUp(childIn(node, 'left')?.children ?? [], childIn(node, 'right'), node, x, within);
  } else if (node.type === 'range_clause' || node.type === 'type_switch_statement') {
    const names = childIn(node, 'left') ?? childIn(node, 'alias');
    for (const name of names?.children ?? [])
      if (name.type === 'identifier') bind(x, textOf(x, name), undefined, within);
  } else if (isFunction(node)) declareFunction(node, x, within);
  else if (node.type === 'composite_literal') declareFields(node, x);
};

/** Each name with its value; the names of a call with several results get its value first, and then nothing that can be told. */
const pairUp = (
  names: readonly SyntaxNode[],
  values: SyntaxNode | undefined,
  node: SyntaxNode,
  x: Extraction,
  within: number,
): void => {
  if (!values) return;
  for (const [i, name] of names.entries()) {
    const one = values.children[i];
    const value = one ? valueOfNode(x, one, node) : undefined;
    if (name.type !== 'identifier' || textOf(x, name) === '_') continue;
    bind(x, textOf(x, name), value, within);
    if (value) assignTo(x, [textOf(x, name)], value, node);
  }
};

const declareFunction = (node: SyntaxNode, x: Extraction, within: number): void => {
  const name = childIn(node, 'name');
  if (node.type === 'function_declaration' && name) bind(x, textOf(x, name), x.values[node.index], within);
  const own = x.functionAt.get(node.index) ?? -1;
  for (const { name: param, type } of namesIn(childIn(node, 'parameters')))
    bind(x, textOf(x, param), instanceOf(type, x), own);
  for (const { name: param, type } of namesIn(childIn(node, 'receiver')))
    bind(x, textOf(x, param), nameOfType(type, x), own);
};

/** A parameter of a library's type is an instance of it. A duration is none: its callers say what it is. */
const instanceOf = (type: SyntaxNode | undefined, x: Extraction): Value | undefined => {
  const value = nameOfType(type, x);
  return value?.kind === 'name' && value.path.length > 1 && value.path[0] !== 'time' ? value : undefined;
};

const nameOfType = (type: SyntaxNode | undefined, x: Extraction): Value | undefined => {
  const path = type && typePath(type, x);
  return path && { kind: 'name', path, start: type.start, end: type.end };
};

/** `Service{key: k}` says what the methods find in s.key. */
const declareFields = (node: SyntaxNode, x: Extraction): void => {
  const value = x.values[node.index];
  if (value?.kind !== 'object' || value.type?.length !== 1) return;
  for (const { key, value: one } of value.entries) bind(x, `${value.type[0]}.${key}`, one, -1);
};

/** Records assignments to variables, fields and map entries. */
export const assign = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'inc_statement' || node.type === 'dec_statement')
    rebind(node.children[0], undefined, x, within);
  else if (node.type === 'call_expression') setByMethod(node, x, within);
  else if (node.type === 'assignment_statement') assignStatement(node, x, within);
};

const assignStatement = (node: SyntaxNode, x: Extraction, within: number): void => {
  const [left, right] = [childIn(node, 'left'), childIn(node, 'right')];
  if (!left || !right) return;
  const isPlain = x.text.slice(left.end, right.start).trim() === '=';
  for (const [i, target] of left.children.entries()) {
    const one = right.children[i];
    const value = isPlain && one ? valueOfNode(x, one, node) : undefined;
    rebind(target, value, x, within);
    const path = x.values[target.index];
    if (value && path?.kind === 'name') assignTo(x, path.path, value, node);
  }
};

const rebind = (
  target: SyntaxNode | undefined,
  value: Value | undefined,
  x: Extraction,
  within: number,
): void => {
  const path = target && x.values[target.index];
  if (path?.kind === 'name') rebindPath(path.path, value, x, within);
  // claims[key] = v: which entry it sets cannot be told, so what the map holds cannot be either.
  const map = target?.type === 'index_expression' ? childIn(target, 'operand') : undefined;
  const held = map && x.values[map.index];
  if (path?.kind !== 'name' && held?.kind === 'name') rebindPath(held.path, undefined, x, within);
};

const rebindPath = (
  path: readonly string[],
  value: Value | undefined,
  x: Extraction,
  within: number,
): void => {
  const [head = '', field] = path;
  if (path.length === 1) bind(x, head, value, ownerOf(x, head, within));
  const receiver = path.length === 2 ? x.bindings.get(head)?.get(ownerOf(x, head, within)) : undefined;
  if (!receiver || receiver === 'open' || receiver.kind !== 'name' || receiver.path.length !== 1) return;
  bind(x, `${receiver.path[0]}.${field}`, value, -1);
};

/** `token.Set("exp", v)` sets an entry, `maps.Copy(claims, more)` sets some that cannot be told. */
const setByMethod = (node: SyntaxNode, x: Extraction, within: number): void => {
  const callee = x.values[childIn(node, 'function')?.index ?? -1];
  const args = childIn(node, 'arguments')?.children ?? [];
  const [first, second] = args.map((one) => x.values[one.index]);
  if (callee?.kind !== 'name' || args.length !== 2 || !first) return;
  if (callee.path.join('.') === 'maps.Copy' && first.kind === 'name')
    rebindPath(first.path, undefined, x, within);
  if (callee.path.at(-1) !== 'Set' || callee.path.length !== 2 || !second) return;
  const key = keyIn(first);
  if (key !== undefined) assignTo(x, [callee.path[0] ?? '', key], second, node);
};

const keyIn = (value: Value): string | undefined => {
  if (value.kind === 'literal') return String(value.value);
  return value.kind === 'name' ? value.path.at(-1) : undefined;
};

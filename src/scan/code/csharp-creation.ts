import { addCall, assignTo, type Extraction, textOf, unknownAt, valueOfNode } from './extraction.ts';
import type { Argument, Entry, Value } from './facts.ts';
import { childIn, childOf, type SyntaxNode } from './syntax-node.ts';

/** The arguments of a call; `name: value` is a keyword. */
export const argumentsOf = (list: SyntaxNode | undefined, x: Extraction): readonly Argument[] =>
  (list?.children ?? []).map((child) => {
    const name = childIn(child, 'name');
    return {
      keyword: name && textOf(x, name),
      spread: false,
      value: valueOfNode(x, child.children.at(-1), child),
    };
  });

/** `new T(a) { B = c }`: a call of T whose members are keywords; of a collection, an object or a list. */
export const creation = (node: SyntaxNode, x: Extraction): Value => {
  const type = childIn(node, 'type') ?? declaredType(node);
  const body = childIn(node, 'initializer') ?? childOf(node, 'initializer_expression');
  const list = childIn(node, 'arguments') ?? childOf(node, 'argument_list');
  const path = type && typePath(type, x);
  if (!path) return unknownAt(node);
  const entries = (body?.children ?? []).flatMap((child) => entryOf(child, x));
  const members = (body?.children ?? []).filter((child) => isMember(child));
  const args = [...argumentsOf(list, x), ...members.map((member) => keywordOf(member, x))];
  const callee: Value = { kind: 'name', path, start: node.start, end: type.end };
  const value = addCall(x, node, callee, args, true);
  if (/Dictionary$/.test(path.at(-1) ?? '')) return objectOf(entries, body, list, node);
  return body && members.length < body.children.length ? listOf(body, node, x) : value;
};

/** Each member of an initializer as an assignment: `TokenValidationParameters.ValidateLifetime = false`. */
export const assignMembers = (node: SyntaxNode, x: Extraction): void => {
  const type = childIn(node, 'type') ?? declaredType(node);
  const body = childIn(node, 'initializer') ?? childOf(node, 'initializer_expression');
  const path = type && typePath(type, x);
  if (!path) return;
  for (const member of body?.children ?? []) {
    if (!isMember(member)) continue;
    const { keyword = '', value } = keywordOf(member, x);
    assignTo(x, [path.at(-1) ?? '', keyword], value, member);
  }
};

/** `A.B` and `A<B>` are paths; what is made of other types is none. */
export const typePath = (type: SyntaxNode, x: Extraction): readonly string[] | undefined => {
  if (type.type === 'identifier') return [textOf(x, type)];
  if (type.type === 'nullable_type' || type.type === 'generic_name')
    return type.children[0] && typePath(type.children[0], x);
  return type.type === 'qualified_name' && type.end - type.start < 200
    ? textOf(x, type)
        .replace(/<.{0,200}$/s, '')
        .split('.')
    : undefined;
};

/** `SecurityTokenDescriptor d = new() { … }`: the type is that of the variable. */
const declaredType = (node: SyntaxNode): SyntaxNode | undefined => {
  const holder = node.parent?.type === 'variable_declarator' ? node.parent.parent : node.parent;
  return holder && /^(?:variable|property)_declaration$/.test(holder.type)
    ? childIn(holder, 'type')
    : undefined;
};

const isMember = (node: SyntaxNode): boolean =>
  node.type === 'assignment_expression' && childIn(node, 'left')?.type === 'identifier';

const keywordOf = (member: SyntaxNode, x: Extraction): Argument => {
  const left = childIn(member, 'left');
  return {
    keyword: left && textOf(x, left),
    spread: false,
    value: valueOfNode(x, childIn(member, 'right'), member),
  };
};

/** `["a"] = 1` and `{ "a", 1 }`. */
const entryOf = (child: SyntaxNode, x: Extraction): readonly Entry[] => {
  const left = childIn(child, 'left');
  const isPair = child.type === 'initializer_expression' && child.children.length === 2;
  const key = isPair
    ? child.children[0]
    : left?.type === 'element_binding_expression'
      ? left.children[0]?.children[0]
      : undefined;
  const known = key && x.values[key.index];
  if (known?.kind !== 'literal') return [];
  const value = valueOfNode(x, isPair ? child.children[1] : childIn(child, 'right'), child);
  return [{ key: String(known.value), value, start: child.start, end: child.end }];
};

const objectOf = (
  entries: readonly Entry[],
  body: SyntaxNode | undefined,
  list: SyntaxNode | undefined,
  node: SyntaxNode,
): Value => ({
  kind: 'object',
  entries,
  spread: (list?.children.length ?? 0) > 0 || entries.length < (body?.children.length ?? 0),
  spreads: [],
  start: node.start,
  end: node.end,
});

const listOf = (body: SyntaxNode, node: SyntaxNode, x: Extraction): Value => ({
  kind: 'list',
  items: body.children.map((child) => valueOfNode(x, child, child)),
  start: node.start,
  end: node.end,
});

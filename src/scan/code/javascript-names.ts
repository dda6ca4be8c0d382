import { assignTo, bind, type Extraction, memberOf, textOf, unknownAt, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import { ownerOf } from './scope.ts';
import { childIn, childOf, type SyntaxNode } from './syntax-node.ts';

const functionTypes = new Set([
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
]);

export const isFunction = ({ type }: SyntaxNode): boolean => functionTypes.has(type);

/** A function's own name, or that of the variable, property or member that it becomes. */
export const functionName = (node: SyntaxNode, text: string): string | undefined => {
  const own = childIn(node, 'name');
  if (own) return text.slice(own.start, own.end);
  const parent = node.parent;
  const target =
    parent &&
    (childIn(parent, 'name') ??
      childIn(parent, 'key') ??
      childIn(parent, 'left') ??
      childIn(parent, 'property'));
  const isTarget =
    parent &&
    [
      'variable_declarator',
      'pair',
      'assignment_expression',
      'public_field_definition',
      'field_definition',
    ].includes(parent.type);
  return target && isTarget ? text.slice(target.start, target.end) : undefined;
};

/** The patterns of a function's parameters. */
export const paramsOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const single = childIn(node, 'parameter');
  const all = single ? [single] : (childIn(node, 'parameters')?.children ?? []);
  return all.map((param) => childIn(param, 'pattern') ?? param);
};

/** Records variables, parameters, functions, classes and their fields. */
export const declare = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'variable_declarator') declareVariable(node, x, within);
  else if (isFunction(node)) declareFunction(node, x, within);
  else if (node.type === 'class_declaration' || node.type === 'abstract_class_declaration')
    bindName(childIn(node, 'name'), x, within);
  else if (node.type === 'field_definition' || node.type === 'public_field_definition') declareField(node, x);
  else if (node.type === 'for_in_statement') bindPattern(childIn(node, 'left'), undefined, x, within);
  else if (node.type === 'catch_clause') bindPattern(childIn(node, 'parameter'), undefined, x, within);
};

const declareVariable = (node: SyntaxNode, x: Extraction, within: number): void => {
  const right = childIn(node, 'value');
  const left = childIn(node, 'name');
  // `let x;` gives no value: an only assignment later may still be its one value.
  if (!right || !left) return;
  const value = valueOfNode(x, right, node);
  bindPattern(left, value, x, within);
  if (left.type === 'identifier') assignTo(x, [textOf(x, left)], value, node);
};

const declareFunction = (node: SyntaxNode, x: Extraction, within: number): void => {
  if (node.type.endsWith('function_declaration'))
    bindName(childIn(node, 'name'), x, within, x.values[node.index]);
  const own = x.functionAt.get(node.index) ?? -1;
  for (const param of paramsOf(node)) bindPattern(param, typeOfParam(param, x), x, own);
};

// `constructor(private readonly jwt: JwtService)` makes this.jwt an instance, and so does a plain typed parameter.
const typeOfParam = (pattern: SyntaxNode, x: Extraction): Value | undefined => {
  const param = pattern.parent;
  const type = param && pattern.field === 'pattern' ? childIn(param, 'type')?.children[0] : undefined;
  if (!param || type?.type !== 'type_identifier') return undefined;
  const value: Value = { kind: 'name', path: [textOf(x, type)], start: type.start, end: type.end };
  const className = x.classOf[pattern.index];
  const isProperty =
    childOf(param, 'accessibility_modifier') !== undefined ||
    /\breadonly\b/.test(textOf(x, param).slice(0, 60));
  if (className && isProperty) bind(x, `${className}.${textOf(x, pattern)}`, value, -1);
  return value;
};

const declareField = (node: SyntaxNode, x: Extraction): void => {
  const key = childIn(node, 'property') ?? childIn(node, 'name');
  const right = childIn(node, 'value');
  const className = x.classOf[node.index];
  if (!key || !right || !className) return;
  const target = [className, textOf(x, key)];
  bind(x, target.join('.'), x.values[right.index], -1);
  assignTo(x, target, valueOfNode(x, right, node), node);
};

const bindName = (node: SyntaxNode | undefined, x: Extraction, within: number, value?: Value): void => {
  if (node) bind(x, textOf(x, node), value, within);
};

/** Binds every name in a pattern, each to the member that it takes. The stack keeps nesting off ours. */
const bindPattern = (
  pattern: SyntaxNode | undefined,
  value: Value | undefined,
  x: Extraction,
  within: number,
): void => {
  const open: { node: SyntaxNode; value: Value | undefined }[] = pattern ? [{ node: pattern, value }] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node } = next;
    if (node.type === 'identifier' || node.type === 'shorthand_property_identifier_pattern') {
      bind(x, textOf(x, node), next.value, within);
    } else if (node.type === 'object_pattern') {
      open.push(...node.children.map((child) => propertyOf(child, next?.value, x)));
    } else if (node.type === 'assignment_pattern' || node.type === 'object_assignment_pattern') {
      const left = childIn(node, 'left');
      if (left) open.push({ node: left, value: undefined });
    } else if (node.type === 'array_pattern' || node.type === 'rest_pattern') {
      open.push(...node.children.map((child) => ({ node: child, value: undefined })));
    }
  }
};

const propertyOf = (
  child: SyntaxNode,
  of: Value | undefined,
  x: Extraction,
): { node: SyntaxNode; value: Value | undefined } => {
  const key =
    child.type === 'pair_pattern'
      ? childIn(child, 'key')
      : child.type === 'object_assignment_pattern'
        ? childIn(child, 'left')
        : child;
  const plain = child.type === 'object_assignment_pattern' && key ? key : child;
  const target = child.type === 'pair_pattern' ? (childIn(child, 'value') ?? child) : plain;
  if (!of || !key || child.type === 'rest_pattern' || key.type === 'computed_property_name')
    return { node: target, value: undefined };
  const taken = memberOf(of, textOf(x, key).replace(/^(['"])(.*)\1$/, '$2'), key);
  const otherwise = plain === child ? undefined : childIn(child, 'right');
  if (!otherwise) return { node: target, value: taken };
  const second = valueOfNode(x, otherwise, child);
  return {
    node: target,
    value: { kind: 'fallback', first: taken, second, start: child.start, end: child.end },
  };
};

/** Records assignments to names, members and `this`, which may be to names declared anywhere in the file. */
export const assign = (node: SyntaxNode, x: Extraction): void => {
  if (node.type === 'augmented_assignment_expression') rebind(childIn(node, 'left'), undefined, node, x);
  else if (node.type === 'update_expression') rebind(childIn(node, 'argument'), undefined, node, x);
  else if (node.type === 'assignment_expression') assignExpression(node, x);
};

const assignExpression = (node: SyntaxNode, x: Extraction): void => {
  const left = childIn(node, 'left');
  const target = left && (x.values[left.index] ?? unknownAt(left));
  const value = valueOfNode(x, childIn(node, 'right'), node);
  if (left && target?.kind !== 'name') {
    if (left.type === 'object_pattern' || left.type === 'array_pattern')
      bindPattern(left, value, x, x.withinOf[node.index] ?? -1);
    return;
  }
  if (target?.kind !== 'name') return;
  assignTo(x, target.path, value, node);
  rebind(left, value, node, x);
};

const rebind = (
  left: SyntaxNode | undefined,
  value: Value | undefined,
  node: SyntaxNode,
  x: Extraction,
): void => {
  const target = left && x.values[left.index];
  if (target?.kind !== 'name') return;
  const [head = '', second] = target.path;
  const className = x.classOf[node.index];
  if (head === 'this' && className && second !== undefined && target.path.length === 2) {
    bind(x, `${className}.${second}`, value, -1);
  } else if (target.path.length === 1) {
    bind(x, head, value, ownerOf(x, head, x.withinOf[node.index] ?? -1));
  }
};

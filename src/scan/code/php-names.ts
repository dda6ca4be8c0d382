import { assignTo, bind, type Extraction, textOf, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

const functionTypes = new Set([
  'function_definition',
  'method_declaration',
  'anonymous_function',
  'arrow_function',
]);
export const isFunction = ({ type }: SyntaxNode): boolean => functionTypes.has(type);

const classTypes = new Set(['class_declaration', 'trait_declaration', 'enum_declaration']);
export const isClass = ({ type }: SyntaxNode): boolean => classTypes.has(type);

/** A function's own name, or that of the variable that holds it. */
export const functionName = (node: SyntaxNode, text: string): string | undefined => {
  const target = childIn(node, 'name') ?? (node.parent && childIn(node.parent, 'left'));
  return target && text.slice(target.start, target.end);
};

/** The variables that are a function's parameters. */
export const paramsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  (childIn(node, 'parameters')?.children ?? []).flatMap((param) => childIn(param, 'name') ?? []);

/** Records everything that binds a name; in PHP an assignment is a declaration. */
export const declare = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (isFunction(node)) for (const param of paramsOf(node)) parameter(param, node, x);
  if (Object.hasOwn(declarations, node.type)) declarations[node.type]?.(node, x, within);
  else if (Object.hasOwn(openings, node.type))
    for (const target of openings[node.type]?.(node) ?? []) bindOpen(target, x, within);
};

/** Records what a settings file returns: in Laravel `config/jwt.php` gives `config.jwt`. */
export const assign = (node: SyntaxNode, x: Extraction): void => {
  const [returned] = node.type === 'return_statement' ? node.children : [];
  const file = /(?:^|\/)config\/([\w/-]{1,100})\.php$/.exec(x.path)?.[1];
  const isOutermost = node.parent?.type === 'program';
  if (!returned || file === undefined || !isOutermost) return;
  const open = [{ target: ['config', ...file.split('/')], value: valueOfNode(x, returned, node) }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { target, value } = next;
    if (value.kind !== 'object' || target.length > deepestSetting) continue;
    for (const { key, value: inner, start, end } of value.entries) {
      const own = [...target, ...key.split('.')];
      x.assignments.push({ target: own, value: inner, within: -1, start, end });
      open.push({ target: own, value: inner });
    }
  }
};

const deepestSetting = 8;

const assignment = (node: SyntaxNode, x: Extraction, within: number): void => {
  const left = childIn(node, 'left');
  if (!left) return;
  const value = valueOfNode(x, childIn(node, 'right'), node);
  const target = x.values[left.index];
  if (left.type === 'list_literal') bindOpen(left, x, within);
  if (left.type === 'subscript_expression' && target?.kind === 'unknown') setSomewhere(left, x, within);
  if (target?.kind !== 'name') return;
  assignTo(x, target.path, value, node);
  bindPath(target.path, throughParameter(value, x, within), node, x, within);
};

/** `$this->config = $config` in a constructor: what the parameter is, as its name means nothing elsewhere. */
const throughParameter = (value: Value, x: Extraction, within: number): Value => {
  const bound =
    value.kind === 'name' && value.path.length === 1
      ? x.bindings.get(value.path[0] ?? '')?.get(within)
      : undefined;
  return bound === undefined || bound === 'open' ? value : bound;
};

/** `$claims[$key] = v`: which entry it sets cannot be told, so what the array holds cannot be either. */
const setSomewhere = (left: SyntaxNode, x: Extraction, within: number): void => {
  const [array, key] = left.children;
  if (array && key) bindOpen(array, x, within);
};

const augmented = (node: SyntaxNode, x: Extraction, within: number): void => {
  const left = childIn(node, 'left');
  const target = left && x.values[left.index];
  const right = childIn(node, 'right');
  if (!left || target?.kind !== 'name' || !right) return;
  const isDefault = x.text.slice(left.end, right.start).includes('??=');
  const value = isDefault ? x.values[right.index] : undefined;
  if (value) assignTo(x, target.path, value, node);
  bindPath(target.path, value, node, x, within);
};

/** `$x`, and `$this->x` and `self::$x`, which are attributes of the class. */
const bindPath = (
  path: readonly string[],
  value: Value | undefined,
  node: SyntaxNode,
  x: Extraction,
  within: number,
): void => {
  const [head = '', second] = path;
  const className = head === 'this' || head === 'self' ? x.classOf[node.index] : undefined;
  if (className && second !== undefined && path.length === 2) bind(x, `${className}.${second}`, value, -1);
  else if (path.length === 1) bind(x, head, value, x.globals.has(`${within}:${head}`) ? -1 : within);
};

/** Binds every variable below a node to what cannot be told. */
const bindOpen = (target: SyntaxNode | undefined, x: Extraction, within: number): void => {
  const open = target ? [target] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'variable_name' || node.type === 'name') bind(x, textOf(x, node), undefined, within);
    open.push(...node.children);
  }
};

const constant = (node: SyntaxNode, x: Extraction): void => {
  const [name, value] = node.children;
  const className = x.classOf[node.index];
  if (!name || !value) return;
  const path = className ? [className, textOf(x, name)] : [textOf(x, name)];
  bind(x, path.join('.'), x.values[value.index], -1);
  assignTo(x, path, valueOfNode(x, value, node), node);
};

const property = (node: SyntaxNode, x: Extraction): void => {
  const name = childIn(node, 'name');
  const value = childIn(node, 'default_value');
  const className = x.classOf[node.index];
  if (!name || !value || !className) return;
  const path = [className, textOf(x, name).slice(1)];
  bind(x, path.join('.'), x.values[value.index], -1);
  assignTo(x, path, valueOfNode(x, value, node), node);
};

/** `define('TTL', 3600)`. */
const defined = (node: SyntaxNode, x: Extraction): void => {
  const value = x.values[node.index];
  if (value?.kind !== 'call' || value.call.callee.join('.') !== 'define') return;
  const [name, given] = value.call.args;
  if (name?.value.kind !== 'literal' || !given) return;
  bind(x, String(name.value.value), given.value, -1);
  assignTo(x, [String(name.value.value)], given.value, node);
};

type Declaration = (node: SyntaxNode, x: Extraction, within: number) => void;
const declarations: Readonly<Record<string, Declaration>> = {
  assignment_expression: assignment,
  augmented_assignment_expression: augmented,
  const_element: constant,
  property_element: property,
  function_call_expression: defined,
};

/** What nodes bind to something that cannot be told. */
const openings: Readonly<Record<string, (node: SyntaxNode) => readonly (SyntaxNode | undefined)[]>> = {
  reference_assignment_expression: (node) => [childIn(node, 'left')],
  foreach_statement: (node) => node.children.slice(1, -1),
  catch_clause: (node) => [childIn(node, 'name')],
  static_variable_declaration: (node) => [childIn(node, 'name')],
  class_declaration: (node) => [childIn(node, 'name')],
  function_definition: (node) => [childIn(node, 'name')],
};

/** A parameter is what its type says, or what it is when nobody gives it. */
const parameter = (name: SyntaxNode, node: SyntaxNode, x: Extraction): void => {
  const param = name.parent;
  if (!param) return;
  const value = typeOf(param, x) ?? defaultOf(param, x);
  bind(x, textOf(x, name), value, x.functionAt.get(node.index) ?? -1);
  const className = x.classOf[name.index];
  if (param.type === 'property_promotion_parameter' && className)
    bind(x, `${className}.${textOf(x, name).slice(1)}`, value, -1);
};

const typeOf = (param: SyntaxNode, x: Extraction): Value | undefined => {
  const type = childIn(param, 'type');
  const inner = type?.type === 'optional_type' ? type.children[0] : type;
  const name = inner?.type === 'named_type' ? inner.children[0] : undefined;
  return name && x.values[name.index];
};

// Not an empty list: what a caller adds to it would be missed.
const defaultOf = (param: SyntaxNode, x: Extraction): Value | undefined => {
  const given = childIn(param, 'default_value');
  const value = given && x.values[given.index];
  const isTelling =
    value?.kind === 'literal'
      ? typeof value.value === 'number' || (typeof value.value === 'string' && value.value !== '')
      : value?.kind === 'binary' || value?.kind === 'name';
  return isTelling ? value : undefined;
};

import { assignTo, bind, type Extraction, textOf, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

export const isFunction = ({ type }: SyntaxNode): boolean => type === 'method' || type === 'singleton_method';
export const isClass = ({ type }: SyntaxNode): boolean => type === 'class' || type === 'module';

export const functionName = (node: SyntaxNode, text: string): string | undefined => {
  const own = childIn(node, 'name');
  return own && text.slice(own.start, own.end);
};

/** The names of a method's or block's parameters. */
export const paramsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  (childIn(node, 'parameters')?.children ?? []).flatMap((param) => {
    const name = param.type === 'identifier' ? param : childIn(param, 'name');
    return name ? [name] : [];
  });

/** Records everything that binds a name; in Ruby an assignment is a declaration, and blocks see what is around them. */
export const declare = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (isFunction(node)) method(node, x);
  else if (node.type === 'assignment') assignment(node, x, within);
  else if (node.type === 'operator_assignment') augmented(node, x, within);
  else if (node.type === 'block' || node.type === 'do_block') blockParams(node, x, within);
  else if (node.type === 'lambda' || node.type === 'for' || node.type === 'exception_variable')
    opened(node, x, within);
  else if (isClass(node)) bindOpen(childIn(node, 'name'), x, -1);
};

/** Nothing is left: `declare` has seen every binding. */
export const assign = (): void => undefined;

const opened = (node: SyntaxNode, x: Extraction, within: number): void => {
  for (const param of paramsOf(node)) bind(x, textOf(x, param), undefined, within);
  if (node.type === 'for') bindOpen(childIn(node, 'pattern'), x, within);
  if (node.type === 'exception_variable') bindOpen(node.children[0], x, within);
};

const method = (node: SyntaxNode, x: Extraction): void => {
  const own = x.functionAt.get(node.index) ?? -1;
  const params = paramsOf(node);
  for (const param of params) bind(x, textOf(x, param), defaultOf(param, x), own);
  const name = functionName(node, x.text);
  if (name !== undefined && params.length === 0) bind(x, name, bodyValue(node, x), -1);
};

/** `def lifetime = 2.hours`: a method without parameters is what its one expression is. */
const bodyValue = (node: SyntaxNode, x: Extraction): Value | undefined => {
  const body = childIn(node, 'body');
  const only =
    body?.type === 'body_statement' ? (body.children.length === 1 ? body.children[0] : undefined) : body;
  return only && x.values[only.index];
};

// Not an empty hash: what a caller adds to it would be missed.
const defaultOf = (name: SyntaxNode, x: Extraction): Value | undefined => {
  const given = name.parent && name.field === 'name' ? childIn(name.parent, 'value') : undefined;
  const value = given && x.values[given.index];
  if (value?.kind !== 'literal')
    return value?.kind === 'object' || value?.kind === 'list' ? undefined : value;
  const isTelling =
    typeof value.value === 'number' || (typeof value.value === 'string' && value.value !== '');
  return isTelling ? value : undefined;
};

const assignment = (node: SyntaxNode, x: Extraction, within: number): void => {
  const left = childIn(node, 'left');
  if (!left) return;
  const value = valueOfNode(x, childIn(node, 'right'), node);
  if (left.type === 'left_assignment_list') bindOpen(left, x, within);
  else setTarget(left, value, node, x, within);
};

const augmented = (node: SyntaxNode, x: Extraction, within: number): void => {
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  if (!left || !right) return;
  const isDefault = x.text.slice(left.end, right.start).includes('||=');
  if (isDefault) setTarget(left, valueOfNode(x, right, node), node, x, within);
  else bindPath(pathOf(left, x), undefined, node, x, within);
};

const setTarget = (left: SyntaxNode, value: Value, node: SyntaxNode, x: Extraction, within: number): void => {
  const path = pathOf(left, x);
  if (path.length === 0) {
    // hash[key] = v: which entry it sets cannot be told, so what the hash holds cannot be either.
    if (left.type === 'element_reference') bindOpen(left.children[0], x, within);
    return;
  }
  assignTo(x, expanded(path, x, within), value, node);
  bindPath(path, value, node, x, within);
};

/** The path of a target: `a`, `@a`, `A`, `a.b`, `a[:b]`; empty when it is none. */
const pathOf = (left: SyntaxNode, x: Extraction): readonly string[] => {
  const target = x.values[left.index];
  if (target?.kind === 'name') return target.path;
  if (target?.kind !== 'call' || childIn(left, 'arguments')) return [];
  const { callee, chain } = target.call;
  return callee.length === 0
    ? []
    : [...callee, ...chain.filter(({ end }) => end <= left.end).map(({ name }) => name)];
};

const bindPath = (
  path: readonly string[],
  value: Value | undefined,
  node: SyntaxNode,
  x: Extraction,
  within: number,
): void => {
  const [head = '', second] = path;
  const className = x.classOf[node.index];
  if (head === 'self' && className && second !== undefined && path.length === 2)
    bind(x, `${className}.${second}`, value, -1);
  if (path.length !== 1) return;
  const isConstant = /^[A-Z]/.test(head);
  bind(x, head, value, isConstant ? -1 : within);
  if (isConstant && className) bind(x, `${className}.${head}`, value, -1);
};

const bindOpen = (target: SyntaxNode | undefined, x: Extraction, within: number): void => {
  const open = target ? [target] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'identifier' || node.type === 'constant') bind(x, textOf(x, node), undefined, within);
    open.push(...node.children);
  }
};

/** `Devise.setup do |config|` makes config what is set up there; of other blocks nothing is known. */
const blockParams = (node: SyntaxNode, x: Extraction, within: number): void => {
  const [first, ...others] = paramsOf(node);
  for (const param of others) bind(x, textOf(x, param), undefined, within);
  if (!first) return;
  const path = settingsPath(node, x, within);
  const value: Value | undefined = path && { kind: 'name', path, start: first.start, end: first.end };
  bind(x, textOf(x, first), value, within);
};

const settingsPath = (block: SyntaxNode, x: Extraction, within: number): readonly string[] | undefined => {
  const receiver = block.parent && childIn(block.parent, 'receiver');
  const method = block.parent && childIn(block.parent, 'method');
  const base = receiver && x.values[receiver.index];
  if (!method || base?.kind !== 'name') return undefined;
  const name = textOf(x, method);
  if (/^[A-Z]/.test(base.path[0] ?? ''))
    return /^(?:configure|setup|config|configuration)$/.test(name) ? [...base.path, name] : undefined;
  const home = expanded(base.path, x, within);
  return home === base.path ? undefined : [...home, name];
};

/** `config.ttl` with config of `Knock.setup do |config|` is Knock.setup.ttl. */
const expanded = (path: readonly string[], x: Extraction, within: number): readonly string[] => {
  const [head = '', ...rest] = path;
  const bound = x.bindings.get(head)?.get(within);
  const isHome =
    bound !== undefined && bound !== 'open' && bound.kind === 'name' && /^[A-Z]/.test(bound.path[0] ?? '');
  return isHome ? [...bound.path, ...rest] : path;
};

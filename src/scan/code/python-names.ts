import { assignTo, bind, type Extraction, textOf, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

/** The names of a function's parameters. */
export const paramsOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  (childIn(node, 'parameters')?.children ?? []).flatMap((param) => {
    const name = param.type === 'identifier' ? param : (childIn(param, 'name') ?? firstName(param));
    return name ? [name] : [];
  });

const firstName = (param: SyntaxNode): SyntaxNode | undefined => {
  const inner = param.children[0];
  return inner?.type === 'identifier' ? inner : inner?.children[0];
};

/** Records everything that binds a name; in Python an assignment is a declaration. */
export const declare = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'assignment') assignment(node, x, within);
  else if (node.type === 'function_definition' || node.type === 'lambda') declareFunction(node, x, within);
  else if (node.type === 'class_definition') bindTargets(childIn(node, 'name'), undefined, x, within);
  else if (node.type === 'augmented_assignment') bindTargets(childIn(node, 'left'), undefined, x, within);
  else if (node.type === 'for_statement' || node.type === 'for_in_clause')
    bindTargets(childIn(node, 'left'), undefined, x, within);
  else if (node.type === 'named_expression')
    bindTargets(childIn(node, 'name'), valueOfNode(x, childIn(node, 'value'), node), x, within);
  else if (node.type === 'as_pattern') {
    bindTargets(childIn(node, 'alias')?.children[0], valueOfNode(x, node.children[0], node), x, within);
  }
};

/** Nothing is left: `declare` has seen every binding. */
export const assign = (): void => undefined;

const declareFunction = (node: SyntaxNode, x: Extraction, within: number): void => {
  if (node.type === 'function_definition' && !isInClassBody(node))
    bindTargets(childIn(node, 'name'), undefined, x, within);
  const own = x.functionAt.get(node.index) ?? -1;
  for (const param of paramsOf(node)) bind(x, textOf(x, param), undefined, own);
};

const assignment = (node: SyntaxNode, x: Extraction, within: number): void => {
  const left = childIn(node, 'left');
  const right = childIn(node, 'right');
  // `x: int` alone gives no value.
  if (!left || !right) return;
  const value = valueOfNode(x, right, node);
  const target = x.values[left.index];
  if (target?.kind === 'name') {
    const className = isInClassBody(node) ? x.classOf[node.index] : undefined;
    assignTo(x, className ? [className, ...target.path] : target.path, value, node);
  } else if (target?.kind === 'env') {
    assignTo(x, ['os', 'environ', target.name], value, node);
  }
  bindTargets(left, value, x, within);
};

/** Directly in a class, not in one of its methods. */
const isInClassBody = (node: SyntaxNode): boolean => {
  let at = node.parent;
  while (
    at &&
    (at.type === 'expression_statement' ||
      at.type === 'block' ||
      at.type === 'decorated_definition' ||
      at.type === 'assignment')
  ) {
    at = at.parent;
  }
  return at?.type === 'class_definition';
};

const bindTargets = (
  left: SyntaxNode | undefined,
  value: Value | undefined,
  x: Extraction,
  within: number,
): void => {
  const open = left ? [left] : [];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'identifier') bindIdentifier(node, node === left ? value : undefined, x, within);
    else if (node.type === 'attribute') bindAttribute(node, node === left ? value : undefined, x);
    else if (node.type !== 'subscript') open.push(...node.children);
  }
};

const bindIdentifier = (node: SyntaxNode, value: Value | undefined, x: Extraction, within: number): void => {
  const name = textOf(x, node);
  const className = isInClassBody(node) ? x.classOf[node.index] : undefined;
  if (className) bind(x, `${className}.${name}`, value, -1);
  else bind(x, name, value, x.globals.has(`${within}:${name}`) ? -1 : within);
};

// `self.client = X()` in a method gives the class an attribute.
const bindAttribute = (node: SyntaxNode, value: Value | undefined, x: Extraction): void => {
  const target = x.values[node.index];
  const className = x.classOf[node.index];
  if (target?.kind !== 'name' || target.path.length !== 2 || !className) return;
  const [head, attribute] = target.path;
  if (head === 'self' || head === 'cls') bind(x, `${className}.${attribute}`, value, -1);
};

import { bindField, fromParameter, rebind } from './class-fields.ts';
import { assignMembers, typePath } from './csharp-creation.ts';
import { assignTo, bind, type Extraction, textOf, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

const functionTypes = new Set([
  'method_declaration',
  'constructor_declaration',
  'local_function_statement',
  'lambda_expression',
  'anonymous_method_expression',
]);

export const isFunction = ({ type }: SyntaxNode): boolean => functionTypes.has(type);

/** A method's own name, or that of the variable or member that a lambda becomes. */
export const functionName = (node: SyntaxNode, text: string): string | undefined => {
  const own = childIn(node, 'name');
  const parent = node.parent;
  const target =
    own ??
    (parent?.type === 'variable_declarator' ? childIn(parent, 'name') : undefined) ??
    (parent?.type === 'assignment_expression' ? childIn(parent, 'left') : undefined);
  return target && target !== node ? text.slice(target.start, target.end) : undefined;
};

/** The names of a function's parameters. */
export const paramsOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const list = childIn(node, 'parameters');
  if (list?.type === 'implicit_parameter') return [list];
  return (list?.children ?? []).flatMap((param) => {
    const name =
      param.type === 'parameter' ? childIn(param, 'name') : param.field === 'name' ? param : undefined;
    return name ? [name] : [];
  });
};

/** Records fields, properties, variables, parameters and methods. */
export const declare = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'variable_declarator') declareVariable(node, x, within);
  else if (node.type === 'property_declaration') declareProperty(node, x);
  else if (isFunction(node)) declareFunction(node, x, within);
  else if (/^(?:class|struct|record|enum)_declaration$/.test(node.type))
    bindName(childIn(node, 'name'), x, -1);
  else if (node.type === 'foreach_statement') bindName(childIn(node, 'left'), x, within);
  else if (/^(?:declaration_expression|declaration_pattern|catch_declaration)$/.test(node.type))
    bindName(childIn(node, 'name'), x, within);
};

const declareVariable = (node: SyntaxNode, x: Extraction, within: number): void => {
  const name = childIn(node, 'name');
  const right = node.children.length > 1 ? node.children.at(-1) : undefined;
  const isField = node.parent?.parent?.type === 'field_declaration';
  const value = right ? valueOfNode(x, right, node) : isField ? instanceOf(node.parent, x) : undefined;
  if (!name || !value) return;
  const className = isField ? x.classOf[node.index] : undefined;
  if (isField) bindField(x, className, textOf(x, name), value);
  else bind(x, textOf(x, name), value, within);
  if (right) assignTo(x, className ? [className, textOf(x, name)] : [textOf(x, name)], value, node);
};

const declareProperty = (node: SyntaxNode, x: Extraction): void => {
  const name = childIn(node, 'name');
  const given = childIn(node, 'value');
  const right = given?.type === 'arrow_expression_clause' ? given.children[0] : given;
  if (!name || !right) return;
  const value = valueOfNode(x, right, node);
  const className = x.classOf[node.index];
  bindField(x, className, textOf(x, name), value);
  assignTo(x, className ? [className, textOf(x, name)] : [textOf(x, name)], value, node);
};

const declareFunction = (node: SyntaxNode, x: Extraction, within: number): void => {
  const name = childIn(node, 'name');
  // The parentheses keep it apart from a property of the same name.
  if (name && node.type !== 'constructor_declaration')
    bind(x, `${textOf(x, name)}()`, x.values[node.index], node.type === 'method_declaration' ? -1 : within);
  const own = x.functionAt.get(node.index) ?? -1;
  for (const param of paramsOf(node))
    bind(
      x,
      textOf(x, param),
      param.parent?.type === 'parameter' ? instanceOf(param.parent, x) : undefined,
      own,
    );
};

const bindName = (node: SyntaxNode | undefined, x: Extraction, within: number): void => {
  if (node?.type === 'identifier') bind(x, textOf(x, node), undefined, within);
};

/** What is declared with a library's type is an instance of it; plain values are whatever they are given. */
const instanceOf = (declaration: SyntaxNode | undefined, x: Extraction): Value | undefined => {
  const type = declaration && childIn(declaration, 'type');
  const path = type && typePath(type, x);
  if (!path || values.has(path.at(-1) ?? '')) return undefined;
  return { kind: 'name', path, start: type.start, end: type.end };
};
const values = new Set(
  'String Int32 Int64 TimeSpan DateTime DateTimeOffset Guid Object Boolean Double'.split(' '),
);

/** Records assignments to variables, fields and members, and entries added to dictionaries. */
export const assign = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'assignment_expression') assignExpression(node, x, within);
  else if (/^(?:postfix|prefix)_unary_expression$/.test(node.type)) count(node, x, within);
  else if (node.type === 'invocation_expression') addTo(node, x, within);
  else if (/object_creation_expression$/.test(node.type)) assignMembers(node, x);
};

const count = (node: SyntaxNode, x: Extraction, within: number): void => {
  const text = textOf(x, node).slice(-2);
  if (text === '++' || text === '--' || /^(?:\+\+|--)/.test(textOf(x, node).slice(0, 2)))
    rebind(node.children[0], undefined, x, within);
};

const assignExpression = (node: SyntaxNode, x: Extraction, within: number): void => {
  const [left, right] = [childIn(node, 'left'), childIn(node, 'right')];
  // The members of `new T { A = b }` are assigned with their type.
  if (!left || !right || node.parent?.type === 'initializer_expression') return;
  const sign = x.text.slice(left.end, right.start).trim();
  const value = sign === '=' || sign === '??=' ? valueOfNode(x, right, node) : undefined;
  rebind(left, value && fromParameter(value, x, within), x, within);
  const target = x.values[left.index];
  if (value && target?.kind === 'name') assignTo(x, target.path, value, node);
};

/** `claims.Add("exp", end)`. */
const addTo = (node: SyntaxNode, x: Extraction, within: number): void => {
  const callee = x.values[childIn(node, 'function')?.index ?? -1];
  const args = childIn(node, 'arguments')?.children ?? [];
  if (callee?.kind !== 'name' || args.length !== 2 || !/^(?:Try)?Add$/.test(callee.path.at(-1) ?? '')) return;
  const [key, value] = args.map((one) => x.values[one.children.at(-1)?.index ?? -1]);
  const map = callee.path.slice(0, -1);
  if (key?.kind === 'literal' && value) assignTo(x, [...map, String(key.value)], value, node);
  else if (map.length === 1) bind(x, map[0] ?? '', undefined, within);
};

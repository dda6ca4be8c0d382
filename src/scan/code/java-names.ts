import { bindField, fromParameter, rebind } from './class-fields.ts';
import { assignTo, bind, type Extraction, textOf, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import { settingIn } from './java-library.ts';
import { childIn, childOf, type SyntaxNode } from './syntax-node.ts';

export const isFunction = ({ type }: SyntaxNode): boolean =>
  type === 'method_declaration' || type === 'constructor_declaration' || type === 'lambda_expression';

/** A method's own name, or that of the variable that a lambda becomes. */
export const functionName = (node: SyntaxNode, text: string): string | undefined => {
  const own = childIn(node, 'name');
  const target =
    own ?? (node.parent?.type === 'variable_declarator' ? childIn(node.parent, 'name') : undefined);
  return target && text.slice(target.start, target.end);
};

/** The names of a function's parameters. */
export const paramsOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const list = childIn(node, 'parameters');
  if (list?.type === 'identifier') return [list];
  return (list?.children ?? []).flatMap((param) => {
    if (param.type === 'identifier') return [param];
    const declarator = childOf(param, 'variable_declarator');
    const name = childIn(param, 'name') ?? (declarator && childIn(declarator, 'name'));
    return name ? [name] : [];
  });
};

/** Records fields, variables, parameters and methods. */
export const declare = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'variable_declarator') declareVariable(node, x, within);
  else if (isFunction(node)) declareFunction(node, x);
  else if (/^(?:class|enum|record)_declaration$/.test(node.type))
    bindName(childIn(node, 'name'), undefined, x, -1);
  else if (node.type === 'resource')
    bindName(childIn(node, 'name'), valueOfNode(x, childIn(node, 'value'), node), x, within);
  else if (node.type === 'enhanced_for_statement' || node.type === 'catch_formal_parameter')
    bindName(childIn(node, 'name'), undefined, x, within);
};

const declareVariable = (node: SyntaxNode, x: Extraction, within: number): void => {
  const name = childIn(node, 'name');
  const declaration = node.parent;
  if (!name || declaration?.type === 'spread_parameter') return;
  const right = childIn(node, 'value');
  const isField = declaration?.type === 'field_declaration' || declaration?.type === 'constant_declaration';
  const value = right
    ? valueOfNode(x, right, node)
    : isField && declaration && (setting(declaration, x) ?? instanceOf(declaration, x));
  // `String key;` gives no value: an only assignment later may still be its one value.
  if (!value) return;
  if (isField) bindField(x, x.classOf[node.index], textOf(x, name), value);
  else bindName(name, value, x, within);
  const className = isField ? x.classOf[node.index] : undefined;
  if (right) assignTo(x, className ? [className, textOf(x, name)] : [textOf(x, name)], value, node);
};

const declareFunction = (node: SyntaxNode, x: Extraction): void => {
  const name = childIn(node, 'name');
  // The parentheses keep it apart from a field of the same name.
  if (node.type === 'method_declaration' && name) bind(x, `${textOf(x, name)}()`, x.values[node.index], -1);
  const own = x.functionAt.get(node.index) ?? -1;
  for (const param of paramsOf(node)) {
    const declaration = param.parent;
    const value = declaration && (setting(declaration, x) ?? instanceOf(declaration, x));
    bindName(param, value, x, own);
  }
};

const bindName = (
  node: SyntaxNode | undefined,
  value: Value | undefined,
  x: Extraction,
  within: number,
): void => {
  if (node) bind(x, textOf(x, node), value, within);
};

/** `@Value("${…}")` on a field or parameter. */
const setting = (declaration: SyntaxNode, x: Extraction): Value | undefined => {
  for (const one of childOf(declaration, 'modifiers')?.children ?? []) {
    const name = one.type === 'annotation' ? childIn(one, 'name') : undefined;
    const text = name && textOf(x, name) === 'Value' ? childIn(one, 'arguments')?.children[0] : undefined;
    const value = text && x.values[text.index];
    if (value?.kind === 'literal' && typeof value.value === 'string') return settingIn(value.value, value);
  }
  return undefined;
};

/** What is declared with a library's type is an instance of it; the JDK's types say nothing of use. */
const instanceOf = (declaration: SyntaxNode, x: Extraction): Value | undefined => {
  const type = childIn(declaration, 'type');
  if (type?.type !== 'type_identifier') return undefined;
  const imported = x.importOf.get(textOf(x, type));
  if (!imported || /^javax?\./.test(imported.module)) return undefined;
  return { kind: 'name', path: [textOf(x, type)], start: type.start, end: type.end };
};

/** Records assignments to variables and fields, and entries put into maps. */
export const assign = (node: SyntaxNode, x: Extraction): void => {
  const within = x.withinOf[node.index] ?? -1;
  if (node.type === 'method_invocation') putInto(node, x, within);
  else if (node.type === 'update_expression') rebind(node.children[0], undefined, x, within);
  else if (node.type === 'assignment_expression') assignExpression(node, x, within);
};

const assignExpression = (node: SyntaxNode, x: Extraction, within: number): void => {
  const [left, right] = [childIn(node, 'left'), childIn(node, 'right')];
  if (!left || !right) return;
  const isPlain = x.text.slice(left.end, right.start).trim() === '=';
  const value = isPlain ? fromParameter(valueOfNode(x, right, node), x, within) : undefined;
  rebind(left, value, x, within);
  const target = x.values[left.index];
  if (value && target?.kind === 'name') assignTo(x, target.path, value, node);
};

/** `claims.put("exp", end)` sets an entry, `claims.putAll(more)` and a key that is no text set some that cannot be told. */
const putInto = (node: SyntaxNode, x: Extraction, within: number): void => {
  const method = childIn(node, 'name');
  const object = childIn(node, 'object');
  const map = object && x.values[object.index];
  const name = method ? textOf(x, method) : '';
  if (!object || map?.kind !== 'name' || !/^put(?:All|IfAbsent)?$/.test(name)) return;
  const [key, value] = (childIn(node, 'arguments')?.children ?? []).map((one) => x.values[one.index]);
  if (name !== 'putAll' && key?.kind === 'literal' && value)
    assignTo(x, [...map.path, String(key.value)], value, node);
  else rebind(object, undefined, x, within);
};

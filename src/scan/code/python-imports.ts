import type { Import } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

/** What `import` and `from … import` bring in. A plain `import a.b` has the local name `a.b`. */
export const importsOf = (node: SyntaxNode, text: string): readonly Import[] => {
  if (node.type === 'import_statement') return namesIn(node).map((one) => whole(one, node, text));
  if (node.type !== 'import_from_statement') return [];
  const from = childIn(node, 'module_name');
  if (!from) return [];
  const place = { module: textAt(from, text), start: node.start, end: node.end };
  const names = namesIn(node).map((one) => ({ ...place, ...renamed(one, text) }));
  // `from x import *` brings in names that cannot be told; it still proves the module.
  return names.length > 0 ? names : [{ ...place, name: '*', local: '' }];
};

const namesIn = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.children.filter((child) => child.field === 'name');

const whole = (one: SyntaxNode, statement: SyntaxNode, text: string): Import => {
  const { name, local } = renamed(one, text);
  return { module: name, name: '*', local, start: statement.start, end: statement.end };
};

const renamed = (one: SyntaxNode, text: string): { name: string; local: string } => {
  const name = textAt(childIn(one, 'name') ?? one, text);
  const alias = childIn(one, 'alias');
  return { name, local: alias ? textAt(alias, text) : name };
};

const textAt = (node: SyntaxNode, text: string): string => text.slice(node.start, node.end);

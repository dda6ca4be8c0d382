import type { Import } from './facts.ts';
import { childIn, childOf, type SyntaxNode } from './syntax-node.ts';

/** What `use A\B\C`, `use A\B\{C, D as E}` and `use function A\f` bring in: `C` of module `A\B`. */
export const importsOf = (node: SyntaxNode, text: string): readonly Import[] => {
  if (node.type !== 'namespace_use_declaration') return [];
  const group = childIn(node, 'body');
  const prefix = group ? childOf(node, 'namespace_name') : undefined;
  return (group ?? node).children.flatMap((clause) => {
    const full = clause.type === 'namespace_use_clause' ? clause.children.find(isName) : undefined;
    if (!full) return [];
    const name = prefix ? `${textAt(prefix, text)}\\${textAt(full, text)}` : textAt(full, text);
    const alias = childIn(clause, 'alias');
    return [importOf(name, node, alias && textAt(alias, text))];
  });
};

/**
 * The import that a full name stands for.
 * @param local - what the file calls it; its last part when left out.
 */
export const importOf = (name: string, place: SyntaxNode, local?: string): Import => {
  const parts = name.split('\\').filter((part) => part !== '');
  const last = parts.pop() ?? '';
  return { module: parts.join('\\'), name: last, local: local ?? last, start: place.start, end: place.end };
};

const isName = ({ type, field }: SyntaxNode): boolean =>
  field !== 'alias' && (type === 'qualified_name' || type === 'name');

const textAt = (node: SyntaxNode, text: string): string => text.slice(node.start, node.end);

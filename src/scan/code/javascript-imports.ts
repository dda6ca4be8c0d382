import type { Import } from './facts.ts';
import { childIn, childOf, type SyntaxNode } from './syntax-node.ts';

/** What an import statement brings in; nothing for `import type`, which leaves no code. */
export const importsOf = (node: SyntaxNode, text: string): readonly Import[] => {
  if (
    node.type !== 'import_statement' ||
    /^import\s{1,9}type\s{0,9}[{\w*]/.test(textAt(node, text).slice(0, 40))
  )
    return [];
  const clause = childOf(node, 'import_clause') ?? childOf(node, 'import_require_clause');
  const source = childIn(node, 'source') ?? (clause && childIn(clause, 'source'));
  if (!source) return [];
  const module = textAt(source, text).slice(1, -1);
  const place = { module, start: node.start, end: node.end };
  // For its side effects alone; it still proves the module.
  if (!clause) return [{ ...place, name: '*', local: '' }];
  return clause.children.flatMap((child): Import[] => {
    if (child.type === 'identifier') return [{ ...place, name: 'default', local: textAt(child, text) }];
    if (child.type === 'namespace_import')
      return [{ ...place, name: '*', local: textAt(child.children[0] ?? child, text) }];
    if (child.type === 'named_imports') return child.children.flatMap((one) => specifier(one, text, place));
    return [];
  });
};

const specifier = (node: SyntaxNode, text: string, place: Omit<Import, 'name' | 'local'>): Import[] => {
  const imported = childIn(node, 'name');
  if (!imported || /^type\s{1,9}[\w$]/.test(textAt(node, text).slice(0, 20))) return [];
  const name = textAt(imported, text);
  return [{ ...place, name, local: textAt(childIn(node, 'alias') ?? imported, text) }];
};

const textAt = (node: SyntaxNode, text: string): string => text.slice(node.start, node.end);

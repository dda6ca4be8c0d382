import type { Import } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

/** What `using` brings in: every name of a namespace, every member of a type, or one of them under another name. */
export const importsOf = (node: SyntaxNode, text: string): readonly Import[] => {
  const path = node.type === 'using_directive' ? node.children.at(-1) : undefined;
  if (!path) return [];
  const alias = childIn(node, 'name');
  const module = text
    .slice(path.start, path.end)
    .replace(/\s/g, '')
    .replace(/^global::/, '');
  const local = alias ? text.slice(alias.start, alias.end) : '*';
  return [{ module, name: '*', local, start: node.start, end: node.end }];
};

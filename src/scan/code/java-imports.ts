import type { Import } from './facts.ts';
import { childOf, type SyntaxNode } from './syntax-node.ts';

/**
 * What an import brings in. `import a.b.C.D` is the name `C.D` of module `a.b`, a static one the name of a member;
 * `import a.b.*` makes every name of the module usable.
 */
export const importsOf = (node: SyntaxNode, text: string): readonly Import[] => {
  const name = node.type === 'import_declaration' ? node.children[0] : undefined;
  if (!name) return [];
  const path = text.slice(name.start, name.end).replace(/\s/g, '');
  const place = { start: node.start, end: node.end };
  if (childOf(node, 'asterisk')) return [{ module: path, name: '*', local: '*', ...place }];
  const parts = path.split('.');
  const type = parts.findIndex((part) => /^[A-Z]/.test(part));
  const at = type > 0 ? type : parts.length - 1;
  const local = parts.at(-1) ?? '';
  return [{ module: parts.slice(0, at).join('.'), name: parts.slice(at).join('.'), local, ...place }];
};

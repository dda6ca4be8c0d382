import type { Import } from './facts.ts';
import { childIn, type SyntaxNode } from './syntax-node.ts';

/** What an import brings in. The major version (`/v5`, `.v2`) is left out of the module: it is no part of a library's name. */
export const importsOf = (node: SyntaxNode, text: string): readonly Import[] => {
  const path = node.type === 'import_spec' ? childIn(node, 'path') : undefined;
  if (!path) return [];
  const module = withoutVersion(text.slice(path.start + 1, path.end - 1));
  const alias = childIn(node, 'name');
  const written = alias && text.slice(alias.start, alias.end);
  const local = written === undefined ? packageOf(module) : (unnamed[written] ?? written);
  return [{ module, name: '*', local, start: node.start, end: node.end }];
};

/** `.` brings in every name, which is the local name `*`; `_` none. */
const unnamed: Readonly<Record<string, string>> = { '.': '*', _: '' };

const withoutVersion = (path: string): string =>
  path.replace(/\/v\d{1,3}(?=\/|$)/, '').replace(/\.v\d{1,3}(?=\/|$)/, '');

/** By convention: `jwt-go` and `gin-jwt` are package jwt, `go-jose` is jose. */
const packageOf = (module: string): string => {
  const parts = (module.split('/').at(-1) ?? '').split(/[-.]/).filter((part) => part !== 'go');
  return parts.at(-1) ?? '';
};

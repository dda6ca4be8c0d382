import { type Extraction, literalAt, textOf, valueOfNode } from './extraction.ts';
import type { Value } from './facts.ts';
import type { SyntaxNode } from './syntax-node.ts';
import { unescaped } from './text-literal.ts';

/** Turns a node of one type into a value. What several grammars have in common stands here. */
export type Reader = (node: SyntaxNode, x: Extraction) => Value;

/** What a node in brackets, or with a mark in front, holds. */
export const firstChild: Reader = (node, x) => valueOfNode(x, node.children[0], node);

/** What a node with something in front of it ends in. */
export const lastChild: Reader = (node, x) => valueOfNode(x, node.children.at(-1), node);

/** A plain name. */
export const nameValue: Reader = (node, x) => ({
  kind: 'name',
  path: [textOf(x, node)],
  start: node.start,
  end: node.end,
});

/** Text between quotes, its escapes resolved. */
export const stringValue: Reader = (node, x) => {
  const pieces = node.children.map((child) =>
    child.type === 'escape_sequence' ? unescaped(textOf(x, child)) : textOf(x, child),
  );
  return literalAt(node, pieces.join(''));
};

/**
 * One named node of a syntax tree, copied out of the parser's memory. Offsets are UTF-16 units; `end` is exclusive.
 */
export interface SyntaxNode {
  /** Place in the list of all nodes; every descendant comes later. */
  readonly index: number;
  readonly type: string;
  /** The name of its place in the parent, such as `left`. */
  readonly field: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode | undefined;
  children: readonly SyntaxNode[];
}

/** The first child in a place, or undefined. */
export const childIn = (node: SyntaxNode, field: string): SyntaxNode | undefined =>
  node.children.find((child) => child.field === field);

/** The first child of a type, or undefined. */
export const childOf = (node: SyntaxNode, type: string): SyntaxNode | undefined =>
  node.children.find((child) => child.type === type);

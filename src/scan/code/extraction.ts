import type { Language } from '../../rules/schema/call.ts';
import type { Argument, Assignment, CallSite, ChainLink, FunctionSite, Import, Value } from './facts.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** A call while its file is being read: later links of its chain, and its import, are still to come. */
export interface OpenCall extends CallSite {
  imported: CallSite['imported'];
  readonly chain: ChainLink[];
}

/** The facts of one file in the making. */
export interface Extraction {
  readonly language: Language;
  readonly path: string;
  readonly text: string;
  readonly nodes: readonly SyntaxNode[];
  readonly imports: Import[];
  readonly importOf: Map<string, Import>;
  readonly functions: FunctionSite[];
  /** By node: the innermost function around it, or -1. A function's own node belongs outside, its parameters inside. */
  readonly withinOf: Int32Array;
  /** By index of a function's node: its index in `functions`. */
  readonly functionAt: Map<number, number>;
  /** `function:name` of every name that a Python function declares global. */
  readonly globals: Set<string>;
  /** By node: the innermost class around it. */
  readonly classOf: (string | undefined)[];
  /** By node, children before parents; undefined for what is no expression. */
  readonly values: (Value | undefined)[];
  readonly calls: OpenCall[];
  readonly bindings: Map<string, Map<number, Value | 'open'>>;
  readonly assignments: Assignment[];
}

/** How one grammar is read. Each function looks at one node; loops and order are extract.ts's part. */
export interface Dialect {
  readonly importsOf: (node: SyntaxNode, text: string) => readonly Import[];
  readonly isFunction: (node: SyntaxNode) => boolean;
  readonly isClass: (node: SyntaxNode) => boolean;
  readonly functionName: (node: SyntaxNode, text: string) => string | undefined;
  readonly paramsOf: (node: SyntaxNode) => readonly SyntaxNode[];
  /** Undefined for what is no expression. Values of the children are there already. */
  readonly valueOf: (node: SyntaxNode, x: Extraction) => Value | undefined;
  /** Records names that the node declares. */
  readonly declare: (node: SyntaxNode, x: Extraction) => void;
  /** Records what the node assigns to names declared elsewhere. */
  readonly assign: (node: SyntaxNode, x: Extraction) => void;
}

/** The text of a node. */
export const textOf = (x: Extraction, node: SyntaxNode): string => x.text.slice(node.start, node.end);

/** The value of a node, `unknown` for what has none. */
export const valueOfNode = (x: Extraction, node: SyntaxNode | undefined, place: SyntaxNode): Value =>
  (node && x.values[node.index]) ?? unknownAt(node ?? place);

export const unknownAt = (node: SyntaxNode): Value => ({ kind: 'unknown', start: node.start, end: node.end });

export const literalAt = (node: SyntaxNode, value: string | number | boolean | null): Value => ({
  kind: 'literal',
  value,
  start: node.start,
  end: node.end,
});

/** Says that a name gets a value; `undefined` when it gets one that cannot be told. */
export const bind = (x: Extraction, name: string, value: Value | undefined, within: number): void => {
  const scopes = x.bindings.get(name);
  if (scopes) scopes.set(within, scopes.has(within) ? joined(scopes.get(within), value) : (value ?? 'open'));
  else x.bindings.set(name, new Map([[within, value ?? 'open']]));
};

const mostChoices = 6;

/** `if (x) ttl = '1h'; else ttl = '30d'`: it is one of them. */
const joined = (known: Value | 'open' | undefined, value: Value | undefined): Value | 'open' => {
  if (!known || known === 'open' || !value) return 'open';
  const before = known.kind === 'unknown' && known.isVariable ? (known.choices ?? []) : [known];
  if (before.length >= mostChoices) return 'open';
  return {
    kind: 'unknown',
    isVariable: true,
    choices: [...before, value],
    start: known.start,
    end: known.end,
  };
};

/** Says that a target gets a value, and binds it where it is a name of this file. */
export const assignTo = (x: Extraction, target: readonly string[], value: Value, node: SyntaxNode): void => {
  const within = x.withinOf[node.index] ?? -1;
  x.assignments.push({ target, value, within, start: node.start, end: node.end });
};

// Hostile a.b.c.d… would otherwise cost the square of its length.
const longestPath = 32;

/** A member of a value: `a.b` of `a`. */
export const memberOf = (object: Value, member: string, node: SyntaxNode): Value => {
  const place = { start: node.start, end: node.end };
  if (object.kind === 'name' && object.path.length < longestPath) {
    return (
      envOf([...object.path, member], place) ?? { kind: 'name', path: [...object.path, member], ...place }
    );
  }
  return { kind: 'unknown', of: object, member, ...place };
};

const envHomes = ['process.env', 'import.meta.env', 'Bun.env'];

/** An environment variable named by a path, or undefined. */
export const envOf = (
  path: readonly string[],
  place: { readonly start: number; readonly end: number },
): Value | undefined => {
  const name = path.at(-1);
  if (name === undefined || path.length < 3 || !envHomes.includes(path.slice(0, -1).join('.')))
    return undefined;
  return { kind: 'env', name, otherwise: undefined, start: place.start, end: place.end };
};

/**
 * Records a call.
 * @returns its value: of the whole chain when it is called on the result of another call.
 */
export const addCall = (
  x: Extraction,
  node: SyntaxNode,
  callee: Value,
  args: readonly Argument[],
  isNew: boolean,
): Value & { kind: 'call' } => {
  const place = { start: node.start, end: node.end };
  const onResult = callee.kind === 'unknown' && callee.of?.kind === 'call' ? callee : undefined;
  const first = onResult?.of?.kind === 'call' ? (onResult.of.call as OpenCall) : undefined;
  if (onResult && first) {
    const name = onResult.member ?? '';
    first.chain.push({ name, args, start: linkStart(x, callee.end, name), end: node.end });
  }
  const call: OpenCall = {
    callee: callee.kind === 'name' ? callee.path : [],
    imported: undefined,
    isNew,
    args,
    chain: [],
    within: x.withinOf[node.index] ?? -1,
    calleeValue: callee,
    ...place,
  };
  x.calls.push(call);
  return { kind: 'call', call: first ?? call, ...place };
};

const linkStart = (x: Extraction, calleeEnd: number, name: string): number =>
  x.text.endsWith(name, calleeEnd) ? calleeEnd - name.length : calleeEnd;

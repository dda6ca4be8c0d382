import type { Language } from '../../rules/schema/call.ts';

/**
 * What a file of code says, in terms that are the same for every language. Nothing is evaluated.
 * All offsets are UTF-16 units in the file's text; ends are exclusive.
 */
export interface CodeFacts {
  readonly language: Language;
  readonly imports: readonly Import[];
  /** Every call in the file, in source order, including calls nested in arguments and in chains. */
  readonly calls: readonly CallSite[];
  readonly functions: readonly FunctionSite[];
  /** Names that are bound exactly once in the file, with what they are bound to. */
  readonly constants: ReadonlyMap<string, Value>;
  /** Assignments to names and members (`app.config['X'] = v`, `settings.X = v`), in source order. */
  readonly assignments: readonly Assignment[];
}

/** `import jwt from 'jsonwebtoken'` is {module: 'jsonwebtoken', name: 'default', local: 'jwt'}; `name` is '*' for a namespace. */
export interface Import {
  readonly module: string;
  readonly name: string;
  readonly local: string;
  readonly start: number;
  readonly end: number;
}

export interface CallSite {
  /** The path as written: `jwt.sign(...)` is ['jwt', 'sign']; empty when the callee is not a plain path. */
  readonly callee: readonly string[];
  /** The same path seen through the imports: {module: 'jsonwebtoken', path: ['sign']}; undefined for a local name. */
  readonly imported: ImportedPath | undefined;
  readonly isNew: boolean;
  readonly args: readonly Argument[];
  /** Methods called on the result in the same expression, in order: `new SignJWT(p).setIssuedAt().sign(k)`. */
  readonly chain: readonly ChainLink[];
  /** Index into `functions` of the innermost function around the call, or -1. */
  readonly within: number;
  readonly start: number;
  readonly end: number;
}

export interface ImportedPath {
  readonly module: string;
  /** Below the module; a default or namespace import adds nothing, a named import adds its exported name. */
  readonly path: readonly string[];
}

export interface Argument {
  /** Keyword (Python) or undefined for a positional argument. */
  readonly keyword: string | undefined;
  /** `...rest`, `*args` or `**kwargs`: what it holds cannot be told. */
  readonly spread: boolean;
  readonly value: Value;
}

export interface ChainLink {
  readonly name: string;
  readonly args: readonly Argument[];
  readonly start: number;
  readonly end: number;
}

export interface FunctionSite {
  readonly name: string | undefined;
  readonly params: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface Assignment {
  /** `app.config['JWT_X']` is ['app', 'config', 'JWT_X']. */
  readonly target: readonly string[];
  readonly value: Value;
  readonly within: number;
  readonly start: number;
  readonly end: number;
}

interface Placed {
  readonly start: number;
  readonly end: number;
}

/** An expression, as far as it can be told without running it. */
export type Value = Placed &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    /** Text with holes; `parts` alternates as written. */
    | { readonly kind: 'template'; readonly parts: readonly Value[] }
    | { readonly kind: 'object'; readonly entries: readonly Entry[]; readonly spread: boolean }
    | { readonly kind: 'list'; readonly items: readonly Value[] }
    | { readonly kind: 'name'; readonly path: readonly string[] }
    | { readonly kind: 'call'; readonly call: CallSite }
    | { readonly kind: 'binary'; readonly operator: string; readonly left: Value; readonly right: Value }
    /** `a || b`, `a ?? b`, `a or b`. */
    | { readonly kind: 'fallback'; readonly first: Value; readonly second: Value }
    /** `process.env.X`, `os.getenv('X', d)`, `os.environ['X']`. */
    | { readonly kind: 'env'; readonly name: string; readonly otherwise: Value | undefined }
    | { readonly kind: 'unknown' }
  );

export interface Entry extends Placed {
  readonly key: string;
  readonly value: Value;
}

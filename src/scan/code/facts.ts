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
  /**
   * Names that are bound exactly once in the file, with what they are bound to; class attributes as `Class.NAME`.
   * `valueAt` in resolve.ts also sees names that are bound once in each of several functions.
   */
  readonly constants: ReadonlyMap<string, Value>;
  /** What each name is bound to, by the function that owns it. */
  readonly bindings: Bindings;
  /** Assignments to names and members (`app.config['X'] = v`, `settings.X = v`), in source order. */
  readonly assignments: readonly Assignment[];
  /** Every string and template in the file outside imports, in source order. */
  readonly texts: readonly Value[];
}

/**
 * By name, then by index into `functions` of the function that owns it (-1: the module): its one value; all of them as
 * `choices` when it is assigned more than once; or `open` for a parameter, a loop variable, and what else cannot be told.
 */
export type Bindings = ReadonlyMap<string, ReadonlyMap<number, Value | 'open'>>;

/** `import jwt from 'jsonwebtoken'` is {module: 'jsonwebtoken', name: 'default', local: 'jwt'}; `name` is '*' for a namespace; `local` too when every name of the module can be used as it is. */
export interface Import {
  readonly module: string;
  readonly name: string;
  readonly local: string;
  readonly start: number;
  readonly end: number;
}

export interface CallSite {
  /**
   * The path as written: `jwt.sign(...)` is ['jwt', 'sign']; empty when the callee is not a plain path.
   * A method called on the result of a call is a call of its own with an empty `callee`; only `imported` names it.
   */
  readonly callee: readonly string[];
  /** What is called, as an expression: for `'x'.encode()` the member `encode` of a literal. */
  readonly calleeValue: Value;
  /**
   * The same path seen through imports, constants and results: {module: 'jsonwebtoken', path: ['sign']}. A method of an instance is
   * {module: 'jose', path: ['SignJWT', 'sign']}, whether in a chain or through a variable. Undefined for a local name.
   */
  readonly imported: ImportedPath | undefined;
  readonly isNew: boolean;
  readonly args: readonly Argument[];
  /**
   * Methods called on the result in the same expression, in order: `new SignJWT(p).setIssuedAt().sign(k)`.
   * The chain belongs to its first call: every later link has an empty chain.
   */
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
  /** Keyword (Python, PHP) or undefined for a positional argument. */
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
  /** Its own name, or that of the variable, property or member it is assigned to. */
  readonly name: string | undefined;
  /** Of the innermost class around it. */
  readonly className: string | undefined;
  /** Index of the function around it, or -1. */
  readonly parent: number;
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
    /**
     * `spread` is true when it may hold more than its entries; `spreads` are what it takes over, where that is an expression.
     * `type`: the path of the type of which it is an instance (Go).
     */
    | {
        readonly kind: 'object';
        readonly type?: readonly string[];
        readonly entries: readonly Entry[];
        readonly spread: boolean;
        readonly spreads: readonly Value[];
      }
    | { readonly kind: 'list'; readonly items: readonly Value[] }
    | { readonly kind: 'name'; readonly path: readonly string[] }
    | { readonly kind: 'call'; readonly call: CallSite }
    /** `wraps`: in 32 bits, whatever it is given to (Java). */
    | {
        readonly kind: 'binary';
        readonly operator: string;
        readonly left: Value;
        readonly right: Value;
        readonly wraps?: true;
      }
    /** `a || b`, `a ?? b`, `a or b`. */
    | { readonly kind: 'fallback'; readonly first: Value; readonly second: Value }
    /** `process.env.X`, `os.getenv('X', d)`, `os.environ['X']`, `import.meta.env.X`. */
    | { readonly kind: 'env'; readonly name: string; readonly otherwise: Value | undefined }
    /**
     * `of` and `member`: a member of a result, `(await f()).data`. `returns`: the one expression that a function here returns.
     * `isFunction`: it is one, whatever it returns. `choices`: both ends of a conditional, or all that a variable gets (`isVariable`).
     */
    | {
        readonly kind: 'unknown';
        readonly of?: Value;
        readonly member?: string;
        readonly returns?: Value;
        readonly isFunction?: true;
        readonly choices?: readonly Value[];
        readonly isVariable?: true;
      }
  );

export interface Entry extends Placed {
  readonly key: string;
  readonly value: Value;
}

import { envOf, type OpenCall } from './extraction.ts';
import type { CallSite, Import, ImportedPath, Value } from './facts.ts';
import { classAround, lookUp, type Scopes } from './scope.ts';

/** What resolution needs; finished facts and facts in the making both have it. */
export interface Names extends Scopes {
  readonly imports: readonly Import[];
}

// Names that point at each other in a ring, or a hostile ladder of them.
const mostSteps = 24;

/**
 * The value that a path of names stands for: through variables bound once in their function, class attributes and object entries.
 * @param within - the function in which the path is used, or -1.
 * @returns undefined when it cannot be told.
 */
export const valueAt = (names: Names, path: readonly string[], within: number): Value | undefined =>
  follow(names, path, within, 0);

/** A value with a name followed to what it stands for; anything else, and what cannot be followed, is itself. */
export const settled = (names: Names, value: Value, within: number): Value =>
  value.kind === 'name' ? (valueAt(names, value.path, within) ?? value) : value;

const follow = (names: Names, path: readonly string[], within: number, steps: number): Value | undefined => {
  if (steps > mostSteps) return undefined;
  const start = headOf(names, path, within);
  if (!start || typeof start.value === 'string') return undefined;
  return reach(names, start.value, start.rest, within, steps + 1);
};

/** The bound head of a path, and what of the path is left behind it. */
const headOf = (
  names: Names,
  path: readonly string[],
  within: number,
): { value: Value | 'free' | 'open'; rest: readonly string[] } | undefined => {
  const [head = '', second] = path;
  const className = isSelf(head) ? classAround(names, within) : head;
  // An attribute of a class in this file: `this.x`, `self.x`, `Settings.X`.
  if (className !== undefined && second !== undefined && names.bindings.has(`${className}.${second}`)) {
    return { value: lookUp(names, `${className}.${second}`, -1), rest: path.slice(2) };
  }
  return isSelf(head) ? undefined : { value: lookUp(names, head, within), rest: path.slice(1) };
};

const isSelf = (name: string): boolean => name === 'this' || name === 'self' || name === 'cls';

const reach = (
  names: Names,
  value: Value,
  rest: readonly string[],
  within: number,
  steps: number,
): Value | undefined => {
  if (steps > mostSteps) return undefined;
  if (value.kind === 'name') {
    const path = [...value.path, ...rest];
    return (
      follow(names, path, within, steps) ?? envOf(path, value) ?? (rest.length === 0 ? value : undefined)
    );
  }
  const [key, ...deeper] = rest;
  if (key === undefined) return value;
  if (value.kind === 'object') {
    const entry = value.entries.findLast((one) => one.key === key);
    return entry && reach(names, entry.value, deeper, within, steps + 1);
  }
  // `settings = Settings()` and then settings.X: the attribute of the class.
  if (value.kind === 'call' && value.call.callee.length === 1 && value.call.chain.length === 0) {
    return follow(names, [...value.call.callee, ...rest], -1, steps + 1);
  }
  return undefined;
};

/** A call seen through imports, constants and results; undefined for a local function. */
export const importedBy = (names: Names, call: OpenCall): ImportedPath | undefined =>
  throughValue(names, call.calleeValue, [], call.within, 0);

/** A path of names seen through imports, constants and results; undefined for a local name. */
export const importedName = (
  names: Names,
  path: readonly string[],
  within: number,
): ImportedPath | undefined => importedPath(names, path, within, 0);

const importedPath = (
  names: Names,
  path: readonly string[],
  within: number,
  steps: number,
): ImportedPath | undefined => {
  if (path.length === 0 || steps > mostSteps) return undefined;
  const head = headOf(names, path, within);
  if (!head || head.value === 'open') return undefined;
  if (head.value === 'free') return throughImport(names, path);
  return throughValue(names, head.value, head.rest, within, steps + 1);
};

const throughImport = (names: Names, path: readonly string[]): ImportedPath | undefined => {
  const hit = importNamed(names.imports, path);
  if (!hit) return throughWildcard(names.imports, path);
  const rest = path.slice(hit.local.split('.').length);
  return {
    module: hit.module,
    path: withoutDefault(hit.name === '*' || hit.name === 'default' ? rest : [hit.name, ...rest]),
  };
};

/** A name of one of the modules that are imported whole: which one, the rule that looks for it says. */
const throughWildcard = (imports: readonly Import[], path: readonly string[]): ImportedPath | undefined => {
  const isOpen = (indexes.get(imports) ?? indexOf(imports)).byLocal.has('*');
  return isOpen && /^[A-Z]/.test(path[0] ?? '') ? { module: '*', path } : undefined;
};

interface ImportIndex {
  readonly byLocal: ReadonlyMap<string, Import>;
  /** Most parts in a local name: more than one only for Python's `import a.b`. */
  readonly depth: number;
}
const indexes = new WeakMap<readonly Import[], ImportIndex>();

// `import a.b` binds `a`, and `a.b.f` is f of module a.b: the longest local name wins.
const importNamed = (imports: readonly Import[], path: readonly string[]): Import | undefined => {
  const { byLocal, depth } = indexes.get(imports) ?? indexOf(imports);
  for (let parts = Math.min(depth, path.length); parts > 0; parts--) {
    const hit = byLocal.get(path.slice(0, parts).join('.'));
    if (hit) return hit;
  }
  return undefined;
};

const indexOf = (imports: readonly Import[]): ImportIndex => {
  // The first of two is the one that is wanted: `try: import a except ImportError: import b as a`.
  const byLocal = new Map(imports.toReversed().map((one) => [one.local, one]));
  byLocal.delete('');
  const depth = Math.max(
    1,
    ...[...byLocal.keys()].filter((local) => local.includes('.')).map((local) => local.split('.').length),
  );
  const index = { byLocal, depth: Math.min(depth, 16) };
  indexes.set(imports, index);
  return index;
};

// A CommonJS module seen as an ES module: jwt.default.sign.
const withoutDefault = (path: readonly string[]): readonly string[] =>
  path[0] === 'default' ? path.slice(1) : path;

const throughValue = (
  names: Names,
  value: Value,
  rest: readonly string[],
  within: number,
  steps: number,
): ImportedPath | undefined => {
  if (steps > mostSteps) return undefined;
  if (value.kind === 'name') return importedPath(names, [...value.path, ...rest], within, steps);
  if (value.kind === 'unknown' && value.of && value.member !== undefined) {
    return throughValue(names, value.of, [value.member, ...rest], within, steps + 1);
  }
  if (value.kind === 'object' && value.type)
    return importedPath(names, [...value.type, ...rest], within, steps + 1);
  if (value.kind !== 'call') return undefined;
  const methods = methodsUpTo(value.call, value.end);
  if (!methods) return undefined;
  const base = moduleOf(value.call) ?? importedPath(names, value.call.callee, value.call.within, steps + 1);
  return base && { module: base.module, path: withoutDefault([...base.path, ...methods, ...rest]) };
};

// A call's value may be a part of its chain, in `a().b().c()` that of `a().b()`.
const methodsUpTo = (call: CallSite, end: number): readonly string[] | undefined => {
  const after = call.chain.findIndex((link) => link.end > end);
  const count = after === -1 ? call.chain.length : after;
  return count > mostSteps ? undefined : call.chain.slice(0, count).map(({ name }) => name);
};

/** `require('x')` and `import('x')` are the module itself. */
const moduleOf = (call: CallSite): ImportedPath | undefined => {
  const isLoad = call.callee.length === 1 && (call.callee[0] === 'require' || call.callee[0] === 'import');
  const from = call.args[0]?.value;
  return isLoad && from?.kind === 'literal' && typeof from.value === 'string'
    ? { module: from.value, path: [] }
    : undefined;
};

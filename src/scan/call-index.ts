import type { Assignment, CallSite, CodeFacts } from './code/facts.ts';
import { importedName } from './code/resolve.ts';

/** Calls and assignments of a file by what they are looked up by. */
export interface CallIndex {
  /** By module and path, joined by dots: `jose.jwt.encode`, whether `jwt` is a name in jose or a module below it. */
  readonly byImport: ReadonlyMap<string, readonly CallSite[]>;
  /** By the first name of the callee. */
  readonly byHead: ReadonlyMap<string, readonly CallSite[]>;
  /** Assignments to members of what comes from an import, by module and path: `claims["exp"] = x` of jwt.New().Claims. */
  readonly setByImport: ReadonlyMap<string, readonly Assignment[]>;
  /** `function:name` of every name that is given to a call, by the function in which it is. */
  readonly given: ReadonlySet<string>;
  /** By `function:target`. */
  readonly assignmentsAt: ReadonlyMap<string, readonly Assignment[]>;
  /** Methods called on a name, by `function:name`. */
  readonly methodsOn: ReadonlyMap<string, readonly CallSite[]>;
  /** Calls that put the entries of one object into another, by the first name of the callee. */
  readonly mergesByHead: ReadonlyMap<string, readonly CallSite[]>;
  /** What holds the result of a call. */
  readonly heldBy: ReadonlyMap<CallSite, readonly string[]>;
}

const indexes = new WeakMap<CodeFacts, CallIndex>();

/** The index of a file's facts, made once. */
export const callIndex = (facts: CodeFacts): CallIndex => {
  const known = indexes.get(facts);
  if (known) return known;
  const index: CallIndex = {
    byImport: grouped(
      facts.calls,
      ({ imported }) => imported && [imported.module, ...imported.path].join('.'),
    ),
    byHead: grouped(facts.calls, ({ callee }) => callee[0]),
    setByImport: grouped(facts.assignments, ({ target, within }) => {
      const of = target.length > 1 ? importedName(facts, target.slice(0, -1), within) : undefined;
      return of && [of.module, ...of.path, target.at(-1)].join('.');
    }),
    given: new Set(
      facts.calls.flatMap(({ args, within }) =>
        args.flatMap(({ value }) => (value.kind === 'name' ? [`${within}:${value.path.join('.')}`] : [])),
      ),
    ),
    assignmentsAt: grouped(facts.assignments, ({ target, within }) => `${within}:${target.join('.')}`),
    methodsOn: grouped(facts.calls, ({ callee, within }) =>
      callee.length > 1 ? `${within}:${callee.slice(0, -1).join('.')}` : undefined,
    ),
    mergesByHead: grouped(facts.calls, ({ callee }) =>
      callee.at(-1) === 'update' || callee.join('.') === 'Object.assign' ? callee[0] : undefined,
    ),
    heldBy: new Map(
      facts.assignments.flatMap(({ value, target }) =>
        value.kind === 'call' ? [[value.call, target] as const] : [],
      ),
    ),
  };
  indexes.set(facts, index);
  return index;
};

const grouped = <T>(all: readonly T[], keyOf: (one: T) => string | undefined): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = key === undefined ? undefined : groups.get(key);
    if (group) group.push(one);
    else if (key !== undefined) groups.set(key, [one]);
  }
  return groups;
};

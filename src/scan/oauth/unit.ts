import type { CallSite, CodeFacts, FunctionSite, Value } from '../code/facts.ts';
import type { SourceFile } from '../source-file.ts';
import { indexOf, inside, placeOf } from './code-index.ts';
import { type CodeFile, codeFile, namesIn } from './code-text.ts';

/** A stretch of the file whose names belong together: the handler itself, or a function that it calls. */
export interface Scope extends Place {
  /** The call that leads here; undefined for the handler itself. */
  readonly via: CallSite | undefined;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** An expression in a scope. */
export interface Reading extends Place {
  readonly scope: Scope;
  readonly text: string;
}

/** A name that gets a value somewhere in a unit. The value may stand in another scope: an argument bound to a parameter. */
export interface Bound {
  readonly scope: Scope;
  readonly name: string;
  readonly value: Reading;
}

export interface UnitCall {
  readonly scope: Scope;
  readonly call: CallSite;
}

/** One handler with its callbacks, and what it calls in the same file, one step away. */
export interface Unit extends CodeFile {
  readonly root: FunctionSite;
  readonly scopes: readonly Scope[];
  readonly calls: readonly UnitCall[];
  readonly bounds: readonly Bound[];
}

/** Names of parameters by which a framework hands over a request or a login. */
const handlerParam = /(?<!\w)_?(req|request|ctx|context|event|c|profile|done|cb|info)(?!\w)/;
/** A longer value is a whole function or a table: what flows through it cannot be told from its names. */
const longestValue = 4000;
/** A function that calls more of its neighbours is a table of them. */
const mostSteps = 40;

/**
 * The units that hold a call of interest, directly or one step away; none for a file that could not be parsed.
 * @param isWanted - asked about every call of the file.
 */
export const unitsAround = async (file: SourceFile, isWanted: Wanted): Promise<readonly Unit[]> => {
  const source = await codeFile(file);
  if (!source) return [];
  const made = known.get(source)?.get(isWanted) ?? unitsOf(source, isWanted);
  known.set(source, new Map(known.get(source)).set(isWanted, made));
  return made;
};

type Wanted = (call: CallSite, code: CodeFile) => boolean;

// Two checks that look for the same calls share their units.
const known = new WeakMap<CodeFile, ReadonlyMap<Wanted, readonly Unit[]>>();

const unitsOf = (source: CodeFile, isWanted: Wanted): readonly Unit[] => {
  const { facts } = source;
  const wanted = facts.calls.filter((call) => call.within >= 0 && isWanted(call, source));
  const near = new Set(wanted.map((call) => rootOf(facts, call.within)));
  const names = new Set([...near].map((index) => facts.functions[index]?.name));
  const callers = facts.calls.filter((call) => call.within >= 0 && names.has(call.callee.at(-1)));
  const roots = new Set([...near, ...callers.map((call) => rootOf(facts, call.within))]);
  return [...roots].sort((a, b) => a - b).flatMap((root) => unitOf(source, root));
};

/** The text of a stretch of a unit's file, without comments. */
export const textAt = (unit: Unit, place: Place): string => unit.code.slice(place.start, place.end);

/** The text of all that belongs to a unit. */
export const unitText = (unit: Unit): string => unit.scopes.map((scope) => textAt(unit, scope)).join('\n');

/** Where a call of a unit is seen from the handler: the call itself, or the step that leads to it. */
export const seenFrom = ({ scope, call }: UnitCall): CallSite => scope.via ?? call;

/** A call with the methods that are called on its result. */
export const wholeCall = (call: CallSite): Place => ({
  start: call.start,
  end: call.chain.at(-1)?.end ?? call.end,
});

/** From a callback outwards to the handler that it serves. */
const rootOf = (facts: CodeFacts, index: number): number => {
  let at = index;
  for (;;) {
    const site = facts.functions[at];
    if (!site || site.parent < 0 || site.name !== undefined || isHandler(site)) return at;
    at = site.parent;
  }
};

const isHandler = (site: FunctionSite): boolean => site.params.some((param) => handlerParam.test(param));

const unitOf = (source: CodeFile, rootIndex: number): Unit[] => {
  const { facts, code } = source;
  const root = facts.functions[rootIndex];
  if (!root) return [];
  const own: Scope = { start: root.start, end: root.end, via: undefined };
  const ownCalls = callsInside(facts, own);
  const steps = ownCalls.flatMap(({ call }) => stepInto(facts, own, call)).slice(0, mostSteps);
  const scopes = [own, ...steps.map(({ scope }) => scope)];
  const calls = [...ownCalls, ...steps.flatMap(({ scope }) => callsInside(facts, scope))];
  const bounds = [
    ...scopes.flatMap((scope) => boundInside(source, scope)),
    ...callbackParams(source, calls),
    ...steps.flatMap(({ scope, site }) => boundParams(code, site, scope, own)),
  ];
  return [{ facts, code, root, scopes, calls, bounds }];
};

const isInside = (inner: Place, outer: Place): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

const callsInside = (facts: CodeFacts, scope: Scope): UnitCall[] =>
  inside(indexOf(facts).calls, scope).map((call) => ({ scope, call }));

/** The function of the same file that a call enters, when its name leaves no doubt. */
const stepInto = (facts: CodeFacts, own: Scope, call: CallSite): { scope: Scope; site: FunctionSite }[] => {
  const name = call.callee.at(-1);
  const isLocal =
    call.callee.length === 1 || (call.callee.length === 2 && /^(this|self|cls)$/.test(call.callee[0] ?? ''));
  if (!name || !isLocal || call.imported) return [];
  const [site, ...others] = indexOf(facts).sitesNamed.get(name) ?? [];
  if (!site || others.length > 0 || isInside(site, own) || isInside(own, site)) return [];
  return [{ scope: { start: site.start, end: site.end, via: call }, site }];
};

const boundInside = ({ facts, code }: CodeFile, scope: Scope): Bound[] =>
  inside(indexOf(facts).values, scope)
    .filter(({ start, end }) => end - start < longestValue)
    .map(({ name, value }) => ({ scope, name, value: readingOf(code, scope, value) }));

const readingOf = (code: string, scope: Scope, value: Value): Reading => {
  const { start, end } = placeOf(value);
  const text = value.kind === 'name' ? value.path.join('.') : code.slice(start, end);
  return { scope, start, end, text };
};

const boundParams = (code: string, site: FunctionSite, scope: Scope, from: Scope): Bound[] => {
  const params = site.params.filter((param) => param !== 'self' && param !== 'cls');
  return (scope.via?.args ?? []).flatMap(({ keyword, value }, index) => {
    const reading = readingOf(code, from, value);
    return namesOf(keyword ?? params[index] ?? '').map((name) => ({ scope, name, value: reading }));
  });
};

/** `fetch(url).then((reply) => ...)` and `request.get(url, (error, reply, body) => ...)`: the callback's parameters hold the result. */
const callbackParams = ({ facts, code }: CodeFile, calls: readonly UnitCall[]): Bound[] => {
  const { siteAt } = indexOf(facts);
  return calls.flatMap(({ scope, call }) =>
    [...call.args, ...call.chain.flatMap(({ args }) => args)].flatMap(({ value }) => {
      const site = siteAt.get(value.start);
      if (value.kind !== 'unknown' || site?.end !== value.end || isRouteHandler(site)) return [];
      // The call gives it, and its text before the callback says with what; a callback in the call itself stands for the whole.
      const end = value.end <= call.end ? call.end : value.start;
      const given = {
        scope,
        start: call.start,
        end,
        text: code.slice(call.start, Math.min(value.start, call.start + longestValue)),
      };
      return site.params.flatMap(namesOf).map((name) => ({ scope, name, value: given }));
    }),
  );
};

/** The names in a parameter: itself, or those of a pattern. */
const namesOf = (param: string): readonly string[] => [...namesIn(param.slice(0, 300))];

// `app.post('/login', (req, res) => ...)` hands over a request, not a result.
const isRouteHandler = (site: FunctionSite): boolean =>
  site.params.some((param) => /^_?(req|request|ctx|context)$/.test(param));

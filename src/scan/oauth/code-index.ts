import type { Assignment, CallSite, CodeFacts, FunctionSite, Value } from '../code/facts.ts';

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A name with a value that it gets somewhere. */
export interface NamedValue extends Place {
  readonly name: string;
  readonly value: Value;
}

/** What a file holds, ordered so that the part inside one function is found without going through the rest. */
export interface CodeIndex {
  readonly calls: readonly CallSite[];
  readonly values: readonly NamedValue[];
  readonly assignments: readonly Assignment[];
  readonly siteAt: ReadonlyMap<number, FunctionSite>;
  readonly sitesNamed: ReadonlyMap<string | undefined, readonly FunctionSite[]>;
}

const known = new WeakMap<CodeFacts, CodeIndex>();

/** The index of a file's facts, made once. */
export const indexOf = (facts: CodeFacts): CodeIndex => {
  const made = known.get(facts) ?? {
    calls: facts.calls.toSorted(byStart),
    values: namedValues(facts).sort(byStart),
    assignments: facts.assignments.toSorted(byStart),
    siteAt: new Map(facts.functions.map((site) => [site.start, site])),
    sitesNamed: byName(facts.functions),
  };
  known.set(facts, made);
  return made;
};

/** Those of an ordered list that stand inside a place. */
export const inside = <T extends Place>(ordered: readonly T[], place: Place): readonly T[] => {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.start ?? 0) < place.start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; ; at++) {
    const one = ordered[at];
    if (!one || one.start >= place.end) return found;
    if (one.end <= place.end) found.push(one);
  }
};

// Map.groupBy is not there before Node 21.
const byName = (sites: readonly FunctionSite[]): ReadonlyMap<string | undefined, readonly FunctionSite[]> => {
  const named = new Map<string | undefined, FunctionSite[]>();
  for (const site of sites) {
    const others = named.get(site.name);
    if (others) others.push(site);
    else named.set(site.name, [site]);
  }
  return named;
};

const byStart = (a: Place, b: Place): number => a.start - b.start || a.end - b.end;

const namedValues = (facts: CodeFacts): NamedValue[] => {
  const declared = [...facts.bindings].flatMap(([name, byFunction]) =>
    [...byFunction.values()].flatMap((value) => (value === 'open' ? [] : [{ name, value }])),
  );
  const assigned = facts.assignments.flatMap(({ target: [name, ...rest], value }) =>
    name && rest.length === 0 ? [{ name, value }] : [],
  );
  // A destructured member is read where the whole stands.
  return [...declared, ...assigned].map(({ name, value }) => ({ name, value, ...placeOf(value) }));
};

/** Where a value is read from: a member of a result stands where the result does. */
export const placeOf = (value: Value): Place => {
  let at = value;
  while (at.kind === 'unknown' && at.of) at = at.of;
  return { start: at.start, end: at.end };
};

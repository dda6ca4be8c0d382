import type { CallSite, CodeFacts, Value } from '../code/facts.ts';
import { settled } from '../code/resolve.ts';

/** A key or keyword with its value, somewhere in the arguments of a call or in an object that is kept. */
export interface KeyedValue {
  readonly key: string;
  readonly value: Value;
  /** Of the entry as a whole. */
  readonly start: number;
  readonly end: number;
}

// Deeper nesting is data, not options.
const deepest = 6;

/** Every entry of the objects in a call's own arguments, and its keyword arguments. */
export const keyedIn = (call: CallSite): readonly KeyedValue[] => groupsIn(call).flat();

/** The same, with entries that stand side by side in one group. */
export const groupsIn = (call: CallSite): readonly (readonly KeyedValue[])[] => {
  const keywords = call.args.flatMap(({ keyword, value }) =>
    keyword === undefined ? [] : [{ key: keyword, value, start: value.start, end: value.end }],
  );
  return [keywords, ...call.args.flatMap(({ value }) => groupsOf(value, deepest))];
};

/** The entries of an object and of every object inside it, one group each. */
export const groupsOf = (value: Value, depth = deepest): readonly (readonly KeyedValue[])[] => {
  if (depth === 0) return [];
  if (value.kind === 'list') return value.items.flatMap((item) => groupsOf(item, depth - 1));
  if (value.kind === 'call') return value.call.args.flatMap((arg) => groupsOf(arg.value, depth - 1));
  if (value.kind !== 'object') return [];
  return [value.entries, ...value.entries.flatMap((entry) => groupsOf(entry.value, depth - 1))];
};

/** The text that a value is, also through a constant of the file; undefined when any part of it is made at run time. */
export const constantTextOf = (facts: CodeFacts, value: Value, within: number): string | undefined =>
  constantText({ facts, within, partsLeft: 200 }, value);

interface Reader {
  readonly facts: CodeFacts;
  readonly within: number;
  /** Bounds the work: constants that double each other have as many parts as there are numbers. */
  partsLeft: number;
}

const constantText = (reader: Reader, value: Value): string | undefined => {
  if (reader.partsLeft-- <= 0) return undefined;
  const known = settled(reader.facts, value, reader.within);
  if (known.kind === 'literal') return typeof known.value === 'string' ? known.value : undefined;
  if (known.kind === 'list') return joined(reader, known.items, ' ');
  if (known.kind === 'template') return joined(reader, known.parts, '');
  // `['profile', 'email'].join(' ')` and `" ".join([...])`.
  if (known.kind === 'call' && known.call.callee.at(-1) === 'join') return joinedList(reader, known.call);
  return known.kind === 'binary' && known.operator === '+'
    ? joined(reader, [known.left, known.right], '')
    : undefined;
};

const joinedList = (reader: Reader, call: CallSite): string | undefined => {
  const list = call.args[0]?.value;
  const path = call.callee.slice(0, -1);
  const named = settled(
    reader.facts,
    { kind: 'name', path, start: call.start, end: call.end },
    reader.within,
  );
  const items = list?.kind === 'list' ? list : named.kind === 'list' ? named : undefined;
  return items && constantText(reader, items);
};

const joined = (reader: Reader, values: readonly Value[], by: string): string | undefined => {
  const parts: string[] = [];
  for (const value of values) {
    const part = constantText(reader, value);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts.join(by);
};

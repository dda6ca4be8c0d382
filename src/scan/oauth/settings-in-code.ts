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
export const constantTextOf = (facts: CodeFacts, value: Value, within: number): string | undefined => {
  const known = settled(facts, value, within);
  if (known.kind === 'literal') return typeof known.value === 'string' ? known.value : undefined;
  if (known.kind === 'list')
    return joined(
      known.items.map((item) => constantTextOf(facts, item, within)),
      ' ',
    );
  if (known.kind === 'template')
    return joined(
      known.parts.map((part) => constantTextOf(facts, part, within)),
      '',
    );
  // `['profile', 'email'].join(' ')` and `" ".join([...])`.
  if (known.kind === 'call' && known.call.callee.at(-1) === 'join')
    return joinedList(facts, known.call, within);
  if (known.kind !== 'binary' || known.operator !== '+') return undefined;
  return joined([constantTextOf(facts, known.left, within), constantTextOf(facts, known.right, within)], '');
};

const joinedList = (facts: CodeFacts, call: CallSite, within: number): string | undefined => {
  const list = call.args[0]?.value;
  const named = settled(
    facts,
    { kind: 'name', path: call.callee.slice(0, -1), start: call.start, end: call.end },
    within,
  );
  const items = list?.kind === 'list' ? list : named.kind === 'list' ? named : undefined;
  return items && constantTextOf(facts, items, within);
};

const joined = (parts: readonly (string | undefined)[], by: string): string | undefined =>
  parts.every((part) => part !== undefined) ? parts.join(by) : undefined;

import type { CallSite, Value } from '../code/facts.ts';
import type { CodeFile } from './code-text.ts';
import { constantTextOf, type KeyedValue } from './settings-in-code.ts';

/** Entries that stand side by side: of one object, or the keyword arguments of one call. */
export interface OptionGroup {
  readonly entries: readonly KeyedValue[];
  /** It may hold more than its entries. */
  readonly isOpen: boolean;
  readonly within: number;
  readonly start: number;
  readonly end: number;
  /** The call to which it is given. */
  readonly call: CallSite | undefined;
}

const known = new WeakMap<CodeFile, readonly OptionGroup[]>();
// Deeper nesting is data, not options.
const deepest = 6;

/** Every group of options in a file, in order of place, each once. */
export const optionGroups = (source: CodeFile): readonly OptionGroup[] => {
  const made = known.get(source) ?? gathered(source);
  known.set(source, made);
  return made;
};

/** The entry with one of these keys, whatever the spelling: `client_id`, `clientId`, `clientID`. */
export const entryOf = (group: OptionGroup, keys: RegExp): KeyedValue | undefined =>
  group.entries.find(({ key }) => keys.test(key.replace(/[_-]/g, '').toLowerCase()));

/** The text of such an entry when it is written out. */
export const textOf = ({ facts }: CodeFile, group: OptionGroup, keys: RegExp): string | undefined => {
  const entry = entryOf(group, keys);
  return entry && constantTextOf(facts, entry.value, group.within);
};

const gathered = ({ facts }: CodeFile): readonly OptionGroup[] => {
  const inCalls = facts.calls.flatMap((call) => [
    ...keywordsOf(call),
    ...call.args.flatMap(({ value }) => objectsIn(value, call.within, call, deepest)),
  ]);
  const bound = [...facts.bindings.values()].flatMap((byFunction) =>
    [...byFunction].flatMap(([within, value]) =>
      value === 'open' ? [] : objectsIn(value, within, undefined, deepest),
    ),
  );
  const assigned = facts.assignments.flatMap(({ value, within }) =>
    objectsIn(value, within, undefined, deepest),
  );
  const all = [...inCalls, ...bound, ...assigned];
  return [...new Map(all.map((one) => [`${one.start}:${one.end}`, one])).values()].sort(
    (a, b) => a.start - b.start,
  );
};

const keywordsOf = (call: CallSite): readonly OptionGroup[] => {
  const entries = call.args.flatMap(({ keyword, value }) =>
    keyword === undefined ? [] : [{ key: keyword, value, start: value.start, end: value.end }],
  );
  if (entries.length === 0) return [];
  const isOpen = call.args.some(({ spread }) => spread);
  return [{ entries, isOpen, within: call.within, start: call.start, end: call.end, call }];
};

const objectsIn = (
  value: Value,
  within: number,
  call: CallSite | undefined,
  depth: number,
): readonly OptionGroup[] => {
  if (depth === 0) return [];
  const inner = (one: Value) => objectsIn(one, within, call, depth - 1);
  if (value.kind === 'list') return value.items.flatMap(inner);
  if (value.kind === 'unknown')
    return [value.returns, ...(value.choices ?? [])].flatMap((one) => (one ? inner(one) : []));
  if (value.kind !== 'object') return [];
  const { entries, spread, start, end } = value;
  return [
    { entries, isOpen: spread, within, start, end, call },
    ...entries.flatMap((entry) => inner(entry.value)),
  ];
};

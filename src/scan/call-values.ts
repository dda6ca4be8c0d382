import type { Place as Where } from '../rules/schema/call.ts';
import { callIndex } from './call-index.ts';
import type { Argument, CallSite, CodeFacts, Value } from './code/facts.ts';
import { valueAt } from './code/resolve.ts';

/** What stands in a place of a call. */
export type Found =
  | { readonly is: 'value'; readonly value: Value; readonly where: Where }
  /** Certain: nothing does. */
  | { readonly is: 'nothing' }
  /** Something may, which cannot be seen from here. */
  | { readonly is: 'unclear' };

/** A call with the facts of its file. */
export interface Site {
  readonly facts: CodeFacts;
  readonly call: CallSite;
}

const nothing: Found = { is: 'nothing' };
const unclear: Found = { is: 'unclear' };

/** What stands in the first place that holds a value; `unclear` when none does but one may. */
export const findIn = (site: Site, places: readonly Where[]): Found => {
  let best: Found = nothing;
  for (const where of places) {
    if (!speaksOf(where, site)) continue;
    const found = lookIn(site, where);
    if (found.is === 'value') return found;
    if (found.is === 'unclear') best = found;
  }
  return best;
};

const speaksOf = ({ languages, of }: Where, { facts, call }: Site): boolean => {
  if (languages && !languages.includes(facts.language)) return false;
  const called = (call.imported?.path ?? call.callee).join('.');
  return !of || of.some((callee) => called === callee || called.endsWith(`.${callee}`));
};

const lookIn = (site: Site, where: Where): Found => {
  const argument =
    where.chain === undefined ? argumentAt(site.call.args, where) : methodArgument(site, where.chain, where);
  if (argument === 'unclear') return unclear;
  if (!argument) return nothing;
  if (where.key === undefined) return { is: 'value', value: argument, where };
  const within = site.call.within;
  const value = member(
    argument,
    where.key.split('.'),
    { facts: site.facts, within, before: site.call.start, work: { left: mostWork } },
    0,
  );
  return typeof value === 'string' ? { is: value } : { is: 'value', value, where };
};

const argumentAt = (
  args: readonly Argument[],
  { position, keyword }: Where,
): Value | 'unclear' | undefined => {
  const named = keyword === undefined ? undefined : args.find((one) => one.keyword === keyword);
  if (named) return named.value;
  const plain = args.filter((one) => one.keyword === undefined);
  const isOpen = args.some(({ spread }) => spread);
  const at = position === undefined ? undefined : plain[position];
  if (at && !plain.slice(0, (position ?? 0) + 1).some(({ spread }) => spread)) return at.value;
  return isOpen ? 'unclear' : undefined;
};

/** The argument of a method of the builder, called in the chain or later on the variable that holds it. */
const methodArgument = (
  { facts, call }: Site,
  method: string,
  { position = 0 }: Where,
): Value | 'unclear' | undefined => {
  const link = methodsOf(facts, call).findLast(({ name }) => name === method);
  if (!link) return undefined;
  return argumentAt(link.args, { position });
};

/** Every method called on what a call gives: in its chain, and on a variable that holds it. */
export const methodsOf = (facts: CodeFacts, call: CallSite): readonly Method[] => {
  const { heldBy, methodsOn } = callIndex(facts);
  const held = heldBy.get(call);
  const later = held && methodsOn.get(`${call.within}:${held.join('.')}`)?.slice(0, mostMethods);
  if (!later) return call.chain;
  return [
    ...call.chain,
    ...later.flatMap(({ callee, args, chain }) => [{ name: callee.at(-1) ?? '', args }, ...chain]),
  ];
};

/** Nobody calls more on one variable of one function; a hostile file calls thousands. */
const mostMethods = 60;

interface Method {
  readonly name: string;
  readonly args: readonly Argument[];
}

interface Scope {
  readonly facts: CodeFacts;
  readonly within: number;
  /** Offset of the call: what happens to a variable later does not count. */
  readonly before: number;
  /** Expressions that may still be looked at: objects that take over objects could multiply without end. */
  readonly work: { left: number };
}

const mostSteps = 16;
const mostWork = 2000;

const member = (
  value: Value,
  keys: readonly string[],
  scope: Scope,
  steps: number,
): Value | 'nothing' | 'unclear' => {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (steps > mostSteps || scope.work.left-- <= 0) return 'unclear';
  const inner = (one: Value, path: readonly string[] = keys) => member(one, path, scope, steps + 1);
  switch (value.kind) {
    case 'name':
      return ofName(value.path, keys, scope, steps);
    case 'object':
      return ofObject(value, key, rest, inner);
    case 'literal':
    case 'template':
    case 'list':
      return 'nothing';
    case 'call':
      return ofCall(value.call, inner);
    case 'unknown':
      return ofUnknown(value, inner);
    default:
      return 'unclear';
  }
};

type Inner = (value: Value, path?: readonly string[]) => Value | 'nothing' | 'unclear';

const ofObject = (value: Value & { kind: 'object' }, key: string, rest: readonly string[], inner: Inner) => {
  const entry = value.entries.findLast((one) => one.key === key);
  if (entry) return inner(entry.value, rest);
  const taken = firstOf(value.spreads.map((one) => inner(one)));
  // More was spread than can be seen as an expression: a computed key.
  return taken === 'nothing' && value.spread && value.spreads.length === 0 ? 'unclear' : taken;
};

const firstOf = (all: readonly (Value | 'nothing' | 'unclear')[]): Value | 'nothing' | 'unclear' =>
  all.find((one): one is Value => typeof one !== 'string') ??
  (all.includes('unclear') ? 'unclear' : 'nothing');

const ofName = (path: readonly string[], keys: readonly string[], scope: Scope, steps: number) => {
  const changed = changeOf(path, keys, scope, steps);
  if (typeof changed !== 'string') return changed;
  const value = valueAt(scope.facts, path, scope.within);
  const own = value && value.kind !== 'name' ? member(value, keys, scope, steps + 1) : 'unclear';
  return own === 'nothing' ? changed : own;
};

/** What is put into a variable before the call: `p.exp = x`, `p['exp'] = x`, `p.update({...})`, `Object.assign(p, {...})`. */
const changeOf = (path: readonly string[], keys: readonly string[], scope: Scope, steps: number) => {
  const { facts, within, before } = scope;
  const { assignmentsAt, mergesByHead } = callIndex(facts);
  const target = [...path, ...keys].join('.');
  const set = assignmentsAt.get(`${within}:${target}`)?.findLast((one) => one.start < before);
  if (set) return set.value;
  const merged = [...(mergesByHead.get(path[0] ?? '') ?? []), ...(mergesByHead.get('Object') ?? [])]
    .filter((one) => one.within === within && one.start < before)
    .slice(-mostMethods)
    .flatMap((one) => mergedInto(one, path));
  return firstOf(merged.toReversed().map((one) => member(one, keys, scope, steps + 1)));
};

const mergedInto = ({ callee, args }: CallSite, path: readonly string[]): readonly Value[] => {
  const on = path.join('.');
  const values = args.map(({ value }) => value);
  const method = callee.slice(0, -1).join('.') === on ? callee.at(-1) : undefined;
  if (method === 'update' || method === 'merge!' || method === 'reverse_merge!')
    return [...values, keywordsOf(args)];
  const [first, ...others] = values;
  const isAssign =
    callee.join('.') === 'Object.assign' && first?.kind === 'name' && first.path.join('.') === on;
  return isAssign ? others : [];
};

/** `payload.update(exp=x)` is `payload.update({'exp': x})`. */
const keywordsOf = (args: readonly Argument[]): Value => ({
  kind: 'object',
  entries: args.flatMap(({ keyword, value }) =>
    keyword === undefined ? [] : [{ key: keyword, value, start: value.start, end: value.end }],
  ),
  spread: false,
  spreads: [],
  start: 0,
  end: 0,
});

/** What is given last counts: Object.assign, and PHP's and Ruby's like. */
const merges = new Set(['Object.assign', 'array_merge', 'array_replace']);

/** A copy of an object holds what the object holds. */
const ofCall = (call: CallSite, inner: Inner) => {
  const values = call.args.map(({ value }) => value);
  const name = call.callee.join('.');
  if (call.chain.length > 0 || call.args.some(({ spread }) => spread)) return 'unclear';
  if (merges.has(name)) return firstOf(values.toReversed().map((one) => inner(one)));
  if (
    (name === 'dict' || name === 'structuredClone' || name === 'copy.copy' || name === 'copy.deepcopy') &&
    values[0]
  )
    return inner(values[0]);
  const isCopy = call.callee.length > 1 && call.callee.at(-1) === 'copy' && values.length === 0;
  return isCopy
    ? inner({ kind: 'name', path: call.callee.slice(0, -1), start: call.start, end: call.end })
    : 'unclear';
};

const ofUnknown = (value: Value & { kind: 'unknown' }, inner: Inner) => {
  if (value.returns) return inner(value.returns);
  if (value.isFunction) return 'nothing';
  return value.choices ? firstOf(value.choices.map((one) => inner(one))) : 'unclear';
};

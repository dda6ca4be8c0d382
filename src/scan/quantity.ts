import { givenTo } from './call-arguments.ts';
import type { CallSite, ChainLink, Value } from './code/facts.ts';
import { importedName, valueAt } from './code/resolve.ts';
import { type Folded, fold, mostDepth, mostWork, type Place, wrapped } from './fold.ts';
import { localResult } from './local-result.ts';
import { combine, numberOf, type Quantity } from './quantity-arithmetic.ts';
import { applied, functionQuantity, type Inner, nameOf } from './quantity-calls.ts';
import { timeWords } from './time-words.ts';

/**
 * Works out an expression about time: timedelta, dates with something added, `Date.now() + n`, dayjs chains, plain numbers.
 * @returns undefined when it cannot be told.
 */
export const quantityOf = (value: Value, given: Place, depth = 0): Quantity | undefined => {
  const work = given.work ?? { left: mostWork };
  if (depth > mostDepth || work.left-- <= 0) return undefined;
  const place: Place = { ...given, work };
  const inner: Inner = (one) => quantityOf(one, place, depth + 1);
  switch (value.kind) {
    case 'name':
      return nameQuantity(value.path, place, inner, depth);
    case 'binary':
      return binaryQuantity(value, inner);
    case 'call':
      return (
        callQuantity(value, place, inner) ??
        resultQuantity(value, place, depth) ??
        plain(fold(value, place, depth))
      );
    case 'object':
      return momentIn(value, inner);
    case 'unknown':
      return propertyQuantity(value.of, value.member, place, inner);
    default:
      return plain(fold(value, place, depth));
  }
};

const binaryQuantity = (
  { operator, left, right, wraps }: Value & { kind: 'binary' },
  inner: Inner,
): Quantity | undefined => {
  const exact = combine(operator, inner(left), inner(right));
  const number = wraps ? numberOf(exact) : undefined;
  return exact?.is === 'plain' && number !== undefined ? { ...exact, value: wrapped(number) } : exact;
};

const plain = (folded: Folded | undefined): Quantity | undefined =>
  typeof folded?.value === 'number' || typeof folded?.value === 'string'
    ? { is: 'plain', value: folded.value, fromEnvDefault: folded.fromEnvDefault }
    : undefined;

const nameQuantity = (
  path: readonly string[],
  place: Place,
  inner: Inner,
  depth: number,
): Quantity | undefined => {
  const meant = valueAt(place.names, path, place.within);
  if (meant && meant.kind !== 'name') return inner(meant);
  const known = namedQuantity(meant?.kind === 'name' ? meant.path : path, place);
  if (known) return known;
  const property = path.length > 1 ? propertyOfName(path, place, inner, depth) : undefined;
  if (property || meant) return property;
  const owner: Value = { kind: 'name', path: path.slice(0, -1), start: 0, end: 0 };
  if (path.length > 1) return propertyQuantity(owner, path.at(-1), place, inner);
  return longest(
    givenTo(place.names, path, place.within).map((one) =>
      quantityOf(one.value, { ...place, within: one.within }, depth + 1),
    ),
  );
};

/** `ttl.TotalSeconds`, where `ttl` is a span. */
const propertyOfName = (
  path: readonly string[],
  place: Place,
  inner: Inner,
  depth: number,
): Quantity | undefined => {
  const words = timeWords[place.names.language];
  const on =
    words && depth < mostDepth ? nameQuantity(path.slice(0, -1), place, inner, depth + 1) : undefined;
  return on && words?.method(on, { name: path.at(-1) ?? '', args: [] }, inner);
};

/** `time.Hour`, `DateTime.UtcNow`. */
const namedQuantity = (path: readonly string[], { names, within }: Place): Quantity | undefined => {
  const imported = importedName(names, path, within);
  const full = imported ? [...imported.module.split('/').slice(-1), ...imported.path] : path;
  return timeWords[names.language]?.named(full.join('.').split('.').slice(-2).join('.'));
};

/** Of what the callers of a function give it, what lives longest. */
const longest = (all: readonly (Quantity | undefined)[]): Quantity | undefined =>
  all.reduce((best, one) => (one && (!best || sizeOf(one) > sizeOf(best)) ? one : best), undefined);

const sizeOf = (quantity: Quantity): number => {
  if (quantity.is === 'plain') return typeof quantity.value === 'number' ? quantity.value : 0;
  return quantity.is === 'span' ? quantity.seconds : quantity.after;
};

/** `&jwt.NumericDate{Time: t}`. */
const momentIn = (value: Value & { kind: 'object' }, inner: Inner): Quantity | undefined => {
  const time =
    value.type?.at(-1) === 'NumericDate' ? value.entries.find(({ key }) => key === 'Time') : undefined;
  return time && inner(time.value);
};

/** `DateTimeOffset.UtcNow.AddDays(1).UtcDateTime`: a property of a result. */
const propertyQuantity = (
  of: Value | undefined,
  member: string | undefined,
  place: Place,
  inner: Inner,
): Quantity | undefined => {
  const on = of && member !== undefined ? inner(of) : undefined;
  return on && member !== undefined
    ? timeWords[place.names.language]?.method(on, { name: member, args: [] }, inner)
    : undefined;
};

/** The call, then its chain up to where the value ends, each link applied to what is before it. */
const callQuantity = (value: Value & { kind: 'call' }, place: Place, inner: Inner): Quantity | undefined => {
  const { call } = value;
  const links = call.chain.filter((link) => link.end <= value.end);
  const started =
    timeWords[place.names.language]?.called(fullNameOf(call), call, inner) ??
    functionQuantity(nameOf(call), call, inner) ??
    methodOfName(call, place, inner);
  return links.reduce<Quantity | undefined>((now, link) => now && linked(now, link, place, inner), started);
};

/** `endOfLife()`, which a function of this file works out. */
const resultQuantity = (
  value: Value & { kind: 'call' },
  place: Place,
  depth: number,
): Quantity | undefined => {
  const result = localResult(place.names, value.call);
  return result && quantityOf(result.value, { ...place, within: result.within }, depth + 1);
};

/** The last two parts of what is called, with its module where it has one part. */
const fullNameOf = ({ imported, callee }: CallSite): string => {
  const full = imported ? [...imported.module.split('/').slice(-1), ...imported.path] : callee;
  return full.join('.').split('.').slice(-2).join('.');
};

const linked = (
  on: Quantity,
  link: Pick<ChainLink, 'name' | 'args'>,
  place: Place,
  inner: Inner,
): Quantity | undefined =>
  timeWords[place.names.language]?.method(on, link, inner) ?? applied(on, link, inner);

/** `expires.getTime()`, `exp.timestamp()`: a method of a variable that holds an instant. */
const methodOfName = (call: CallSite, place: Place, inner: Inner): Quantity | undefined => {
  const method = call.callee.at(-1);
  if (call.callee.length < 2 || method === undefined) {
    // `(Date.now() + n).toString()`: a method of an expression.
    const on =
      call.calleeValue.kind === 'unknown' && call.calleeValue.of ? inner(call.calleeValue.of) : undefined;
    const name = call.calleeValue.kind === 'unknown' ? call.calleeValue.member : undefined;
    return on && name ? linked(on, { ...call, name }, place, inner) : undefined;
  }
  const path = call.callee.slice(0, -1);
  const base = valueAt(place.names, path, place.within);
  const quantity = base && base.kind !== 'name' ? inner(base) : namedQuantity(path, place);
  // `ttl.days` in Ruby: a number has methods there.
  return quantity && (quantity.is !== 'plain' || place.names.language === 'ruby')
    ? linked(quantity, { ...call, name: method }, place, inner)
    : undefined;
};

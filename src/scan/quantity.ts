import { givenTo } from './call-arguments.ts';
import type { CallSite, Value } from './code/facts.ts';
import { valueAt } from './code/resolve.ts';
import { type Folded, fold, mostDepth, mostWork, type Place } from './fold.ts';
import { combine, type Quantity } from './quantity-arithmetic.ts';
import { applied, functionQuantity, type Inner, nameOf } from './quantity-calls.ts';

/**
 * Works out an expression about time: timedelta, dates with something added, `Date.now() + n`, dayjs chains, plain numbers.
 * @returns undefined when it cannot be told.
 */
export const quantityOf = (value: Value, given: Place, depth = 0): Quantity | undefined => {
  const work = given.work ?? { left: mostWork };
  if (depth > mostDepth || work.left-- <= 0) return undefined;
  const place: Place = { ...given, work };
  const inner: Inner = (one) => quantityOf(one, place, depth + 1);
  if (value.kind === 'name') {
    const meant = valueAt(place.names, value.path, place.within);
    if (meant) return meant.kind === 'name' ? undefined : inner(meant);
    return longest(
      givenTo(place.names, value.path, place.within).map((one) =>
        quantityOf(one.value, { ...place, within: one.within }, depth + 1),
      ),
    );
  }
  if (value.kind === 'binary') return combine(value.operator, inner(value.left), inner(value.right));
  if (value.kind === 'call') return callQuantity(value, place, inner) ?? plain(fold(value, place, depth));
  return plain(fold(value, place, depth));
};
const plain = (folded: Folded | undefined): Quantity | undefined =>
  typeof folded?.value === 'number' || typeof folded?.value === 'string'
    ? { is: 'plain', value: folded.value, fromEnvDefault: folded.fromEnvDefault }
    : undefined;

/** Of what the callers of a function give it, what lives longest. */
const longest = (all: readonly (Quantity | undefined)[]): Quantity | undefined =>
  all.reduce((best, one) => (one && (!best || sizeOf(one) > sizeOf(best)) ? one : best), undefined);

const sizeOf = (quantity: Quantity): number => {
  if (quantity.is === 'plain') return typeof quantity.value === 'number' ? quantity.value : 0;
  return quantity.is === 'span' ? quantity.seconds : quantity.after;
};

/** The call, then its chain up to where the value ends, each link applied to what is before it. */
const callQuantity = (value: Value & { kind: 'call' }, place: Place, inner: Inner): Quantity | undefined => {
  const { call } = value;
  const links = call.chain.filter((link) => link.end <= value.end);
  const started = functionQuantity(nameOf(call), call, inner) ?? methodOfName(call, place, inner);
  return links.reduce<Quantity | undefined>((now, link) => now && applied(now, link, inner), started);
};

/** `expires.getTime()`, `exp.timestamp()`: a method of a variable that holds an instant. */
const methodOfName = (call: CallSite, place: Place, inner: Inner): Quantity | undefined => {
  const method = call.callee.at(-1);
  if (call.callee.length < 2 || method === undefined) {
    // `(Date.now() + n).toString()`: a method of an expression.
    const on =
      call.calleeValue.kind === 'unknown' && call.calleeValue.of ? inner(call.calleeValue.of) : undefined;
    const name = call.calleeValue.kind === 'unknown' ? call.calleeValue.member : undefined;
    return on && name ? applied(on, { ...call, name }, inner) : undefined;
  }
  const base = valueAt(place.names, call.callee.slice(0, -1), place.within);
  const quantity = base && base.kind !== 'name' ? inner(base) : undefined;
  return quantity && quantity.is !== 'plain'
    ? applied(quantity, { ...call, name: method }, inner)
    : undefined;
};

import type { TimeUnit, ValueUnit } from '../rules/schema/lifetime.ts';
import { givenTo } from './call-arguments.ts';
import type { Value } from './code/facts.ts';
import { settled } from './code/resolve.ts';
import { parseDurationText } from './duration-text.ts';
import type { Place } from './fold.ts';
import { quantityOf } from './quantity.ts';
import type { Quantity } from './quantity-arithmetic.ts';

/** How long something lives, as code says it. */
export interface Lifetime {
  /** Null when it never ends. */
  readonly seconds: number | null;
  /** It is the default of an environment variable, which may be set to something else. */
  readonly fromEnvDefault: boolean;
  /** A mistake in the unit that makes it other than its author meant. */
  readonly slip?: Slip;
}

/**
 * `digits`: a text of digits alone where the library counts texts in milliseconds. `epoch-in-ms`: milliseconds since 1970 where seconds are
 * expected. `span-as-epoch`: a number that is a span where a moment is expected, so that it lies in 1970. `overflow`: more than the 32 bits of its arithmetic hold.
 */
export type Slip = 'digits' | 'epoch-in-ms' | 'span-as-epoch' | 'overflow';

const unitSeconds = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const satisfies Record<
  TimeUnit,
  number
>;

/** Until 2001, in seconds since 1970: nobody issues tokens that end before. */
const earliestEpoch = 1_000_000_000;
/** The year 5138 in seconds; in milliseconds it is 1973. */
const latestEpoch = 100_000_000_000;

/**
 * Reads a lifetime, or the moment when it ends.
 * @param unit - how the library counts bare numbers and texts.
 * @returns undefined when it cannot be told; a fixed moment cannot.
 */
export const lifetimeOf = (value: Value, unit: ValueUnit, place: Place): Lifetime | undefined => {
  const known = alternatives(value, place).flatMap((one) => {
    const quantity = quantityOf(one.value, one.place);
    return (quantity && measured(quantity, unit)) ?? [];
  });
  return known.reduce<Lifetime | undefined>(
    (longest, one) => (longest && !isLonger(one, longest) ? longest : one),
    undefined,
  );
};

const isLonger = (a: Lifetime, b: Lifetime): boolean =>
  b.seconds !== null && (a.seconds === null || a.seconds > b.seconds);

interface Alternative {
  readonly value: Value;
  readonly place: Place;
}

/** Both ends of `remember ? '30d' : '1h'`, and what callers give for a parameter: the longer one is what some tokens get. */
const alternatives = (value: Value, place: Place): readonly Alternative[] => {
  const meant = settled(place.names, value, place.within);
  if (meant.kind === 'unknown' && meant.choices) {
    const ends = meant.choices.flatMap((one) =>
      one.kind === 'unknown' && one.choices ? one.choices : [one],
    );
    return ends.map((one) => ({ value: one, place }));
  }
  const given = meant.kind === 'name' ? givenTo(place.names, meant.path, place.within) : [];
  if (given.length === 0) return [{ value, place }];
  return given.map((one) => ({ value: one.value, place: { ...place, within: one.within } }));
};

const measured = (quantity: Quantity, unit: ValueUnit): Lifetime | undefined => {
  if (quantity.is === 'span') return { seconds: ended(quantity.seconds), fromEnvDefault: false };
  if (quantity.is === 'instant') return instantLifetime(quantity, unit);
  const { value, fromEnvDefault } = quantity;
  const read = typeof value === 'number' ? numberLifetime(value, unit) : textLifetime(value, unit);
  return read && { ...read, fromEnvDefault };
};

/** Null for a moment that never comes. */
const ended = (seconds: number): number | null => (Number.isFinite(seconds) ? seconds : null);

type Read = Omit<Lifetime, 'fromEnvDefault'>;

const instantLifetime = (
  { after, form }: Quantity & { is: 'instant' },
  unit: ValueUnit,
): Lifetime | undefined => {
  if (form === 'ms' && unit.number === 'epoch-s' && Number.isFinite(after))
    return { seconds: null, fromEnvDefault: false, slip: 'epoch-in-ms' };
  // A moment where a span is expected: whatever it does, it is not what it says.
  if (form !== 'date' && unit.number !== 'epoch-s') return undefined;
  return { seconds: ended(after), fromEnvDefault: false };
};

const numberLifetime = (value: number, unit: ValueUnit): Read | undefined => {
  if (unit.number === undefined) return undefined;
  if (unit.number !== 'epoch-s') return { seconds: tidy(value * unitSeconds[unit.number]) };
  if (value >= latestEpoch) return { seconds: null, slip: 'epoch-in-ms' };
  return value > 0 && value < earliestEpoch ? { seconds: value, slip: 'span-as-epoch' } : undefined;
};

const textLifetime = (text: string, unit: ValueUnit): Read | undefined => {
  if (/^\s{0,9}\d{1,15}\s{0,9}$/.test(text)) {
    const size = unit.digits ?? (unit.string === 'ms' ? 'ms' : undefined);
    const slip: Pick<Read, 'slip'> = size === 'ms' && unit.string === 'ms' ? { slip: 'digits' } : {};
    return size && { seconds: tidy(Number(text) * unitSeconds[size]), ...slip };
  }
  const seconds = unit.string && parseDurationText(text, unit.string);
  return seconds === undefined ? undefined : { seconds };
};

// 0.1 + 0.2 must not make two lifetimes out of one.
const tidy = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;

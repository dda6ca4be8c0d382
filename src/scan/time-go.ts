import type { CallSite } from './code/facts.ts';
import { parseDurationText } from './duration-text.ts';
import { instant, numberOf, type Quantity, span } from './quantity-arithmetic.ts';
import type { Inner } from './quantity-calls.ts';
import type { TimeWords } from './time-words.ts';

const units: Readonly<Record<string, number>> = {
  'time.Nanosecond': 1e-9,
  'time.Microsecond': 1e-6,
  'time.Millisecond': 1e-3,
  'time.Second': 1,
  'time.Minute': 60,
  'time.Hour': 3600,
};
const day = 86_400;

const argument = (call: Pick<CallSite, 'args'>, at: number, inner: Inner): Quantity | undefined => {
  const one = call.args[at];
  return one && !one.spread ? inner(one.value) : undefined;
};

type Convert = (first: Quantity) => Quantity | undefined;

const whenForm =
  (form: 's' | 'ms'): Convert =>
  (first) =>
    first.is === 'instant' && first.form === form ? instant(first.after, 'date') : undefined;
const whenInstant: Convert = (first) => (first.is === 'instant' ? first : undefined);
const same: Convert = (first) => first;

const functions: Readonly<Record<string, Convert>> = {
  // A moment in a token library's own type is the same moment.
  'jwt.NewNumericDate': whenInstant,
  'jwt.At': whenInstant,
  // A count of nanoseconds, but mostly written to be multiplied with a unit.
  'time.Duration': (first) => (first.is === 'instant' ? undefined : first),
  'time.ParseDuration': (first) => parsed(first),
  'time.Unix': whenForm('s'),
  'time.UnixMilli': whenForm('ms'),
  'time.Until': (first) => (first.is === 'instant' ? span(first.after) : undefined),
  'math.Floor': same,
  'math.Round': same,
  'math.Trunc': same,
};

const called = (name: string, call: CallSite, inner: Inner): Quantity | undefined => {
  if (name === 'time.Now' || name === 'jwt.TimeFunc') return instant(0, 'date');
  const convert = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const first = convert && argument(call, 0, inner);
  return first && convert?.(first);
};

const parsed = (text: Quantity | undefined): Quantity | undefined => {
  if (text?.is !== 'plain' || typeof text.value !== 'string') return undefined;
  const seconds = parseDurationText(text.value, 'duration');
  return typeof seconds === 'number' ? span(seconds) : undefined;
};

const method: TimeWords['method'] = (on, link, inner) => {
  if (on.is === 'span') return measured(on.seconds, link.name);
  if (on.is !== 'instant') return undefined;
  if (link.name === 'Add') {
    const by = argument(link, 0, inner);
    return by?.is === 'span' ? instant(on.after + by.seconds, on.form) : undefined;
  }
  if (link.name === 'AddDate') {
    const [years, months, days] = [0, 1, 2].map((at) => numberOf(argument(link, at, inner)));
    if (years === undefined || months === undefined || days === undefined) return undefined;
    return instant(on.after + (years * 365 + months * 30 + days) * day, on.form);
  }
  if (link.name === 'Unix') return instant(on.after, 's');
  // Nanoseconds where seconds are expected are as wrong as milliseconds.
  if (link.name === 'UnixMilli' || link.name === 'UnixNano' || link.name === 'UnixMicro')
    return instant(on.after, 'ms');
  return keeping.has(link.name) ? on : undefined;
};

const keeping = new Set(['UTC', 'Local', 'In', 'Round', 'Truncate']);

const measured = (seconds: number, name: string): Quantity | undefined => {
  const size = sizes[name];
  if (size !== undefined) return { is: 'plain', value: seconds / size, fromEnvDefault: false };
  return name === 'Round' || name === 'Truncate' || name === 'Abs' ? span(seconds) : undefined;
};
const sizes: Readonly<Record<string, number>> = { Milliseconds: 1e-3, Seconds: 1, Minutes: 60, Hours: 3600 };

/** Package time of Go, and the moments of its token libraries. */
export const goTime: TimeWords = {
  named: (name) => (Object.hasOwn(units, name) ? span(units[name] ?? 0) : undefined),
  called,
  method,
};

import type { CallSite, ChainLink } from './code/facts.ts';
import { parseDurationText } from './duration-text.ts';
import { instant, numberOf, type Quantity, span } from './quantity-arithmetic.ts';
import type { Inner } from './quantity-calls.ts';
import type { TimeWords } from './time-words.ts';

const day = 86_400;
const never = Number.POSITIVE_INFINITY;
const units: ReadonlyMap<string, number> = new Map([
  ['Microseconds', 1e-6],
  ['Milliseconds', 1e-3],
  ['Seconds', 1],
  ['Minutes', 60],
  ['Hours', 3600],
  ['Days', day],
  ['Months', 30 * day],
  ['Years', 365 * day],
]);

const named = (name: string): Quantity | undefined => {
  if (/^(?:DateTime|DateTimeOffset|\w{0,40}[cC]lock)\.(?:UtcNow|Now|Today)$/.test(name))
    return instant(0, 'date');
  if (name === 'DateTime.MaxValue' || name === 'DateTimeOffset.MaxValue') return instant(never, 'date');
  if (name === 'TimeSpan.MaxValue') return span(never);
  if (name === 'TimeSpan.Zero') return span(0);
  return /^(?:int|Int32)\.MaxValue$/.test(name)
    ? { is: 'plain', value: 2_147_483_647, fromEnvDefault: false }
    : undefined;
};

const called = (name: string, call: CallSite, inner: Inner): Quantity | undefined => {
  if (name.endsWith('.GetUtcNow') || name.endsWith('.GetLocalNow')) return instant(0, 'date');
  const args = call.args.map(({ value }) => inner(value));
  const [first] = args;
  const [, word = ''] = /^(?:TimeSpan|\*)\.From(\w{4,12})$/.exec(name) ?? [];
  const size = units.get(word);
  const count = numberOf(first);
  if (size !== undefined) return count === undefined ? undefined : span(count * size);
  const constructed = name.split('.').at(-1);
  if (constructed === 'TimeSpan' && call.isNew) return spanFrom(args.map(numberOf));
  if (name === 'TimeSpan.Parse' || name === 'TimeSpan.ParseExact') return parsed(first);
  // A moment in another type is the same moment.
  if (constructed === 'DateTimeOffset' && call.isNew) return first?.is === 'instant' ? first : undefined;
  return name === 'EpochTime.GetIntDate' && first?.is === 'instant' ? instant(first.after, 's') : undefined;
};

/** `new TimeSpan(h, m, s)`, `new TimeSpan(d, h, m, s)`; of one argument it counts ticks. */
const spanFrom = (numbers: readonly (number | undefined)[]): Quantity | undefined => {
  if (numbers.length === 1) return numbers[0] === undefined ? undefined : span(numbers[0] / 1e7);
  const sizes = numbers.length === 3 ? [3600, 60, 1] : [day, 3600, 60, 1, 1e-3];
  const parts = numbers.map((number, i) => (number ?? Number.NaN) * (sizes[i] ?? Number.NaN));
  const seconds = parts.reduce((sum, part) => sum + part, 0);
  return Number.isNaN(seconds) ? undefined : span(seconds);
};

const parsed = (text: Quantity | undefined): Quantity | undefined => {
  if (text?.is !== 'plain' || typeof text.value !== 'string') return undefined;
  const seconds = parseDurationText(text.value, 'duration');
  return typeof seconds === 'number' ? span(seconds) : undefined;
};

const method: TimeWords['method'] = (on, link, inner) => {
  if (on.is === 'span') return spanMethod(on.seconds, link, inner);
  if (on.is !== 'instant') return undefined;
  if (link.name === 'ToUnixTimeSeconds') return instant(on.after, 's');
  if (link.name === 'ToUnixTimeMilliseconds') return instant(on.after, 'ms');
  if (keeping.has(link.name)) return on;
  const first = link.args[0] && inner(link.args[0].value);
  if (link.name === 'Add' || link.name === 'Subtract') {
    const sign = link.name === 'Add' ? 1 : -1;
    return first?.is === 'span' ? instant(on.after + sign * first.seconds, on.form) : undefined;
  }
  const size = units.get(/^Add(\w{4,12})$/.exec(link.name)?.[1] ?? '');
  const count = numberOf(first);
  return size === undefined || count === undefined ? undefined : instant(on.after + count * size, on.form);
};

const keeping = new Set(
  'UtcDateTime DateTime LocalDateTime Date ToUniversalTime ToLocalTime Value ToOffset'.split(' '),
);

const spanMethod = (
  seconds: number,
  link: Pick<ChainLink, 'name' | 'args'>,
  inner: Inner,
): Quantity | undefined => {
  const size = units.get(/^Total(\w{4,12})$/.exec(link.name)?.[1] ?? '');
  if (size !== undefined) return { is: 'plain', value: seconds / size, fromEnvDefault: false };
  const first = link.args[0] && inner(link.args[0].value);
  if (link.name === 'Add') return first?.is === 'span' ? span(seconds + first.seconds) : undefined;
  const times = link.name === 'Multiply' ? numberOf(first) : undefined;
  return times === undefined ? undefined : span(seconds * times);
};

/** DateTime, DateTimeOffset and TimeSpan of .NET. */
export const csharpTime: TimeWords = { named, called, method };

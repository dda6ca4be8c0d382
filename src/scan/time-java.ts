import type { CallSite, ChainLink } from './code/facts.ts';
import { parseDurationText } from './duration-text.ts';
import { instant, numberOf, type Quantity, span } from './quantity-arithmetic.ts';
import type { Inner } from './quantity-calls.ts';
import type { TimeWords } from './time-words.ts';

const day = 86_400;
/** Seconds by the names of TimeUnit and ChronoUnit. */
const units: ReadonlyMap<string, number> = new Map([
  ['NANOS', 1e-9],
  ['NANOSECONDS', 1e-9],
  ['MICROS', 1e-6],
  ['MICROSECONDS', 1e-6],
  ['MILLIS', 1e-3],
  ['MILLISECONDS', 1e-3],
  ['SECONDS', 1],
  ['MINUTES', 60],
  ['HOURS', 3600],
  ['HALF_DAYS', 43_200],
  ['DAYS', day],
  ['WEEKS', 7 * day],
  ['MONTHS', 30 * day],
  ['YEARS', 365 * day],
]);
const unit = (name: string): number | undefined => units.get(name.toUpperCase());

const plain = (value: number | string): Quantity => ({ is: 'plain', value, fromEnvDefault: false });
const never = Number.POSITIVE_INFINITY;

const constants: Readonly<Record<string, Quantity>> = {
  'Instant.MAX': instant(never, 'date'),
  'LocalDateTime.MAX': instant(never, 'date'),
  'Long.MAX_VALUE': instant(never, 'ms'),
  'Integer.MAX_VALUE': plain(2_147_483_647),
  'Duration.ZERO': span(0),
  'DateUtils.MILLIS_PER_DAY': plain(day * 1000),
  'DateUtils.MILLIS_PER_HOUR': plain(3_600_000),
  'DateUtils.MILLIS_PER_MINUTE': plain(60_000),
  'DateUtils.MILLIS_PER_SECOND': plain(1000),
};

const named = (name: string): Quantity | undefined => {
  const last = name.split('.').at(-1) ?? '';
  if (/^(?:TimeUnit|ChronoUnit|\*)\./.test(name) && units.has(last)) return plain(last.toLowerCase());
  return Object.hasOwn(constants, name) ? constants[name] : undefined;
};

const clocks =
  /^(?:Instant|LocalDateTime|ZonedDateTime|OffsetDateTime|LocalDate|DateTime)\.now$|^[cC]lock\.instant$|\bCalendar\.getInstance$/;

const called = (name: string, call: CallSite, inner: Inner): Quantity | undefined => {
  if (name === 'System.currentTimeMillis' || /^[cC]lock\.millis$/.test(name)) return instant(0, 'ms');
  if (clocks.test(name)) return instant(0, 'date');
  const [first, second] = call.args.map(({ value }) => inner(value));
  // A date and what it is made of are the same moment.
  if (
    name === 'Date.from' ||
    name === 'Instant.from' ||
    name === 'Timestamp.from' ||
    name === 'Timestamp.valueOf'
  )
    return first?.is === 'instant' ? first : undefined;
  if (name === 'Instant.ofEpochMilli')
    return first?.is === 'instant' ? instant(first.after, 'date') : undefined;
  if (name === 'Instant.ofEpochSecond')
    return first?.is === 'instant' && first.form === 's' ? instant(first.after, 'date') : undefined;
  return spanOf(name, first, second) ?? converted(name, first, second) ?? moved(name, first, second);
};

/** `Duration.ofDays(30)`, `Period.ofMonths(1)`, `Duration.of(30, ChronoUnit.DAYS)`, `Duration.parse("PT1H")`. */
const spanOf = (
  name: string,
  first: Quantity | undefined,
  second: Quantity | undefined,
): Quantity | undefined => {
  if (name === 'Duration.parse' || name === 'Period.parse') return parsed(first);
  const count = numberOf(first);
  const [, word] = /^(?:Duration|Period)\.of([A-Z][a-z]{1,20})$/.exec(name) ?? [];
  const size = word ? unit(word) : name === 'Duration.of' ? unitOf(second) : undefined;
  return size === undefined || count === undefined ? undefined : span(count * size);
};

const parsed = (text: Quantity | undefined): Quantity | undefined => {
  if (text?.is !== 'plain' || typeof text.value !== 'string') return undefined;
  const seconds = parseDurationText(text.value, 'duration');
  return typeof seconds === 'number' ? span(seconds) : undefined;
};

const unitOf = (quantity: Quantity | undefined): number | undefined =>
  quantity?.is === 'plain' && typeof quantity.value === 'string' ? unit(quantity.value) : undefined;

/** `TimeUnit.DAYS.toMillis(30)`, `TimeUnit.MILLISECONDS.convert(30, TimeUnit.DAYS)`. */
const converted = (
  name: string,
  first: Quantity | undefined,
  second: Quantity | undefined,
): Quantity | undefined => {
  const [, from = '', to] = /^([A-Z]{4,12})\.(?:to([A-Z][a-z]{3,7})|convert)$/.exec(name) ?? [];
  const count = numberOf(first);
  const [a, b] = to ? [unit(from), unit(to)] : [unitOf(second), unit(from)];
  return count === undefined || a === undefined || b === undefined ? undefined : plain((count * a) / b);
};

/** Apache's `DateUtils.addDays(date, 30)`. */
const moved = (
  name: string,
  first: Quantity | undefined,
  second: Quantity | undefined,
): Quantity | undefined => {
  const [, word] = /^DateUtils\.add([A-Z][a-z]{3,12})$/.exec(name) ?? [];
  const size = word ? unit(word) : undefined;
  const count = numberOf(second);
  return first?.is === 'instant' && size !== undefined && count !== undefined
    ? instant(first.after + count * size, first.form)
    : undefined;
};

const method: TimeWords['method'] = (on, link, inner) => {
  if (on.is === 'span') return spanMethod(on.seconds, link, inner);
  if (on.is !== 'instant') return undefined;
  if (link.name === 'toEpochMilli' || link.name === 'getMillis' || link.name === 'getTimeInMillis')
    return instant(on.after, 'ms');
  if (link.name === 'getEpochSecond' || link.name === 'toEpochSecond') return instant(on.after, 's');
  if (keeping.has(link.name)) return instant(on.after, 'date');
  const by = shiftOf(link, inner);
  return by === undefined ? undefined : instant(on.after + by, on.form);
};

const keeping = new Set(
  'toInstant atZone atOffset truncatedTo withNano toLocalDateTime toDate toOffsetDateTime toZonedDateTime withZoneSameInstant atStartOfDay'.split(
    ' ',
  ),
);

/** `plusDays(30)`, `plus(Duration.ofDays(30))`, `plus(30, ChronoUnit.DAYS)` in seconds. */
const shiftOf = ({ name, args }: Pick<ChainLink, 'name' | 'args'>, inner: Inner): number | undefined => {
  const [, direction, word] = /^(plus|minus)([A-Z][a-z]{2,12})?$/.exec(name) ?? [];
  const [first, second] = args.map(({ value }) => inner(value));
  if (!direction) return undefined;
  const size = word ? unit(word) : unitOf(second);
  const count = numberOf(first);
  const seconds =
    first?.is === 'span'
      ? first.seconds
      : size !== undefined && count !== undefined
        ? count * size
        : undefined;
  return seconds === undefined || direction === 'plus' ? seconds : -seconds;
};

const spanMethod = (
  seconds: number,
  link: Pick<ChainLink, 'name' | 'args'>,
  inner: Inner,
): Quantity | undefined => {
  const [, word] = /^(?:to|get)([A-Z][a-z]{3,7})$/.exec(link.name) ?? [];
  const size = word ? unit(word) : undefined;
  if (size !== undefined) return plain(seconds / size);
  const times =
    link.name === 'multipliedBy' && link.args[0] ? numberOf(inner(link.args[0].value)) : undefined;
  if (times !== undefined) return span(seconds * times);
  const by = shiftOf(link, inner);
  return by === undefined ? undefined : span(seconds + by);
};

/** java.time, java.util and what is around them. */
export const javaTime: TimeWords = { named, called, method };

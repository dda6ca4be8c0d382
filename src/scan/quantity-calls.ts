import type { CallSite, ChainLink, Value } from './code/facts.ts';
import { parseDurationText } from './duration-text.ts';
import { type Form, type Instant, instant, type Quantity, span } from './quantity-arithmetic.ts';

/** Evaluates an argument. */
export type Inner = (value: Value) => Quantity | undefined;

/** The last two parts of what is called, as its module names it. */
export const nameOf = (call: CallSite): string => {
  const { imported } = call;
  if (!imported) return call.callee.slice(-2).join('.');
  return (imported.path.length > 0 ? imported.path : [imported.module]).slice(-2).join('.');
};

const nows: Readonly<Record<string, Form>> = {
  'Date.now': 'ms',
  dayjs: 'date',
  moment: 'date',
  'moment.utc': 'date',
  'dayjs.utc': 'date',
  utc: 'date',
  'DateTime.now': 'date',
  'DateTime.utc': 'date',
  'datetime.utcnow': 'date',
  'datetime.now': 'date',
  'datetime.today': 'date',
  'timezone.now': 'date',
  'arrow.utcnow': 'date',
  utcnow: 'date',
  'time.time': 's',
  time: 's',
};

/** What a function that is known by its name gives: the clock, a span, a conversion. */
export const functionQuantity = (name: string, call: CallSite, inner: Inner): Quantity | undefined => {
  const now = Object.hasOwn(nows, name) ? nows[name] : undefined;
  if (now !== undefined && (call.args.length === 0 || name.endsWith('.now'))) return instant(0, now);
  if (name === 'Date' && call.isNew && call.args.length === 0) return instant(0, 'date');
  if (spans.has(name)) return keywordSpan(call, inner);
  const first = call.args[0] && !call.args[0].spread ? inner(call.args[0].value) : undefined;
  return first && converted(name, call, first, inner);
};

const converted = (name: string, call: CallSite, first: Quantity, inner: Inner): Quantity | undefined => {
  const unit = dateFns.get(name);
  if (unit !== undefined) return addedTo(first, call, unit, inner);
  if (first.is === 'instant') return instantFrom(name, call, first);
  if (first.is !== 'plain') return undefined;
  if (name === 'ms' && typeof first.value === 'string') return millisecondsOf(first.value);
  if (typeof first.value !== 'number' || !passing.has(name) || name.toLowerCase().startsWith('str'))
    return undefined;
  return { ...first, value: /float|number$/i.test(name) ? first.value : Math.trunc(first.value) };
};

const instantFrom = (name: string, call: CallSite, first: Instant): Quantity | undefined => {
  if (name === 'Date' && call.isNew) return dateFrom(first);
  if (name === 'timegm') return instant(first.after, 's');
  return passing.has(name) && first.form !== 'date' ? first : undefined;
};

const dateFrom = (first: Instant): Quantity | undefined =>
  first.form !== 's' ? instant(first.after, 'date') : undefined;

const spans = new Set([
  'timedelta',
  'datetime.timedelta',
  'relativedelta',
  'relativedelta.relativedelta',
  'Duration.fromObject',
]);
/** They keep an instant what it is. */
const passing: ReadonlySet<string> = new Set([
  'Math.floor',
  'Math.round',
  'Math.ceil',
  'Math.trunc',
  'Number',
  'parseInt',
  'Number.parseInt',
  'int',
  'float',
  'round',
  'str',
  'String',
  'math.floor',
  'floor',
  'intval',
  'Integer',
]);
const dateFns = new Map<string, string>([
  ['addSeconds', 'seconds'],
  ['addMinutes', 'minutes'],
  ['addHours', 'hours'],
  ['addDays', 'days'],
  ['addWeeks', 'weeks'],
  ['addMonths', 'months'],
  ['addYears', 'years'],
]);

const millisecondsOf = (text: string): Quantity | undefined => {
  const seconds = parseDurationText(text, 'ms');
  return typeof seconds === 'number'
    ? { is: 'plain', value: seconds * 1000, fromEnvDefault: false }
    : undefined;
};

const positional = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];

/** `timedelta(days=30, hours=1)`, `Duration.fromObject({ days: 30 })`. */
const keywordSpan = (call: CallSite, inner: Inner): Quantity | undefined => {
  const only = call.args[0]?.value;
  if (only?.kind === 'object') return only.spread ? undefined : objectSpan(only, inner);
  if (call.args.some(({ spread }) => spread)) return undefined;
  return sumOf(call.args.map(({ keyword, value }, i) => sized(keyword ?? positional[i] ?? '', inner(value))));
};

const objectSpan = (value: Value & { kind: 'object' }, inner: Inner): Quantity | undefined =>
  sumOf(value.entries.map(({ key, value: count }) => sized(key, inner(count))));

const sumOf = (parts: readonly (number | undefined)[]): Quantity | undefined => {
  const sum = parts.reduce<number | undefined>(
    (all, part) => (all === undefined || part === undefined ? undefined : all + part),
    0,
  );
  return sum === undefined ? undefined : span(sum);
};

const sized = (unit: string, count: Quantity | undefined): number | undefined => {
  if (count?.is !== 'plain' || typeof count.value !== 'number') return undefined;
  const one = parseDurationText(`1 ${unit}`, 'duration');
  return typeof one === 'number' ? one * count.value : undefined;
};

const addedTo = (
  from: Quantity | undefined,
  call: CallSite,
  unit: string,
  inner: Inner,
): Quantity | undefined => {
  const count = call.args[1] && sized(unit, inner(call.args[1].value));
  return from?.is === 'instant' && count !== undefined ? instant(from.after + count, from.form) : undefined;
};

/** What a method of a date or span gives: conversions, and adding. */
export const applied = (
  on: Quantity,
  link: Pick<ChainLink, 'name' | 'args'>,
  inner: Inner,
): Quantity | undefined => {
  if (on.is === 'span')
    return link.name === 'total_seconds'
      ? { is: 'plain', value: on.seconds, fromEnvDefault: false }
      : undefined;
  if (on.is !== 'instant') return undefined;
  const form = conversions.get(link.name);
  if (form !== undefined) return instant(on.after, form);
  // Other fields than these would move it.
  if (
    link.name === 'replace' &&
    link.args.every(({ keyword }) => keyword === 'tzinfo' || keyword === 'microsecond')
  )
    return on;
  if (link.name === 'add' || link.name === 'plus') return moved(on, link, 1, inner);
  return link.name === 'subtract' || link.name === 'minus' ? moved(on, link, -1, inner) : undefined;
};

const conversions: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['getTime', 'ms'],
  ['valueOf', 'ms'],
  ['toMillis', 'ms'],
  ['unix', 's'],
  ['toSeconds', 's'],
  ['toUnixInteger', 's'],
  ['timestamp', 's'],
  ['toDate', 'date'],
  ['toJSDate', 'date'],
  ['utc', 'date'],
  ['toUTC', 'date'],
  ['clone', 'date'],
  ['utctimetuple', 'date'],
  ['timetuple', 'date'],
]);

const moved = (
  on: Instant,
  { args }: Pick<ChainLink, 'args'>,
  sign: 1 | -1,
  inner: Inner,
): Quantity | undefined => {
  const [first, second] = args;
  if (!first) return undefined;
  if (first.value.kind === 'object') {
    const by = objectSpan(first.value, inner);
    return by?.is === 'span' && !first.value.spread
      ? instant(on.after + sign * by.seconds, on.form)
      : undefined;
  }
  const unit = second && inner(second.value);
  const by =
    unit?.is === 'plain' && typeof unit.value === 'string'
      ? sized(unit.value, inner(first.value))
      : undefined;
  return by === undefined ? undefined : instant(on.after + sign * by, on.form);
};

import { givenTo } from './call-arguments.ts';
import type { CallSite, ChainLink, Value } from './code/facts.ts';
import { valueAt } from './code/resolve.ts';
import { parseDurationText } from './duration-text.ts';
import { calculate, type Folded, fold, mostDepth, mostWork, type Place } from './fold.ts';

/** What an expression about time is: a bare number or text, a span, or an instant so many seconds from now. */
export type Quantity =
  | { readonly is: 'plain'; readonly value: string | number; readonly fromEnvDefault: boolean }
  | { readonly is: 'span'; readonly seconds: number }
  /** `form` says how it is written: an object, or a number of seconds or milliseconds since 1970. */
  | { readonly is: 'instant'; readonly after: number; readonly form: Form };

type Form = 'date' | 's' | 'ms';
type Instant = Quantity & { readonly is: 'instant' };

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

type Inner = (value: Value) => Quantity | undefined;

const plain = (folded: Folded | undefined): Quantity | undefined =>
  typeof folded?.value === 'number' || typeof folded?.value === 'string'
    ? { is: 'plain', value: folded.value, fromEnvDefault: folded.fromEnvDefault }
    : undefined;

const instant = (after: number, form: Form): Quantity => ({ is: 'instant', after, form });
const span = (seconds: number): Quantity => ({ is: 'span', seconds });

/** Of what the callers of a function give it, what lives longest. */
const longest = (all: readonly (Quantity | undefined)[]): Quantity | undefined =>
  all.reduce((best, one) => (one && (!best || sizeOf(one) > sizeOf(best)) ? one : best), undefined);

const sizeOf = (quantity: Quantity): number => {
  if (quantity.is === 'plain') return typeof quantity.value === 'number' ? quantity.value : 0;
  return quantity.is === 'span' ? quantity.seconds : quantity.after;
};

const combine = (
  operator: string,
  left: Quantity | undefined,
  right: Quantity | undefined,
): Quantity | undefined => {
  if (!left || !right) return undefined;
  if (left.is === 'plain' && right.is === 'plain') {
    const value = calculate(operator, left.value, right.value);
    const fromEnvDefault = left.fromEnvDefault || right.fromEnvDefault;
    return typeof value === 'number' || typeof value === 'string'
      ? { is: 'plain', value, fromEnvDefault }
      : undefined;
  }
  if (left.is === 'instant') return shift(operator, left, right);
  if (right.is === 'instant') return operator === '+' ? shift(operator, right, left) : undefined;
  return scale(operator, left, right);
};

const shift = (operator: string, from: Instant, by: Quantity): Quantity | undefined => {
  const sign = operator === '+' ? 1 : operator === '-' ? -1 : 0;
  if (by.is === 'span') return sign === 0 ? undefined : instant(from.after + sign * by.seconds, from.form);
  if (by.is !== 'plain' || typeof by.value !== 'number') return undefined;
  if (sign === 0) return reform(operator, from, by.value);
  // Dates in arithmetic are milliseconds: new Date() - 1000.
  return from.form === 's'
    ? instant(from.after + sign * by.value, 's')
    : instant(from.after + (sign * by.value) / 1000, 'ms');
};

/** Between seconds and milliseconds; `x | 0` cuts off the fraction. */
const reform = (operator: string, from: Instant, by: number): Quantity | undefined => {
  if (operator === '|' && by === 0) return from;
  if (by !== 1000) return undefined;
  if (operator === '/' || operator === '//') return from.form === 's' ? undefined : instant(from.after, 's');
  return operator === '*' && from.form === 's' ? instant(from.after, 'ms') : undefined;
};

const scale = (operator: string, left: Quantity, right: Quantity): Quantity | undefined => {
  const [a, b] = [factorOf(left), factorOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const bothSpans = left.is === 'span' && right.is === 'span';
  const fits = bothSpans
    ? operator === '+' || operator === '-'
    : operator === '*' || (operator === '/' && left.is === 'span');
  const seconds = fits ? calculate(operator, a, b) : undefined;
  return typeof seconds === 'number' ? span(seconds) : undefined;
};

const factorOf = (quantity: Quantity): number | undefined => {
  if (quantity.is === 'span') return quantity.seconds;
  return quantity.is === 'plain' && typeof quantity.value === 'number' ? quantity.value : undefined;
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

/** The last two parts of what is called, as its module names it. */
const nameOf = (call: CallSite): string => {
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

const functionQuantity = (name: string, call: CallSite, inner: Inner): Quantity | undefined => {
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

/** Methods of dates: conversions, and adding. */
const applied = (
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

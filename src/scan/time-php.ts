import type { CallSite } from './code/facts.ts';
import { parseDurationText } from './duration-text.ts';
import { type Form, type Instant, instant, type Quantity, span } from './quantity-arithmetic.ts';
import type { TimeWords } from './time-words.ts';

/** PHP with Carbon. `time` and `intval` are read by quantity-calls.ts. */
export const phpTime: TimeWords = {
  named: () => undefined,
  called: (full, call, inner) => {
    const name = call.isNew ? (full.split('.').at(-1) ?? '') : full;
    const [first, second] = call.args;
    const given = first && !first.spread ? inner(first.value) : undefined;
    if (/^(?:Carbon(?:Immutable)?\.)?now$/.test(name)) return instant(0, 'date');
    if (isClock(name, call)) return first ? shiftedBy(textOf(given), undefined) : instant(0, 'date');
    if (name === 'strtotime') return parsedTime(given, second && inner(second.value), second !== undefined);
    if (name === 'microtime') return instant(0, 's');
    if (isInterval(name, call)) return spanOf(textOf(given));
    return carbonSpan(name, first ? given : one);
  },
  method: (on, { name, args }, inner) => {
    if (on.is !== 'instant') return undefined;
    const first = args[0] && !args[0].spread ? inner(args[0].value) : undefined;
    const form = conversions.get(name);
    if (form) return instant(on.after, form);
    if (name === 'modify') return shiftedBy(textOf(first), on);
    if (name === 'format') return textOf(first) === 'U' ? instant(on.after, 's') : undefined;
    const [, direction, unit] = carbonMethod.exec(name) ?? [];
    const by = unit === undefined ? given(name, first) : counted(unit, args.length === 0 ? one : first);
    const sign = (direction ?? name) === 'sub' ? -1 : 1;
    return by?.is === 'span' ? instant(on.after + sign * by.seconds, on.form) : undefined;
  },
};

const conversions: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['timestamp', 's'],
  ['getTimestamp', 's'],
  ['unix', 's'],
  ['copy', 'date'],
  ['toImmutable', 'date'],
  ['toDateTimeImmutable', 'date'],
  ['toDateTime', 'date'],
  ['setTimezone', 'date'],
  ['utc', 'date'],
]);

/** `strtotime('+1 year', $from)`. */
const parsedTime = (
  text: Quantity | undefined,
  from: Quantity | undefined,
  isGiven: boolean,
): Quantity | undefined => {
  if (isGiven && from?.is !== 'instant') return undefined;
  const moved = shiftedBy(textOf(text), from);
  return moved?.is === 'instant' ? instant(moved.after, 's') : undefined;
};

const isClock = (name: string, { isNew, args }: CallSite): boolean =>
  (isNew && /^(?:DateTime|DateTimeImmutable|Carbon|CarbonImmutable)$/.test(name)) ||
  /^Carbon(?:Immutable)?\.parse$/.test(name) ||
  (name === 'date_create' && args.length > 0);

const isInterval = (name: string, { isNew }: CallSite): boolean =>
  (isNew && name === 'DateInterval') ||
  /^(?:DateInterval\.createFromDateString|CarbonInterval\.(?:make|fromString))$/.test(name);

const textOf = (quantity: Quantity | undefined): string | undefined =>
  quantity?.is === 'plain' && typeof quantity.value === 'string' ? quantity.value : undefined;

const spanOf = (text: string | undefined): Quantity | undefined => {
  const seconds = text === undefined ? undefined : parseDurationText(text, 'duration');
  return typeof seconds === 'number' ? span(seconds) : undefined;
};

/** `'+1 hour'`, `'now + 30 days'`. A text that names a day of the calendar says nothing. */
const shiftedBy = (text: string | undefined, from: Quantity | undefined): Quantity | undefined => {
  const start = from?.is === 'instant' ? from : (instant(0, 'date') as Instant);
  const rest = text?.trim().replace(/^now\b\s{0,4}/i, '');
  if (rest === '') return start;
  const by = spanOf(rest);
  return by?.is === 'span' ? instant(start.after + by.seconds, start.form) : undefined;
};

/** `CarbonInterval::days(30)`. */
const carbonSpan = (name: string, count: Quantity | undefined): Quantity | undefined => {
  const unit = /^CarbonInterval\.([a-z]{1,9})$/.exec(name)?.[1];
  return unit === undefined ? undefined : counted(unit, count);
};

const carbonMethod =
  /^(add|sub)(?:Real|UTC)?(Second|Minute|Hour|Day|Week|Month|Year)s?(?:NoOverflow|WithoutOverflow|WithNoOverflow)?$/;

const one: Quantity = { is: 'plain', value: 1, fromEnvDefault: false };

const given = (name: string, first: Quantity | undefined): Quantity | undefined => {
  if (name !== 'add' && name !== 'sub') return undefined;
  return first?.is === 'span' ? first : spanOf(textOf(first));
};

const counted = (unit: string, count: Quantity | undefined): Quantity | undefined => {
  const each = parseDurationText(`1 ${unit}`, 'duration');
  return typeof each === 'number' && count?.is === 'plain' && typeof count.value === 'number'
    ? span(each * count.value)
    : undefined;
};

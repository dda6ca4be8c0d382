import type { Value } from './code/facts.ts';
import { parseDurationText } from './duration-text.ts';
import { instant, numberOf, type Quantity, span } from './quantity-arithmetic.ts';
import type { TimeWords } from './time-words.ts';

/** Ruby with ActiveSupport. A Time takes seconds; a DateTime takes days, which are not told apart from spans here. */
export const rubyTime: TimeWords = {
  named: () => undefined,
  called: (name) => {
    if (/^Time\.(?:now|current|zone)$/.test(name)) return instant(0, 's');
    return /^DateTime\.(?:now|current)$/.test(name) ? instant(0, 'date') : undefined;
  },
  method: (on, { name, args }, inner) => {
    const first = args[0] && !args[0].spread ? args[0].value : undefined;
    if (on.is === 'span') return ofSpan(on.seconds, name, first && inner(first));
    if (on.is === 'plain') return ofNumber(on, name);
    if (moments.has(name)) return instant(on.after, 's');
    if (name === 'advance' && first?.kind === 'object') return advanced(on.after, first, inner);
    const by = first && inner(first);
    const seconds = by?.is === 'span' ? by.seconds : numberOf(by);
    if (seconds === undefined) return undefined;
    if (name === 'since' || name === 'in') return instant(on.after + seconds, on.form);
    return name === 'ago' ? instant(on.after - seconds, on.form) : undefined;
  },
};

const moments = new Set(
  'to_i to_f to_time utc getutc gmtime in_time_zone localtime getlocal round floor now strftime'.split(' '),
);

const unit = /^(?:second|minute|hour|day|week|fortnight|month|year)s?$/;

/** `30.days` */
const ofNumber = (on: Quantity & { is: 'plain' }, name: string): Quantity | undefined => {
  if (typeof on.value !== 'number') return undefined;
  if (name === 'to_i' || name === 'to_f') return on;
  if (!unit.test(name)) return undefined;
  const one = name.startsWith('fortnight') ? 14 * 86_400 : parseDurationText(`1 ${name}`, 'duration');
  return typeof one === 'number' ? span(one * on.value) : undefined;
};

/** `30.days.from_now`, `2.weeks.to_i`. */
const ofSpan = (seconds: number, name: string, from: Quantity | undefined): Quantity | undefined => {
  if (/^(?:to_i|to_f|value|in_seconds)$/.test(name))
    return { is: 'plain', value: seconds, fromEnvDefault: false };
  const start = from?.is === 'instant' ? from.after : 0;
  if (/^(?:from_now|since|after)$/.test(name)) return instant(start + seconds, 's');
  return name === 'ago' ? instant(start - seconds, 's') : undefined;
};

const advanced = (
  after: number,
  by: Value & { kind: 'object' },
  inner: (value: Value) => Quantity | undefined,
): Quantity | undefined => {
  let sum = after;
  for (const { key, value } of by.entries) {
    const count = numberOf(inner(value));
    const one = unit.test(key) ? parseDurationText(`1 ${key}`, 'duration') : undefined;
    if (count === undefined || typeof one !== 'number' || by.spread) return undefined;
    sum += count * one;
  }
  return instant(sum, 's');
};

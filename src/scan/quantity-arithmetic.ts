import { calculate } from './fold.ts';

/** What an expression about time is: a bare number or text, a span, or an instant so many seconds from now. */
export type Quantity =
  | { readonly is: 'plain'; readonly value: string | number; readonly fromEnvDefault: boolean }
  | { readonly is: 'span'; readonly seconds: number }
  /** `form` says how it is written: an object, or a number of seconds or milliseconds since 1970. */
  | { readonly is: 'instant'; readonly after: number; readonly form: Form };

export type Form = 'date' | 's' | 'ms';
export type Instant = Quantity & { readonly is: 'instant' };
export const instant = (after: number, form: Form): Quantity => ({ is: 'instant', after, form });
export const span = (seconds: number): Quantity => ({ is: 'span', seconds });

/** The number that a plain quantity is, or undefined. */
export const numberOf = (quantity: Quantity | undefined): number | undefined =>
  quantity?.is === 'plain' && typeof quantity.value === 'number' ? quantity.value : undefined;

/** What an operator makes of two quantities; undefined where it makes no sense. */
export const combine = (
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
  // -time.Hour
  if (operator === '-' && left.is === 'plain' && a === 0) return span(-b);
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

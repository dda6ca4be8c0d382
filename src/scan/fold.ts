import type { Argument, CodeFacts, Value } from './code/facts.ts';
import { valueAt } from './code/resolve.ts';

/** Where a value stands: names mean what they mean there. */
export interface Place {
  readonly names: CodeFacts;
  /** Index into the file's functions, or -1. */
  readonly within: number;
  /** Expressions that may still be looked at; set by the first call. */
  readonly work?: { left: number };
}

export type Scalar = string | number | boolean | null;

/** What an expression is known to be. */
export interface Folded {
  readonly value: Scalar | readonly Scalar[];
  /** It is the default of an environment variable, which may be set to something else. */
  readonly fromEnvDefault: boolean;
}

/** Deeper expressions are generated, or a ring of names. */
export const mostDepth = 40;
/** Names that stand for sums of names could multiply without end. */
export const mostWork = 2000;

/**
 * Works out an expression of literals, constants, arithmetic and conversions.
 * @returns undefined when it cannot be told; never a guess.
 */
export const fold = (value: Value, given: Place, depth = 0): Folded | undefined => {
  const work = given.work ?? { left: mostWork };
  if (depth > mostDepth || work.left-- <= 0) return undefined;
  const place: Place = { ...given, work };
  const inner = (one: Value): Folded | undefined => fold(one, place, depth + 1);
  switch (value.kind) {
    case 'literal':
      return known(value.value);
    case 'template':
      return foldTemplate(value.parts, inner);
    case 'list':
      return foldList(value.items, inner);
    case 'name':
      return foldName(value.path, place, depth);
    case 'binary':
      return foldBinary(value, inner(value.left), inner(value.right));
    case 'fallback':
      return foldFallback(inner(value.first), value, inner);
    case 'env':
      return value.otherwise && asDefault(inner(value.otherwise));
    case 'call':
      return foldCall(value, inner);
    default:
      return undefined;
  }
};

const known = (value: Folded['value'], fromEnvDefault = false): Folded => ({ value, fromEnvDefault });
const asDefault = (folded: Folded | undefined): Folded | undefined => folded && known(folded.value, true);

type Inner = (value: Value) => Folded | undefined;

const foldTemplate = (parts: readonly Value[], inner: Inner): Folded | undefined => {
  const list = foldList(parts, inner);
  return list && known(([] as Scalar[]).concat(list.value).join(''), list.fromEnvDefault);
};

const foldList = (items: readonly Value[], inner: Inner): Folded | undefined => {
  const all = items.map(inner);
  const values = all.map((one) => one?.value);
  if (!values.every(isScalar)) return undefined;
  return known(
    values,
    all.some((one) => one?.fromEnvDefault),
  );
};

const isScalar = (value: Folded['value'] | undefined): value is Scalar =>
  value !== undefined && !Array.isArray(value);

const foldName = (path: readonly string[], place: Place, depth: number): Folded | undefined => {
  const value = valueAt(place.names, path, place.within);
  return value && value.kind !== 'name' ? fold(value, place, depth + 1) : undefined;
};

const foldFallback = (
  first: Folded | undefined,
  value: Value & { kind: 'fallback' },
  inner: Inner,
): Folded | undefined => {
  if (first) return first.value ? first : inner(value.second);
  // What an environment variable or a setting may replace.
  return isOutside(value.first) ? asDefault(inner(value.second)) : undefined;
};

/** Read from outside, perhaps converted: `process.env.X`, `Number(process.env.X)`, `config.get('x')`. */
const isOutside = (value: Value): boolean => {
  if (value.kind === 'env') return true;
  if (value.kind !== 'call' || value.call.chain.length > 0) return false;
  const first = value.call.args[0]?.value;
  const isConversion = conversions.has(value.call.callee.join('.'));
  return isSettingRead(value.call.callee) || (isConversion && first !== undefined && isOutside(first));
};

/** `config.get('x')`, `this.configService.get('x')`, `current_app.config.get('x')`. */
const isSettingRead = (callee: readonly string[]): boolean =>
  (callee.at(-1) === 'get' || callee.at(-1) === 'GetValue') &&
  callee.slice(0, -1).some((part) => /config|settings/i.test(part));

const foldBinary = (
  { operator, wraps }: Value & { kind: 'binary' },
  left: Folded | undefined,
  right: Folded | undefined,
): Folded | undefined => {
  if (!left || !right || !isScalar(left.value) || !isScalar(right.value)) return undefined;
  const exact = calculate(operator, left.value, right.value);
  const value = wraps && typeof exact === 'number' ? wrapped(exact) : exact;
  return value === undefined ? undefined : known(value, left.fromEnvDefault || right.fromEnvDefault);
};

/** What 32 bits hold of a whole number. */
export const wrapped = (value: number): number => Number(BigInt.asIntN(32, BigInt(Math.trunc(value))));

/** Arithmetic on numbers, and joining of texts; undefined for anything else. */
export const calculate = (operator: string, left: Scalar, right: Scalar): Scalar | undefined => {
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const result = arithmetic[operator as keyof typeof arithmetic]?.(left, right);
  return result !== undefined && Number.isFinite(result) ? result : undefined;
};

const arithmetic = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '//': (a: number, b: number) => Math.floor(a / b),
  '**': (a: number, b: number) => a ** b,
  '%': (a: number, b: number) => a % b,
} as const;

const whole = (value: Scalar): number | undefined => {
  const match = typeof value === 'string' ? /^\s{0,9}(-?\d{1,15})/.exec(value) : undefined;
  if (match) return Number(match[1]);
  return typeof value === 'number' ? Math.trunc(value) : undefined;
};
const decimal = (value: Scalar): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};
const rounded =
  (how: (value: number) => number) =>
  (value: Scalar): number | undefined =>
    typeof value === 'number' ? how(value) : undefined;

type Convert = (value: Scalar) => Scalar | undefined;

const conversions: ReadonlyMap<string, Convert> = new Map<string, Convert>([
  ['Number', decimal],
  ['parseInt', whole],
  ['Number.parseInt', whole],
  ['parseFloat', decimal],
  ['Number.parseFloat', decimal],
  ['int', whole],
  ['float', decimal],
  ['intval', whole],
  ['Integer', whole],
  ...['Convert.ToInt32', 'Convert.ToInt64', 'int.Parse', 'long.Parse'].map((name) => [name, whole] as const),
  ...['Convert.ToDouble', 'double.Parse'].map((name) => [name, decimal] as const),
  ['Integer.parseInt', whole],
  ['Integer.valueOf', whole],
  ['Long.parseLong', whole],
  ['Long.valueOf', whole],
  ['Math.toIntExact', whole],
  ['Math.floor', rounded(Math.floor)],
  ['Math.round', rounded(Math.round)],
  ['Math.ceil', rounded(Math.ceil)],
  ['Math.trunc', rounded(Math.trunc)],
  ['String', (value: Scalar) => (value === null ? undefined : String(value))],
  [
    'str',
    (value: Scalar) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined),
  ],
]);

const foldCall = (value: Value & { kind: 'call' }, inner: Inner): Folded | undefined => {
  const { callee, args, chain } = value.call;
  const convert = chain.length === 0 ? conversions.get(callee.join('.')) : undefined;
  const first = args[0] && !args[0].spread ? args[0].value : undefined;
  if (convert && first) return converted(inner(first), convert);
  if (chain.length > 0) return undefined;
  // decouple and environ: config('X', default=…, cast=int)
  const isReader = envReaders.has(callee.at(-1) ?? '');
  const otherwise = isReader
    ? (args.find(({ keyword }) => keyword === 'default') ?? secondOf(callee, args))
    : isSettingRead(callee)
      ? args[1]
      : undefined;
  return otherwise && !otherwise.spread ? asDefault(inner(otherwise.value)) : undefined;
};

/** Laravel and decouple: `config('jwt.ttl', 60)`. */
const secondOf = (callee: readonly string[], args: readonly Argument[]): Argument | undefined =>
  callee.join('.') === 'config' && args[1]?.keyword === undefined ? args[1] : undefined;

const envReaders = new Set(['config', 'env', 'int', 'str']);

const converted = (folded: Folded | undefined, convert: Convert): Folded | undefined => {
  const value = folded && isScalar(folded.value) ? convert(folded.value) : undefined;
  return folded && value !== undefined ? known(value, folded.fromEnvDefault) : undefined;
};

import { type Encoded, type Encoding, isReadable } from './encoded.ts';

/** One escape and the byte that it stands for. */
interface Escape {
  readonly start: number;
  readonly end: number;
  readonly byte: number;
}

/** How far around an escape a token may reach. */
const reach = 512;

/**
 * Every stretch around characters that are written as `%41`, `\u0041`, `\x41`, `\u{41}`, `&#65;` or `&#x41;`. Letters of
 * other scripts are no reason to decode: no token has them.
 */
export function* escapesIn(bytes: Uint8Array): Generator<Encoded> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  yield* stretches(buffer, 'percent', merged(allOf(buffer, '%', percentAt)));
  yield* stretches(buffer, 'escapes', backslashes(buffer));
  yield* stretches(buffer, 'escapes', merged(allOf(buffer, '&#', entityAt)));
}

type Reader = (buffer: Buffer, at: number) => Escape | undefined;

function* allOf(buffer: Buffer, mark: string, read: Reader): Generator<Escape> {
  for (let at = buffer.indexOf(mark, 0, 'latin1'); at >= 0; at = buffer.indexOf(mark, at, 'latin1')) {
    const one = read(buffer, at);
    if (one && isReadable(one.byte)) yield one;
    at = Math.max(one?.end ?? 0, at + mark.length);
  }
}

const merged = (escapes: Iterable<Escape>): Escape[] => [...escapes];

const backslashes = (buffer: Buffer): Escape[] =>
  [...allOf(buffer, '\\u', unicodeAt), ...allOf(buffer, '\\x', latinAt)].sort((a, b) => a.start - b.start);

function* stretches(buffer: Buffer, encoding: Encoding, escapes: readonly Escape[]): Generator<Encoded> {
  for (let first = 0; first < escapes.length; ) {
    let next = first + 1;
    while (next < escapes.length && startOf(escapes[next]) - endOf(escapes[next - 1]) <= 2 * reach) next++;
    yield encodedBy(buffer, encoding, escapes.slice(first, next));
    first = next;
  }
}

const startOf = (one: Escape | undefined): number => one?.start ?? 0;
const endOf = (one: Escape | undefined): number => one?.end ?? 0;

const encodedBy = (buffer: Buffer, encoding: Encoding, escapes: readonly Escape[]): Encoded => {
  const start = Math.max(0, startOf(escapes[0]) - reach);
  const end = Math.min(buffer.length, endOf(escapes.at(-1)) + reach);
  const decoded = Buffer.allocUnsafeSlow(end - start);
  const indexes: number[] = [];
  let length = 0;
  let at = start;
  for (const one of escapes) {
    length += buffer.copy(decoded, length, at, one.start);
    indexes.push(length);
    decoded[length++] = one.byte;
    at = one.end;
  }
  length += buffer.copy(decoded, length, at, end);
  const place = placeBy(start, escapes, indexes);
  return {
    encoding,
    start,
    end,
    decoded: decoded.subarray(0, length),
    isOneValue: false,
    from: (index) => place(index).start,
    to: (index) => place(index - 1).end,
    // The character next to a token may be what kept it from being found as it stands.
    touches: (from, to) => lastUpTo(indexes, to) > lastUpTo(indexes, from - 2),
  };
};

const placeBy =
  (start: number, escapes: readonly Escape[], indexes: readonly number[]) =>
  (index: number): { start: number; end: number } => {
    const last = lastUpTo(indexes, index);
    const one = escapes[last];
    if (!one) return { start: start + index, end: start + index + 1 };
    const beyond = index - (indexes[last] ?? 0);
    return beyond === 0 ? one : { start: one.end + beyond - 1, end: one.end + beyond };
  };

/** The last of ascending numbers that is not greater than a value; -1 when there is none. */
const lastUpTo = (numbers: readonly number[], value: number): number => {
  let low = -1;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
};

const percentAt: Reader = (buffer, at) => {
  const byte = hexNumber(buffer, at + 1, at + 3);
  return byte === undefined ? undefined : { start: at, end: at + 3, byte };
};

const mostBackslashes = 8;

/** With every backslash before it: text inside text doubles them. */
const firstBackslash = (buffer: Buffer, at: number): number => {
  let start = at;
  while (start > 0 && at - start < mostBackslashes && buffer[start - 1] === 0x5c) start--;
  return start;
};

const unicodeAt: Reader = (buffer, at) => {
  const braced = buffer[at + 2] === 0x7b;
  const from = at + (braced ? 3 : 2);
  const closing = braced ? buffer.subarray(from, from + 7).indexOf(0x7d) : 4;
  const byte = closing < 1 ? undefined : hexNumber(buffer, from, from + closing);
  if (byte === undefined) return undefined;
  return { start: firstBackslash(buffer, at), end: from + closing + (braced ? 1 : 0), byte };
};

const latinAt: Reader = (buffer, at) => {
  const byte = hexNumber(buffer, at + 2, at + 4);
  return byte === undefined ? undefined : { start: firstBackslash(buffer, at), end: at + 4, byte };
};

const entityAt: Reader = (buffer, at) => {
  const isHex = ((buffer[at + 2] ?? 0) | 0x20) === 0x78;
  const from = at + (isHex ? 3 : 2);
  const length = buffer.subarray(from, from + 8).indexOf(0x3b);
  const digits = buffer.toString('latin1', from, from + length);
  if (length < 1 || !(isHex ? /^[0-9A-Fa-f]{1,7}$/ : /^\d{1,7}$/).test(digits)) return undefined;
  return { start: at, end: from + length + 1, byte: Number.parseInt(digits, isHex ? 16 : 10) };
};

const hexNumber = (buffer: Buffer, start: number, end: number): number | undefined => {
  if (end > buffer.length) return undefined;
  let value = 0;
  for (let at = start; at < end; at++) {
    const char = buffer[at] ?? 0;
    const lower = char | 0x20;
    if (char >= 0x30 && char <= 0x39) value = value * 16 + char - 0x30;
    else if (lower >= 0x61 && lower <= 0x66) value = value * 16 + lower - 0x57;
    else return undefined;
  }
  return value;
};

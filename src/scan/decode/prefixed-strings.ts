import type { Encoded } from './encoded.ts';

const leastChars = 16;
const mostChars = 255;

/**
 * Strings that stand in a binary file behind a byte that gives their length, where that byte happens to be a letter or a
 * digit and would pass for the beginning of the word: DEX, UTF-8 pools of Android resources, class files, property lists.
 * @param starts - where something begins that may be a secret.
 */
export function* prefixedStringsIn(bytes: Uint8Array, starts: Iterable<number>): Generator<Encoded> {
  for (const start of new Set(starts)) {
    const length = bytes[start - 1] ?? 0;
    if (length < leastChars || length > mostChars || !isWordByte(length)) continue;
    const end = start + length;
    if (end > bytes.length || !isPrintable(bytes, start, end)) continue;
    yield {
      encoding: 'binary',
      start,
      end,
      decoded: bytes.slice(start, end),
      isOneValue: false,
      from: (index) => start + index,
      to: (index) => start + index,
      touches: () => true,
    };
  }
}

const isWordByte = (byte: number): boolean => /[A-Za-z0-9_-]/.test(String.fromCharCode(byte));

const isPrintable = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) < 0x21 || (bytes[at] ?? 0) > 0x7e) return false;
  return true;
};

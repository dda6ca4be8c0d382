import type { Encoded } from './encoded.ts';

const leastChars = 16;

/**
 * Runs of ASCII in UTF-16 inside a binary file: the string pools of Android resources and of Windows programs, and the
 * strings of property lists.
 */
export function* wideStringsIn(bytes: Uint8Array): Generator<Encoded> {
  let floor = 0;
  for (let at = leastChars; at < bytes.length - 1; at += leastChars) {
    const inside = isPair(bytes, at) ? at : isPair(bytes, at + 1) ? at + 1 : -1;
    if (inside < 0) continue;
    let start = inside;
    while (start - 2 >= floor && isPair(bytes, start - 2)) start -= 2;
    let end = inside + 2;
    while (isPair(bytes, end)) end += 2;
    floor = end;
    at = end;
    if ((end - start) >> 1 < leastChars - 1) continue;
    yield encodedAt(bytes, start, end);
    // In big-endian order the last character has its zero before it, and nothing says which order this is.
    if (isPrintable(bytes[end]) && bytes[start - 1] === 0) yield encodedAt(bytes, start, end + 1);
  }
}

const isPrintable = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x20 && byte < 0x7f;

const isPair = (bytes: Uint8Array, at: number): boolean => bytes[at + 1] === 0 && isPrintable(bytes[at]);

const encodedAt = (bytes: Uint8Array, start: number, end: number): Encoded => {
  const decoded = new Uint8Array((end - start + 1) >> 1);
  for (let i = 0; i < decoded.length; i++) decoded[i] = bytes[start + i * 2] ?? 0;
  return {
    encoding: 'UTF-16',
    start,
    end,
    decoded,
    isOneValue: false,
    from: (index) => start + index * 2,
    to: (index) => start + index * 2 - 1,
    touches: () => true,
  };
};

import type { Encoded } from './encoded.ts';

// Layout of Hermes bytecode as its header says it: 128 bytes of header, then headers of functions, kinds of strings, hashes of
// identifiers, the table of strings, the table of long ones, and the characters of all, without anything between them.
const magic = 0x1f1903c103bc1fc6n;
const headerBytes = 128;
const functionBytes = 16;
const mostStrings = 2_000_000;
const longLength = 0xff;

/**
 * The strings of a React Native bundle that hold one of the places. They stand in one run of characters, so that each one's
 * neighbours look like a part of it.
 * @param starts - where something begins that may be a secret.
 */
export function* hermesStringsIn(bytes: Uint8Array, starts: readonly number[]): Generator<Encoded> {
  const strings = starts.length === 0 ? undefined : stringsOf(bytes);
  if (!strings) return;
  const seen = new Set<number>();
  for (const start of starts) {
    const index = lastBefore(strings, start);
    const found = strings[index];
    if (!found || start >= found.end || seen.has(index)) continue;
    seen.add(index);
    yield encodedAt(bytes, found);
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where the strings of one byte a character lie, in order of their place. */
const stringsOf = (bytes: Uint8Array): readonly Place[] | undefined => {
  if (bytes.length < headerBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getBigUint64(0, true) !== magic) return undefined;
  const [functions, kinds, identifiers, count, longCount] = [40, 44, 48, 52, 56].map((at) =>
    view.getUint32(at, true),
  ) as [number, number, number, number, number];
  const table = headerBytes + functions * functionBytes + kinds * 4 + identifiers * 4;
  const longTable = table + count * 4;
  const storage = longTable + longCount * 8;
  if (count > mostStrings || storage > bytes.length) return undefined;
  const places: Place[] = [];
  for (let i = 0; i < count; i++) {
    const entry = view.getUint32(table + i * 4, true);
    const isWide = (entry & 1) === 1;
    let [offset, length] = [(entry >>> 1) & 0x7fffff, entry >>> 24];
    if (length === longLength) {
      const at = longTable + offset * 8;
      if (at + 8 > storage) continue;
      [offset, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    }
    const start = storage + offset;
    if (!isWide && start + length <= bytes.length) places.push({ start, end: start + length });
  }
  // Of strings that begin together the longest is last.
  return places.sort((a, b) => a.start - b.start || a.end - b.end);
};

const lastBefore = (places: readonly Place[], at: number): number => {
  let low = -1;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
};

const encodedAt = (bytes: Uint8Array, { start, end }: Place): Encoded => ({
  encoding: 'binary',
  start,
  end,
  decoded: bytes.slice(start, end),
  isOneValue: false,
  from: (index) => start + index,
  to: (index) => start + index,
  touches: () => true,
});

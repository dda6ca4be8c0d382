import type { BlobPart } from '../core/blob.ts';

/** How a large content is cut, in bytes. Tests use small numbers. */
export interface PartSizes {
  readonly partBytes: number;
  /** What a part repeats of the next one; longer than any secret that a rule can match. */
  readonly overlapBytes: number;
}

export const defaultPartSizes: PartSizes = { partBytes: 8 * 1024 * 1024, overlapBytes: 64 * 1024 };

/** `part` is absent when the content is whole. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly part?: BlobPart;
}

/**
 * Cuts a stream of bytes into overlapping parts while holding one part in memory.
 * A content that fits into one part comes out whole, from `end`.
 */
export class PartCutter {
  readonly #sizes: PartSizes;
  readonly #capacity: number;
  #buffer: Buffer;
  #length = 0;
  #place = { line: 1, column: 1 };
  #align: number | undefined;
  #isCut = false;

  /** @param expectedBytes - a good guess saves copies; a wrong one does no harm. */
  constructor(expectedBytes = 0, sizes: PartSizes = defaultPartSizes) {
    this.#sizes = sizes;
    this.#capacity = sizes.partBytes + sizes.overlapBytes;
    this.#buffer = Buffer.allocUnsafeSlow(Math.min(Math.max(expectedBytes, 0), this.#capacity));
  }

  /** Takes bytes in and yields each part that they complete. */
  *push(chunk: Uint8Array): Generator<Piece> {
    for (let taken = 0; taken < chunk.length; ) {
      if (this.#length === this.#capacity) yield this.#cut();
      const count = Math.min(chunk.length - taken, this.#capacity - this.#length);
      this.#grow(this.#length + count);
      this.#buffer.set(chunk.subarray(taken, taken + count), this.#length);
      this.#length += count;
      taken += count;
    }
  }

  /** @returns the last part, or the whole. */
  end(): Piece {
    const bytes = this.#buffer.subarray(0, this.#length);
    return this.#isCut ? { bytes, part: { ...this.#place, ownedBytes: bytes.length } } : { bytes };
  }

  #cut(): Piece {
    const bytes = this.#buffer;
    this.#align ??= isWide(bytes) ? 4 : 1;
    const border =
      this.#align > 1 ? aligned(this.#sizes.partBytes, this.#align) : borderIn(bytes, this.#sizes);
    const part = { ...this.#place, ownedBytes: border };
    this.#place = advance(this.#place, bytes, border, !this.#isCut);
    this.#isCut = true;
    // A fresh buffer, because the reader may still hold the old one.
    this.#buffer = Buffer.allocUnsafeSlow(this.#capacity);
    this.#length = bytes.copy(this.#buffer, 0, border);
    return { bytes, part };
  }

  #grow(needed: number): void {
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(
      Math.min(this.#capacity, Math.max(needed, this.#buffer.length * 2, 4096)),
    );
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

// UTF-16 and UTF-32 must be cut between units, or the rest cannot be decoded.
const isWide = (bytes: Uint8Array): boolean => {
  const hasMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return hasMark || bytes.subarray(0, 64).filter((byte) => byte === 0).length > 16;
};

const aligned = (size: number, unit: number): number => Math.max(unit, size - (size % unit));

const lf = 0x0a;
const cr = 0x0d;

/**
 * Where the next part begins: after the last line end near the end of this one, else after a byte that no token
 * contains, so that what looks backwards from the first byte of a part misses nothing.
 */
const borderIn = (bytes: Buffer, { partBytes, overlapBytes }: PartSizes): number => {
  const from = Math.max(1, partBytes - overlapBytes);
  const lastLf = bytes.subarray(from, partBytes).lastIndexOf(lf);
  if (lastLf >= 0) return from + lastLf + 1;
  return (
    lastBefore(partBytes, from, (at) => bytes[at - 1] === cr && bytes[at] !== lf) ??
    lastBefore(partBytes, from, (at) => isBreak(bytes[at - 1]) && bytes[at] !== lf) ??
    lastBefore(
      partBytes,
      Math.max(1, partBytes - 4),
      (at) => !isContinuation(bytes[at]) && bytes[at - 1] !== cr,
    ) ??
    partBytes
  );
};

const lastBefore = (high: number, low: number, fits: (at: number) => boolean): number | undefined => {
  for (let at = high; at >= low; at--) if (fits(at)) return at;
  return undefined;
};

// Space, quotes, comma, semicolon, brackets: ASCII that appears in no token alphabet.
const breaks = new Set([...'\t "\'`,;(){}[]<>'].map((char) => char.charCodeAt(0)));
const isBreak = (byte: number | undefined): boolean => byte !== undefined && breaks.has(byte);

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** The place of `bytes[end]`, when `bytes[0]` is at `from`. A line ends at LF, CRLF or a lone CR. */
const advance = (
  from: { readonly line: number; readonly column: number },
  bytes: Buffer,
  end: number,
  isStart: boolean,
): { line: number; column: number } => {
  let line = from.line;
  let lineStart = -1;
  for (let at = 0; at < end; at++) {
    const byte = bytes[at];
    if (byte !== lf && (byte !== cr || bytes[at + 1] === lf)) continue;
    line += 1;
    lineStart = at + 1;
  }
  if (lineStart >= 0) return { line, column: 1 + unitsIn(bytes, lineStart, end) };
  // A byte-order mark is not a column.
  const mark = isStart && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return { line, column: from.column + unitsIn(bytes, mark, end) };
};

const unitsIn = (bytes: Buffer, from: number, to: number): number => bytes.toString('utf8', from, to).length;

/** Bytes in a form that the literal pass and the detectors share. */
export interface Decoded {
  /** UTF-8 for text, whatever the file's own encoding; the raw bytes of a binary file. */
  readonly bytes: Uint8Array;
  readonly isBinary: boolean;
  /** UTF-8 decoded, or latin-1 for a binary file, so that there offsets are byte offsets. */
  text(): string;
}

const probeBytes = 8192;

/**
 * Recognises UTF-8, UTF-16 and UTF-32 by their byte-order mark, UTF-16 also by its shape.
 * A NUL in the first 8 KiB of anything else means binary; it is scanned as bytes all the same.
 * @param isPart - a stretch of a large file: its head says nothing about the encoding.
 */
export const toText = (raw: Uint8Array, isPart = false): Decoded => {
  const wide = isPart ? undefined : (markedEncoding(raw) ?? shapeOfUtf16(raw.subarray(0, 1024)));
  if (wide) return decoded(Buffer.from(decodeWide(raw, wide), 'utf8'), false);
  const bytes = startsWith(raw, [0xef, 0xbb, 0xbf]) ? raw.subarray(3) : raw;
  return decoded(bytes, bytes.subarray(0, probeBytes).includes(0));
};

const decoded = (bytes: Uint8Array, isBinary: boolean): Decoded => {
  let text: string | undefined;
  return {
    bytes,
    isBinary,
    text() {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      text ??= buffer.toString(isBinary ? 'latin1' : 'utf8');
      return text;
    },
  };
};

type Wide = 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** The encoding that a byte-order mark names. The UTF-32 mark begins with the UTF-16 one, so it is tried first. */
export const markedEncoding = (raw: Uint8Array): Wide | undefined => {
  if (startsWith(raw, [0xff, 0xfe, 0, 0])) return 'utf-32le';
  if (startsWith(raw, [0, 0, 0xfe, 0xff])) return 'utf-32be';
  if (startsWith(raw, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(raw, [0xfe, 0xff])) return 'utf-16be';
  return undefined;
};

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean =>
  head.every((byte, i) => bytes[i] === byte);

/** Mostly ASCII text in UTF-16 without a mark: nearly every other byte is zero, the rest are not. */
const shapeOfUtf16 = (head: Uint8Array): Wide | undefined => {
  const pairs = head.length >> 1;
  if (pairs < 4) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[i * 2] === 0) evenZeros++;
    if (head[i * 2 + 1] === 0) oddZeros++;
  }
  if (oddZeros > pairs * 0.9 && evenZeros < pairs * 0.02) return 'utf-16le';
  if (evenZeros > pairs * 0.9 && oddZeros < pairs * 0.02) return 'utf-16be';
  return undefined;
};

const decodeWide = (raw: Uint8Array, encoding: Wide): string => {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new TextDecoder(encoding).decode(raw);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const parts: string[] = [];
  for (let at = 4; at + 4 <= raw.length; at += 4) {
    const point = view.getUint32(at, encoding === 'utf-32le');
    const valid = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    parts.push(valid ? String.fromCodePoint(point) : '\ufffd');
  }
  return parts.join('');
};

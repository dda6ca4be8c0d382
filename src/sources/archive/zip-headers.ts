import type { ByteSource } from './byte-source.ts';

// PKWARE APPNOTE 6.3.10: 4.3.7 local header, 4.3.12 central header, 4.3.14 to 4.3.16 end records, 4.5.3 ZIP64.

export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  descriptor: 0x08074b50,
} as const;

/** What both kinds of header say about an entry. */
export interface ZipHeader {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Of the header, with everything that belongs to it. */
  readonly headerBytes: number;
}

export interface CentralHeader extends ZipHeader {
  readonly comment: Buffer;
  readonly localOffset: number;
}

export const isEncrypted = ({ flags, method }: ZipHeader): boolean =>
  (flags & 1) === 1 || method === aesMethod;
const aesMethod = 99;

/** Sizes and checksum stand behind the data, not in the local header. */
export const hasDescriptor = ({ flags }: ZipHeader): boolean => (flags & 8) !== 0;

const localBytes = 30;
const centralBytes = 46;
const sixteenBits = 0xffff;
const thirtyTwoBits = 0xffffffff;

/** @returns undefined when there is no whole local header. */
export const localHeaderAt = (source: ByteSource, offset: number): ZipHeader | undefined => {
  const fixed = source.read(offset, localBytes);
  if (fixed.length < localBytes || fixed.readUInt32LE(0) !== signatures.local) return undefined;
  const nameBytes = fixed.readUInt16LE(26);
  const rest = source.read(offset + localBytes, nameBytes + fixed.readUInt16LE(28));
  const sizes = { packedBytes: fixed.readUInt32LE(18), bytes: fixed.readUInt32LE(22) };
  return {
    name: rest.subarray(0, nameBytes),
    flags: fixed.readUInt16LE(6),
    method: fixed.readUInt16LE(8),
    crc: fixed.readUInt32LE(14),
    ...withZip64(sizes, rest.subarray(nameBytes)),
    headerBytes: localBytes + nameBytes + fixed.readUInt16LE(28),
  };
};

/** @returns undefined when the bytes at `at` are not a whole central header. */
export const centralHeaderAt = (bytes: Buffer, at: number): CentralHeader | undefined => {
  if (at + centralBytes > bytes.length || bytes.readUInt32LE(at) !== signatures.central) return undefined;
  const nameEnd = at + centralBytes + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const end = extraEnd + bytes.readUInt16LE(at + 32);
  if (end > bytes.length) return undefined;
  const sizes = {
    bytes: bytes.readUInt32LE(at + 24),
    packedBytes: bytes.readUInt32LE(at + 20),
    localOffset: bytes.readUInt32LE(at + 42),
  };
  return {
    name: bytes.subarray(at + centralBytes, nameEnd),
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    ...withZip64(sizes, bytes.subarray(nameEnd, extraEnd)),
    comment: bytes.subarray(extraEnd, end),
    headerBytes: end - at,
  };
};

/** Only the fields that do not fit into 32 bits stand in the extra field, in this order. */
const withZip64 = <T extends { bytes: number; packedBytes: number; localOffset?: number }>(
  sizes: T,
  extra: Buffer,
): T => {
  const field = zip64Field(extra);
  if (!field) return sizes;
  let at = 0;
  const wide = (value: number): number => {
    if (value !== thirtyTwoBits || at + 8 > field.length) return value;
    at += 8;
    return Number(field.readBigUInt64LE(at - 8));
  };
  const bytes = wide(sizes.bytes);
  const packedBytes = wide(sizes.packedBytes);
  const { localOffset } = sizes;
  return {
    ...sizes,
    bytes,
    packedBytes,
    ...(localOffset !== undefined && { localOffset: wide(localOffset) }),
  };
};

const zip64Field = (extra: Buffer): Buffer | undefined => {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
  }
  return undefined;
};

/** Where the central directory lies. */
export interface ZipEnd {
  readonly directoryStart: number;
  readonly directoryEnd: number;
  /** What its offsets are off by: something was put before the archive. */
  readonly shift: number;
  readonly comment: Buffer;
  /** Behind the last byte of the archive. */
  readonly end: number;
}

const endBytes = 22;
const longestTail = endBytes + sixteenBits;

/** The last end record whose directory is where it says; undefined for an archive without one. */
export const findZipEnd = (source: ByteSource): ZipEnd | undefined => {
  const tailStart = Math.max(0, source.size - longestTail);
  const tail = source.read(tailStart, longestTail);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== signatures.end) continue;
    const found = readEnd(source, tail, at, tailStart);
    if (found) return found;
  }
  return undefined;
};

const readEnd = (source: ByteSource, tail: Buffer, at: number, tailStart: number): ZipEnd | undefined => {
  const commentEnd = at + endBytes + tail.readUInt16LE(at + 20);
  if (commentEnd > tail.length) return undefined;
  const place = tailStart + at;
  const stated = readEnd64(source, place) ?? {
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
    end: place,
  };
  const comment = tail.subarray(at + endBytes, commentEnd);
  const end = tailStart + commentEnd;
  const directoryStart = [stated.offset, stated.end - stated.size].find((one) =>
    stated.size === 0 ? one === stated.end : isDirectoryAt(source, one),
  );
  if (directoryStart === undefined) return undefined;
  return { directoryStart, directoryEnd: stated.end, shift: directoryStart - stated.offset, comment, end };
};

const readEnd64 = (
  source: ByteSource,
  endPlace: number,
): { size: number; offset: number; end: number } | undefined => {
  const locator = source.read(Math.max(0, endPlace - 20), 20);
  if (locator.length < 20 || locator.readUInt32LE(0) !== signatures.locator64) return undefined;
  const offset = Number(locator.readBigUInt64LE(8));
  const place = [offset, endPlace - 20 - 56].find((one) => isEnd64At(source, one));
  if (place === undefined) return undefined;
  const record = source.read(place, 56);
  return { size: Number(record.readBigUInt64LE(40)), offset: Number(record.readBigUInt64LE(48)), end: place };
};

const isEnd64At = (source: ByteSource, at: number): boolean => hasSignature(source, at, signatures.end64, 56);

const isDirectoryAt = (source: ByteSource, at: number): boolean =>
  hasSignature(source, at, signatures.central, centralBytes);

const hasSignature = (source: ByteSource, at: number, signature: number, least: number): boolean => {
  if (!Number.isSafeInteger(at) || at < 0 || at + least > source.size) return false;
  const bytes = source.read(at, least);
  return bytes.length === least && bytes.readUInt32LE(0) === signature;
};

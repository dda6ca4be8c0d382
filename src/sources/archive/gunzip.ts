import { crc32 } from 'node:zlib';
import { type ByteSource, chunksOf } from './byte-source.ts';
import { type Unpacked, unpack } from './unpack.ts';

/** How a gzip file ended. */
export interface Gunzipped {
  isDamaged: boolean;
  /** Behind the last member. */
  end: number;
}

/** Unpacks the members of a gzip file (RFC 1952), one after the other, as far as they can be read. */
export async function* gunzip(source: ByteSource, result: Gunzipped): AsyncGenerator<Uint8Array> {
  for (let header = gzipHeaderAt(source, 0); header; header = gzipHeaderAt(source, result.end)) {
    const end: Unpacked = { isDamaged: false, used: 0 };
    let [crc, bytes] = [0, 0];
    for await (const chunk of unpack('deflate', chunksOf(source, header.end, source.size), end)) {
      crc = crc32(chunk, crc);
      bytes += chunk.length;
      yield chunk;
    }
    const trailer = source.read(header.end + end.used, trailerBytes);
    result.end = header.end + end.used + trailer.length;
    result.isDamaged = end.isDamaged || !isRight(trailer, crc, bytes);
    if (end.isDamaged) return;
  }
}

const trailerBytes = 8;

const isRight = (trailer: Buffer, crc: number, bytes: number): boolean =>
  trailer.length === trailerBytes &&
  trailer.readUInt32LE(0) === crc &&
  trailer.readUInt32LE(4) === bytes % 2 ** 32;

/** Flags of RFC 1952 section 2.3.1. */
const checksumFlag = 2;
const extraFlag = 4;
const nameFlag = 8;
const commentFlag = 16;

const fixedBytes = 10;
const mostHeader = 128 * 1024;

/** @returns where the packed data begins and the original name; undefined when no member begins here. */
export const gzipHeaderAt = (
  source: ByteSource,
  start: number,
): { end: number; name: Buffer } | undefined => {
  if (start >= source.size) return undefined;
  const head = source.read(start, mostHeader);
  if (head.length < fixedBytes || head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8) return undefined;
  const flags = head[3] ?? 0;
  let at = fixedBytes;
  if (flags & extraFlag) at += 2 + ((head[at] ?? 0) | ((head[at + 1] ?? 0) << 8));
  const nameStart = at;
  if (flags & nameFlag) at = afterZero(head, at);
  const name = head.subarray(nameStart, Math.max(nameStart, at - 1));
  if (flags & commentFlag) at = afterZero(head, at);
  if (flags & checksumFlag) at += 2;
  return { end: start + Math.min(at, head.length), name };
};

const afterZero = (bytes: Buffer, start: number): number => {
  const end = bytes.indexOf(0, start);
  return end < 0 ? bytes.length : end + 1;
};

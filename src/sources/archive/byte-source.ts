import { readSync } from 'node:fs';

/** Bytes that can be read at any place. */
export interface ByteSource {
  readonly size: number;
  /** @returns fewer bytes where the source ends, or where a file has become shorter. */
  read(offset: number, length: number): Buffer;
}

export const bufferSource = (bytes: Uint8Array): ByteSource => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { size: buffer.length, read: (offset, length) => buffer.subarray(offset, offset + length) };
};

/** @param fd - must stay open while the source is in use. */
export const fileSource = (fd: number, size: number): ByteSource => ({
  size,
  read: (offset, length) => {
    const bytes = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - offset)));
    let count = 0;
    while (count < bytes.length) {
      const got = readSync(fd, bytes, count, bytes.length - count, offset + count);
      if (got === 0) break;
      count += got;
    }
    return bytes.subarray(0, count);
  },
});

/** The bytes from `start` to `end` in chunks. */
export function* chunksOf(
  source: ByteSource,
  start: number,
  end: number,
  chunkBytes = 64 * 1024,
): Generator<Buffer> {
  for (let at = start; at < end; ) {
    const chunk = source.read(at, Math.min(chunkBytes, end - at));
    if (chunk.length === 0) return;
    yield chunk;
    at += chunk.length;
  }
}

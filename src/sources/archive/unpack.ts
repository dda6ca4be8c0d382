import * as zlib from 'node:zlib';
import { createInflateRaw } from 'node:zlib';

/** What of a decompressing stream of node:zlib is used. */
interface Engine {
  write(chunk: Uint8Array, done: (error?: Error | null) => void): boolean;
  end(): unknown;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  destroy(): unknown;
  readonly bytesWritten: number;
}

export type Packing = 'deflate' | 'zstd';

/** How an unpacking ended. */
export interface Unpacked {
  /** The packed bytes were damaged or ended too early. */
  isDamaged: boolean;
  /** Packed bytes that were used; what follows belongs to something else. */
  used: number;
}

/**
 * Unpacks a stream; what was readable of a damaged one is yielded.
 * @param end - is filled in when the generator ends.
 */
export async function* unpack(
  packing: Packing,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  end: Unpacked,
): AsyncGenerator<Uint8Array> {
  const engine = packing === 'deflate' ? createInflateRaw() : zstd();
  const ready: Buffer[] = [];
  let isOver = false;
  const over = new Promise<boolean>((resolve) => {
    engine.on('error', () => resolve(true));
    engine.on('end', () => resolve(false));
  }).then((isDamaged) => {
    isOver = true;
    end.isDamaged = isDamaged;
  });
  engine.on('data', (chunk) => ready.push(chunk));
  try {
    for await (const bite of bitesOf(chunks)) {
      await Promise.race([over, written(engine, bite)]);
      yield* ready.splice(0);
      if (isOver) break;
    }
    if (!isOver) engine.end();
    await over;
    yield* ready.splice(0);
  } finally {
    end.used = engine.bytesWritten;
    engine.destroy();
  }
}

const smallest = 64;
const largest = 8 * 1024;

/**
 * Small pieces first, because what a damaged piece gave is lost, then larger ones; never so large that what comes out, a
 * thousand times as much at worst, fills the memory.
 */
async function* bitesOf(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const bite = chunk.subarray(at, at + Math.min(largest, Math.max(smallest, total >> 4)));
      yield bite;
      at += bite.length;
      total += bite.length;
    }
  }
}

const written = (engine: Engine, chunk: Uint8Array): Promise<void> =>
  new Promise((resolve) => engine.write(chunk, () => resolve()));

const zstd = (): Engine => {
  const create = zstdEngine();
  if (!create) throw new RangeError('this Node.js has no Zstandard');
  return create();
};

/** Node.js has Zstandard from 22.15 on. */
export const zstdEngine = (): (() => Engine) | undefined =>
  (zlib as { createZstdDecompress?: () => Engine }).createZstdDecompress;

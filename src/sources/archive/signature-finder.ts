import type { ByteSource } from './byte-source.ts';

const chunkBytes = 256 * 1024;

/** Finds signatures of four bytes that begin with `PK`, going forward; what was read is kept for the next search. */
export class SignatureFinder {
  readonly #source: ByteSource;
  #bytes: Buffer = Buffer.alloc(0);
  #base = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** @returns where the first one of `wanted` begins that ends before `end`. */
  next(start: number, end: number, wanted: readonly number[]): number | undefined {
    for (let from = start; from + 4 <= end; ) {
      if (from < this.#base || from + 4 > this.#base + this.#bytes.length) {
        this.#bytes = this.#source.read(from, chunkBytes);
        this.#base = from;
        if (this.#bytes.length < 4) return undefined;
      }
      const found = this.#inChunk(from, wanted);
      if (found !== undefined) return found + 4 <= end ? found : undefined;
      // Three bytes of a signature may be the last ones of the chunk.
      from = this.#base + this.#bytes.length - 3;
    }
    return undefined;
  }

  #inChunk(from: number, wanted: readonly number[]): number | undefined {
    const bytes = this.#bytes;
    for (let at = bytes.indexOf('PK', from - this.#base, 'latin1'); at >= 0 && at + 4 <= bytes.length; ) {
      if (wanted.includes(bytes.readUInt32LE(at))) return this.#base + at;
      at = bytes.indexOf('PK', at + 2, 'latin1');
    }
    return undefined;
  }
}

/** What one archive may hold, with everything nested in it. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Unpacked, in bytes: of everything, and of one entry. */
  readonly bytes: number;
  readonly entryBytes: number;
  /** Unpacked bytes per packed byte, once more than `freeBytes` are unpacked. */
  readonly ratio: number;
  readonly freeBytes: number;
  /** Of archives in archives, at one time. */
  readonly heldBytes: number;
  /** How deep archives may be nested; the outermost counts. */
  readonly depth: number;
}

const mebi = 1024 * 1024;

export const defaultArchiveLimits: ArchiveLimits = {
  entries: 100_000,
  bytes: 2048 * mebi,
  entryBytes: 256 * mebi,
  ratio: 200,
  freeBytes: 10 * mebi,
  heldBytes: 512 * mebi,
  depth: 5,
};

/** Raised when an archive goes over a limit; nothing more of it is read. `message` is a clause for people. */
export class ArchiveLimitError extends Error {}

/** Counts what comes out of one archive. */
export class ArchiveBudget {
  readonly limits: ArchiveLimits;
  readonly #packedBytes: number;
  #entries = 0;
  #bytes = 0;
  #held = 0;
  #streamed = 0;

  /** @param packedBytes - size of the outermost archive. */
  constructor(packedBytes: number, limits: ArchiveLimits = defaultArchiveLimits) {
    this.limits = limits;
    this.#packedBytes = packedBytes;
  }

  /** @throws ArchiveLimitError */
  takeEntry(): void {
    this.#entries++;
    if (this.#entries > this.limits.entries)
      throw new ArchiveLimitError(`more than ${this.limits.entries} entries`);
  }

  /** @throws ArchiveLimitError */
  takeBytes(count: number): void {
    this.#bytes += count;
    const { bytes } = this.limits;
    if (this.#bytes > bytes) throw new ArchiveLimitError(`more than ${sayMebi(bytes)} unpacked`);
    this.#checkRatio(this.#bytes);
  }

  #checkRatio(bytes: number): void {
    const { ratio, freeBytes } = this.limits;
    if (bytes > freeBytes && bytes > ratio * this.#packedBytes)
      throw new ArchiveLimitError(`unpacks to more than ${ratio} times its size`);
  }

  /**
   * For what is unpacked on the way to entries and partly thrown away.
   * @throws ArchiveLimitError
   */
  takeStream(count: number): void {
    this.#streamed += count;
    if (this.#streamed > this.limits.bytes)
      throw new ArchiveLimitError(`more than ${sayMebi(this.limits.bytes)} unpacked`);
    this.#checkRatio(this.#streamed);
  }

  /** @returns false when there is no room for so much. */
  hold(bytes: number): boolean {
    if (this.#held + bytes > this.limits.heldBytes) return false;
    this.#held += bytes;
    return true;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }
}

/** @returns `256 MiB`. */
export const sayMebi = (bytes: number): string => `${Math.ceil(bytes / mebi)} MiB`;

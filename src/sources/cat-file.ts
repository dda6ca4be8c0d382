import { createHash } from 'node:crypto';
import type { IsolatedGit } from './git.ts';
import type { GitChild } from './git-child.ts';
import type { Repository } from './repository.ts';

/** An object that git found. `bytes` must be read to its end before the next one is asked for. */
export interface GitObject {
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  readonly bytes: AsyncGenerator<Uint8Array>;
  /** Whether the bytes that were read are those that the id stands for. */
  readonly isIntact: () => boolean;
}

/** One `git cat-file --batch`, asked for one object after the other. */
export class CatFile {
  readonly #child: GitChild;
  readonly #format: Repository['objectFormat'];
  #rest: Buffer = Buffer.alloc(0);

  constructor(git: IsolatedGit, format: Repository['objectFormat']) {
    this.#child = git.start('cat-file', '--batch');
    this.#format = format;
  }

  /**
   * @returns undefined when the object is missing.
   * @throws AdvisorError `incomplete` when git dies or hangs over it; this process is then of no use.
   */
  async open(oid: string): Promise<GitObject | undefined> {
    this.#child.write(`${oid}\n`);
    const header = await this.#line();
    const [, type, size] = /^[0-9a-f]{40,64} (\w{1,20}) (\d{1,16})$/.exec(header) ?? [];
    if (!type || size === undefined) return undefined;
    const hash = createHash(this.#format).update(`${type} ${size}\0`);
    const bytes = this.#take(Number(size), (chunk) => hash.update(chunk));
    return { type, size: Number(size), bytes, isIntact: () => hash.digest('hex') === oid };
  }

  /** @throws AdvisorError `incomplete` when git complained. */
  async end(): Promise<void> {
    this.#child.endInput();
    await this.#child.finish();
  }

  kill(): void {
    this.#child.kill();
  }

  async #line(): Promise<string> {
    for (let end = this.#rest.indexOf(lf); ; end = this.#rest.indexOf(lf)) {
      if (end >= 0) {
        const line = this.#rest.toString('latin1', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      this.#rest = Buffer.concat([this.#rest, await this.#more()]);
    }
  }

  async *#take(size: number, seen: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#more();
      const chunk = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(chunk.length);
      left -= chunk.length;
      seen(chunk);
      yield chunk;
    }
    // The line end after the content.
    await this.#line();
  }

  async #more(): Promise<Buffer> {
    const chunk = await this.#child.next();
    if (chunk) return chunk;
    // git died in the middle: its exit status says why.
    await this.#child.finish();
    throw new Error('git cat-file ended without an answer');
  }
}

const lf = 0x0a;

import type { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { AdvisorError } from '../core/errors.ts';
import { escapeText } from '../core/escape.ts';

/** What is used of a child process. */
interface Spawned extends EventEmitter {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  kill(signal: 'SIGKILL'): boolean;
}

interface ChildOptions {
  readonly signal: AbortSignal;
  readonly idleMs: number;
  readonly onClose: () => void;
}

/** A running git, with a watchdog on every wait. */
export class GitChild {
  readonly #child: Spawned;
  readonly #command: string;
  readonly #options: ChildOptions;
  readonly #output: AsyncIterator<Buffer>;
  readonly #closed: Promise<number | null>;
  #complaint = '';
  #death: AdvisorError | undefined;

  constructor(child: Spawned, command: string, options: ChildOptions) {
    this.#child = child;
    this.#command = command;
    this.#options = options;
    this.#output = child.stdout[Symbol.asyncIterator]();
    this.#closed = this.#watch();
  }

  #watch(): Promise<number | null> {
    const child = this.#child;
    child.on('error', (error) => this.#die(failure(this.#command, error.message)));
    // A git that ended early says why by its exit status.
    child.stdin.on('error', () => undefined);
    child.stderr.on('data', (chunk: Buffer) => {
      if (this.#complaint.length < 4096) this.#complaint += chunk.toString();
    });
    const onAbort = () => this.#die(new AdvisorError('interrupted', 'interrupted'));
    this.#options.signal.addEventListener('abort', onAbort, { once: true });
    if (this.#options.signal.aborted) onAbort();
    return new Promise((resolve) => {
      child.once('close', (code) => {
        this.#options.signal.removeEventListener('abort', onAbort);
        this.#options.onClose();
        resolve(code);
      });
    });
  }

  write(text: string): void {
    this.#child.stdin.write(text);
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  /** @returns the next bytes, or undefined at the end of the output. */
  async next(): Promise<Buffer | undefined> {
    const { value, done } = await this.#guarded(this.#output.next());
    return done ? undefined : value;
  }

  /** Waits for the end. @throws AdvisorError `incomplete` unless git ended well and said nothing. */
  async finish(): Promise<void> {
    const code = await this.#guarded(this.#closed);
    const complaint = this.#complaint.split('\n').find((line) => /^(?:error|fatal):/.test(line));
    if (code !== 0 || complaint) throw failure(this.#command, complaint ?? `exit status ${code}`);
  }

  /** Ends git at once. What waits for it fails. */
  kill(): void {
    this.#child.kill('SIGKILL');
    // A wrapper script may leave a child that holds the pipes open.
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) stream.destroy();
  }

  #die(why: AdvisorError): void {
    this.#death ??= why;
    this.kill();
  }

  async #guarded<T>(waited: Promise<T>): Promise<T> {
    const seconds = Math.round(this.#options.idleMs / 1000);
    const timer = setTimeout(
      () => this.#die(failure(this.#command, `no answer for ${seconds} s`)),
      this.#options.idleMs,
    );
    // A stream that we destroyed ends with an error of its own, or as if all was well.
    const outcome = await waited.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    clearTimeout(timer);
    if (this.#death) throw this.#death;
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }
}

const failure = (command: string, why: string): AdvisorError =>
  new AdvisorError('incomplete', `git ${command} failed: ${escapeText(why).slice(0, 200)}`);

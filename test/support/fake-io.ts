import type { Input, Io, Output } from '../../src/core/io.ts';

export interface FakeIoOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What a program would pipe in. */
  readonly stdin?: string | Uint8Array;
  readonly stdinIsTTY?: boolean;
  readonly stdoutIsTTY?: boolean;
  readonly stderrIsTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

export interface FakeIo {
  readonly io: Io;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** An Io that keeps what is written, with a fixed clock and no terminal unless one is asked for. */
export const fakeIo = (options: FakeIoOptions): FakeIo => {
  const columns = options.columns ?? 80;
  const stdout = recorder(options.stdoutIsTTY ?? false, columns, options.rows ?? 24);
  const stderr = recorder(options.stderrIsTTY ?? false, columns, options.rows ?? 24);
  const io: Io = {
    cwd: options.cwd,
    env: options.env ?? {},
    stdin: input(options.stdin ?? '', options.stdinIsTTY ?? false),
    stdout: stdout.output,
    stderr: stderr.output,
    now: () => options.now ?? new Date('2026-01-02T03:04:05Z'),
    signal: options.signal ?? new AbortController().signal,
  };
  return { io, stdout: stdout.text, stderr: stderr.text };
};

const recorder = (isTTY: boolean, columns: number, rows: number): { output: Output; text: () => string } => {
  const chunks: string[] = [];
  const write = async (chunk: string): Promise<boolean> => {
    chunks.push(chunk);
    return true;
  };
  return { output: { isTTY, columns, rows, write }, text: () => chunks.join('') };
};

const input = (content: string | Uint8Array, isTTY: boolean): Input => ({
  isTTY,
  async *[Symbol.asyncIterator]() {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    if (bytes.length > 0) yield bytes;
  },
});

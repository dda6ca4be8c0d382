import process from 'node:process';
import { addAbortSignal } from 'node:stream';
import { AdvisorError, exitCodes } from '../core/errors.ts';
import type { Input, Io, Output } from '../core/io.ts';

/** This process as an Io, with its command line. */
export interface NodeIo {
  readonly io: Io;
  readonly argv: readonly string[];
  /** Sets the exit status once the run is over; never exits, so that a pipe is drained. */
  finish(status: number): void;
}

/** @returns an Io whose signal is aborted by the first interrupt; a second one ends the process at once. */
export const nodeIo = (): NodeIo => {
  const interrupt = new AbortController();
  let interruptedBy = 0;
  const onSignal = (number: number) => () => {
    if (interruptedBy > 0) process.exit(128 + number);
    interruptedBy = number;
    interrupt.abort();
  };
  process.on('SIGINT', onSignal(2));
  process.on('SIGTERM', onSignal(15));
  process.on('uncaughtException', onLost);
  process.on('unhandledRejection', onLost);
  const io: Io = {
    cwd: process.cwd(),
    env: process.env,
    stdin: inputOf(interrupt.signal),
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    now: () => new Date(),
    signal: interrupt.signal,
  };
  return {
    io,
    argv: process.argv.slice(2),
    finish(status) {
      process.exitCode = interruptedBy > 0 ? 128 + interruptedBy : status;
    },
  };
};

/** What no code waited for. Node would end with 1, which here means findings; the message may quote a secret. */
const onLost = (reason: unknown): void => {
  const name = reason instanceof Error ? reason.name : 'unknown';
  process.stderr.write(`error: internal error (${name}); this is a bug in auth-advisor\n`);
  process.exit(exitCodes.internal);
};

const inputOf = (signal: AbortSignal): Input => ({
  // Touching process.stdin opens it; only a command that reads it should.
  get isTTY() {
    return process.stdin.isTTY === true;
  },
  async *[Symbol.asyncIterator]() {
    try {
      for await (const chunk of addAbortSignal(signal, process.stdin)) yield chunk as Uint8Array;
    } catch (error) {
      // A pipe that stays open must not keep an interrupted run waiting.
      throw signal.aborted ? new AdvisorError('interrupted', 'interrupted') : error;
    }
  },
});

const outputOf = (stream: NodeJS.WriteStream): Output => {
  let gone = false;
  let failure: AdvisorError | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') gone = true;
    else
      failure = new AdvisorError(
        'internal',
        `the report could not be written (${error.code ?? 'unknown error'})`,
      );
  });
  return {
    get isTTY() {
      return stream.isTTY === true;
    },
    // 0 on some pseudo-terminals, undefined on pipes.
    get columns() {
      return stream.columns || 80;
    },
    get rows() {
      return stream.rows || 24;
    },
    write(chunk) {
      return new Promise((resolve, reject) => {
        if (failure) reject(failure);
        else if (gone) resolve(false);
        else
          stream.write(chunk, (error) => {
            if (!error) resolve(true);
            else if ((error as NodeJS.ErrnoException).code === 'EPIPE') resolve(false);
            else reject(failure ?? new AdvisorError('internal', 'the report could not be written'));
          });
      });
    },
  };
};

import type { Command } from 'commander';
import type { Io } from '../core/io.ts';

/** What the definition of a command needs. */
export interface CliContext {
  readonly program: Command;
  readonly io: Io;
  readonly version: string;
  /** Tells the exit status of the command that ran. */
  readonly setStatus: (code: number) => void;
}

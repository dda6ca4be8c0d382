import { stripVTControlCharacters } from 'node:util';
import { CommanderError } from 'commander';
import { nodeIo } from './cli/node-io.ts';
import { buildProgram } from './cli/program.ts';
import { refuseTokens } from './cli/refuse-tokens.ts';
import { AdvisorError, exitCodes } from './core/errors.ts';
import { escapeText } from './core/escape.ts';
import type { Io } from './core/io.ts';

/** Runs the command line of this process and sets its exit status. */
export const main = async (): Promise<void> => {
  const { io, argv, finish } = nodeIo();
  finish(await run(argv, io));
};

/**
 * Runs one command line.
 * @param argv - without `node` and the script.
 * @returns the exit status; the one place where an error becomes one.
 */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  let status = 0;
  const program = buildProgram(io, (code) => {
    status = code;
  });
  try {
    refuseTokens(argv);
    // Nothing is asked: say what can be.
    await program.parseAsync(argv.length > 0 ? [...argv] : ['--help'], { from: 'user' });
    return status;
  } catch (error) {
    return await explainError(error, argv, io);
  }
};

const explainError = async (error: unknown, argv: readonly string[], io: Io): Promise<number> => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (error instanceof AdvisorError) {
    if (error.code !== 'interrupted') await sayError(io, error.message, error.hint);
    return exitCodes[error.code];
  }
  // A foreign message may quote what it failed on, and that may be a secret: only the kind and the place are shown.
  const { name, stack } = error instanceof Error ? error : new Error('unknown');
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  await sayError(
    io,
    `internal error (${name}); this is a bug in auth-advisor`,
    'Run again with --debug and report the lines that it adds.',
  );
  if (argv.includes('--debug')) await io.stderr.write(`${frames.map(escapeFrame).join('\n')}\n`);
  return exitCodes.internal;
};

const escapeFrame = (line: string): string => `    ${escapeText(stripVTControlCharacters(line.trim()))}`;

const sayError = async (io: Io, message: string, hint: string | undefined): Promise<void> => {
  const lines = message.split('\n').map((line) => `error: ${escapeText(line)}\n`);
  await io.stderr.write(lines.join('') + (hint ? `hint: ${escapeText(hint)}\n` : ''));
};

import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { ConfigError, usageError } from '../core/errors.ts';

/**
 * The text of a file that people keep for auth-advisor, without a byte order mark.
 * @param file - absolute; @param name - as shown; @param what - `configuration`, for messages.
 * @throws ConfigError when it is no regular file, usageError when it cannot be read.
 */
export const readOwnFile = (file: string, name: string, what: string): string => {
  let fd: number | undefined;
  try {
    // O_NONBLOCK: a pipe under that name must not hang the run.
    fd = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!fstatSync(fd).isFile())
      throw new ConfigError([{ file: name, line: 1, column: 1, message: 'expected a regular file' }]);
    return readFileSync(fd, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw usageError(`cannot read the ${what} ${name} (${code})`);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
};

/** A path as shown to people: relative to the working directory where it is below it. */
export const shownFrom = (cwd: string, file: string): string => {
  const path = relative(cwd, resolve(file));
  return (path.startsWith('..') ? resolve(file) : path).replaceAll('\\', '/');
};

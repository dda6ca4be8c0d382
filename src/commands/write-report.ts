import { lstatSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { AdvisorError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { batched, replaceFile, writeTo } from './replace-file.ts';

/**
 * Writes a report to standard output or to a file. An existing file is replaced only when the whole report is on disk.
 * @throws AdvisorError `internal` when it cannot be written.
 */
export const writeReport = async (
  chunks: Iterable<string>,
  output: string | undefined,
  io: Io,
): Promise<void> => {
  if (output !== undefined) return writeFile(chunks, resolve(io.cwd, output), output);
  for (const chunk of batched(chunks)) {
    // The reader has gone (`| head`): its choice, not our failure.
    if (!(await io.stdout.write(chunk))) return;
  }
};

const writeFile = (chunks: Iterable<string>, path: string, shownAs: string): void => {
  try {
    if (isSpecial(path)) writeTo(openSync(path, 'w'), chunks, { sync: false });
    else replaceFile(path, chunks);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AdvisorError('internal', `the report could not be written to ${shownAs} (${code})`);
  }
};

// Renaming over /dev/null as root would replace the device by a file.
const isSpecial = (path: string): boolean => {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile();
};

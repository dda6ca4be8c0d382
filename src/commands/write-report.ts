import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AdvisorError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';

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

/** Joins small chunks: a write per finding would cost a system call each. */
function* batched(chunks: Iterable<string>): Generator<string> {
  let batch = '';
  for (const chunk of chunks) {
    batch += chunk;
    if (batch.length < 65_536) continue;
    yield batch;
    batch = '';
  }
  if (batch) yield batch;
}

const writeFile = (chunks: Iterable<string>, path: string, shownAs: string): void => {
  try {
    if (isSpecial(path)) writeTo(openSync(path, 'w'), chunks, false);
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

const replaceFile = (path: string, chunks: Iterable<string>): void => {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeTo(openSync(draft, 'wx'), chunks, true);
    renameSync(draft, path);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
};

const writeTo = (fd: number, chunks: Iterable<string>, sync: boolean): void => {
  try {
    for (const chunk of batched(chunks)) writeAll(fd, Buffer.from(chunk, 'utf8'));
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

// A pipe may take less than it is given.
const writeAll = (fd: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
};

const removeDraft = (draft: string): void => {
  try {
    unlinkSync(draft);
  } catch {
    // It was never made: the error that matters is on its way already.
  }
};

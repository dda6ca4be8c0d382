import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Puts a file in place of another: whoever reads it sees the old one or the whole new one.
 * @param path - absolute. @param mode - the permissions; those that the umask gives without it.
 * @throws the error of the file system; nothing is left behind then.
 */
export const replaceFile = (path: string, chunks: Iterable<string>, mode?: number): void => {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeTo(openSync(draft, 'wx', mode), chunks, { sync: true, mode });
    renameSync(draft, path);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
};

/** Writes to an open file and closes it. */
export const writeTo = (
  fd: number,
  chunks: Iterable<string>,
  { sync, mode }: { readonly sync: boolean; readonly mode?: number | undefined },
): void => {
  try {
    // The umask took its share of what openSync was told.
    if (mode !== undefined) fchmodSync(fd, mode);
    for (const chunk of batched(chunks)) writeAll(fd, Buffer.from(chunk, 'utf8'));
    if (sync) fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** Joins small chunks: a write per finding would cost a system call each. */
export function* batched(chunks: Iterable<string>): Generator<string> {
  let batch = '';
  for (const chunk of chunks) {
    batch += chunk;
    if (batch.length < 65_536) continue;
    yield batch;
    batch = '';
  }
  if (batch) yield batch;
}

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

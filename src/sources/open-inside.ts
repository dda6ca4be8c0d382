import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { sep } from 'node:path';
import type { RawPath } from './raw-path.ts';

/** An open file and what it is. The caller closes `fd`. */
export interface OpenFile {
  readonly fd: number;
  readonly stats: Stats;
}

/** Raised when a path that was inside the folder leads out of it by the time it is opened. */
export class MovedError extends Error {
  readonly code = 'moved during the scan';
}

/**
 * Opens for reading without following a link at the end of the path and without waiting for a pipe, then proves
 * on the open file that no folder above it was swapped for a link meanwhile.
 * @param root - real path that must contain the file.
 * @throws the error of the system (ELOOP for a symbolic link), or MovedError.
 */
export const openInside = (path: RawPath, root: string): OpenFile => openChecked(path, root, 0);

/**
 * The entries of a folder inside `root`, links not followed.
 * @throws the error of the system, or MovedError.
 */
export const listInside = (path: RawPath, root: string) => {
  // Windows cannot open a folder.
  if (constants.O_DIRECTORY === undefined) return listNames(path);
  const { fd } = openChecked(path, root, constants.O_DIRECTORY);
  try {
    return listNames(hasFdPaths() ? `/proc/self/fd/${fd}` : path);
  } finally {
    closeSync(fd);
  }
};

const listNames = (path: RawPath) => readdirSync(path, { encoding: 'buffer', withFileTypes: true });

const openChecked = (path: RawPath, root: string, flags: number): OpenFile => {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | flags);
  try {
    assertInside(fd, path, root);
    return { fd, stats: fstatSync(fd) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
};

const assertInside = (fd: number, path: RawPath, root: string): void => {
  // Where the system cannot say what a descriptor is open on, the path is resolved again: second best.
  const real = hasFdPaths()
    ? readlinkSync(`/proc/self/fd/${fd}`, { encoding: 'buffer' })
    : realpathSync(path, { encoding: 'buffer' });
  if (!isInside(real, Buffer.from(root))) throw new MovedError('The path leads out of the scanned folder.');
};

const isInside = (path: Buffer, root: Buffer): boolean => {
  if (!path.subarray(0, root.length).equals(root)) return false;
  const next = path[root.length];
  return next === undefined || next === separator || root.at(-1) === separator;
};

const separator = sep.charCodeAt(0);

let fdPaths: boolean | undefined;
const hasFdPaths = (): boolean => {
  fdPaths ??= canReadFdPath();
  return fdPaths;
};

const canReadFdPath = (): boolean => {
  try {
    const fd = openSync('/', constants.O_RDONLY);
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === '/';
    } finally {
      closeSync(fd);
    }
  } catch {
    // No /proc here: not Linux, or not mounted.
    return false;
  }
};

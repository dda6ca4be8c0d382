import { closeSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { AdvisorError } from '../core/errors.ts';
import { escapeText } from '../core/escape.ts';
import { errorCode } from './items.ts';
import { MovedError, openInside } from './open-inside.ts';

/**
 * Reads a small file of a `.git` folder, whoever made that folder.
 * @param root - real path that must contain it, links resolved.
 * @returns undefined when it is not there.
 * @throws AdvisorError `incomplete` when it is a pipe, a link, too large, or leads out of `root`.
 */
export const readSmall = (path: string, root: string, maxBytes = 1024 * 1024): string | undefined => {
  try {
    const { fd, stats } = openInside(path, root);
    try {
      if (!stats.isFile()) throw refusal(path, 'it is not a regular file');
      if (stats.size > maxBytes) throw refusal(path, `it is larger than ${maxBytes} bytes`);
      return readFileSync(fd, 'utf8');
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (error instanceof AdvisorError) throw error;
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw refusal(path, error instanceof MovedError ? 'it leads out of the repository' : code);
  }
};

/** That a part of a `.git` folder will not be read. */
export const refusal = (path: string, why: string): AdvisorError =>
  new AdvisorError('incomplete', `cannot read ${escapeText(basename(path))} of the git repository: ${why}`);

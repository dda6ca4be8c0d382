import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { SkipClass } from '../core/blob.ts';
import { closest } from '../core/closest.ts';
import { AdvisorError, usageError } from '../core/errors.ts';
import { escapeText } from '../core/escape.ts';
import { errorCode } from './items.ts';
import { shownPath } from './raw-path.ts';

/** What a path on the command line stands for. */
export interface NamedPath {
  readonly kind: 'file' | 'folder' | SkipClass;
  /** Absolute, links resolved: to name a link is to allow it. */
  readonly real: string;
  /** Relative to the working directory, with `/`; '' for it, and a folder ends with `/`. */
  readonly shown: string;
}

/**
 * Looks a named path up.
 * @param cwd - absolute.
 * @throws AdvisorError `usage` when there is no such path.
 */
export const resolveNamed = (path: string, cwd: string): NamedPath => {
  if (path === '') throw usageError('an empty path was given', 'Name a file or a folder, such as `.`.');
  const absolute = resolve(cwd, path);
  try {
    const real = realpathSync(absolute);
    const kind = kindOf(real);
    const shown = shownPath(cwd, absolute);
    return { kind, real, shown: kind === 'folder' && shown !== '' ? `${shown}/` : shown };
  } catch (error) {
    throw cannotResolve(path, absolute, errorCode(error));
  }
};

const kindOf = (real: string): NamedPath['kind'] => {
  const stats = statSync(real);
  if (stats.isFile()) return 'file';
  return stats.isDirectory() ? 'folder' : 'special';
};

const cannotResolve = (path: string, absolute: string, code: string): AdvisorError => {
  const shown = escapeText(path);
  if (code !== 'ENOENT' && code !== 'ENOTDIR')
    return new AdvisorError('incomplete', `cannot read ${shown} (${code})`);
  const near = closest(basename(absolute), siblings(dirname(absolute)));
  return usageError(`there is no file or folder ${shown}`, near && `Did you mean ${escapeText(near)}?`);
};

const siblings = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    // Only a suggestion is lost: the folder is not there either.
    return [];
  }
};

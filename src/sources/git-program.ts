import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { platform } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { AdvisorError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { isWithin } from './repository.ts';

/**
 * The absolute path of git.
 * @param root - real path of the scanned repository: a `git` that lies in it is never run.
 * @throws AdvisorError `incomplete` when there is none.
 */
export const findGit = (env: Io['env'], root: string): string => {
  const name = platform() === 'win32' ? 'git.exe' : 'git';
  const found = safePath(env, root)
    .map((folder) => join(folder, name))
    .find((path) => isProgram(path) && !isIn(path, root));
  if (found) return found;
  throw new AdvisorError(
    'incomplete',
    'git was not found in PATH',
    'Install git, or scan the files: `auth-advisor scan .`.',
  );
};

/** The folders of PATH, without those that depend on where one stands and those of the scanned repository. */
export const safePath = (env: Io['env'], root: string): string[] =>
  (pathOf(env) ?? '').split(delimiter).filter((folder) => isAbsolute(folder) && !isIn(folder, root));

// Windows writes it `Path`.
const pathOf = (env: Io['env']): string | undefined =>
  env.PATH ?? Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];

const isIn = (path: string, root: string): boolean => {
  // A work tree at the root of the file system holds every program.
  if (dirname(root) === root) return false;
  try {
    return isWithin(realpathSync(path), root);
  } catch {
    // Not there, so nothing can be run from it.
    return true;
  }
};

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Absent, or not ours to run: the next folder of PATH may have it.
    return false;
  }
};

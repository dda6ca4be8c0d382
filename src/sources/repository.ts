import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AdvisorError } from '../core/errors.ts';
import { readGitConfig } from './git-config.ts';
import { readSmall, refusal } from './read-small.ts';

/** Where the parts of a git repository are. All paths are absolute and real. */
export interface Repository {
  /** The folder whose content the index describes; of a bare repository the repository itself. */
  readonly workTree: string;
  /** Holds HEAD and the index. */
  readonly gitDir: string;
  /** Holds objects and refs; differs from `gitDir` in a linked work tree. */
  readonly commonDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
}

/**
 * Finds the repository around a folder without running git, which would obey that repository's configuration.
 * @param folder - absolute.
 * @returns undefined outside of a repository.
 * @throws AdvisorError `incomplete` when `.git` leads to a repository that does not know this folder, or cannot be read.
 */
export const findRepository = (folder: string): Repository | undefined => {
  for (let at = realpathSync(folder), above = ''; at !== above; at = dirname(at)) {
    const gitDir = gitDirOf(at);
    if (gitDir) return describe(at, gitDir);
    above = at;
    if (dirname(at) === at) break;
  }
  return undefined;
};

const gitDirOf = (folder: string): string | undefined => {
  const dotGit = join(folder, '.git');
  const stats = lstatSync(dotGit, { throwIfNoEntry: false });
  if (!stats) return isGitDir(folder) ? folder : undefined;
  if (stats.isDirectory()) return isGitDir(dotGit) ? dotGit : undefined;
  if (stats.isSymbolicLink()) return linked(realpathSync(dotGit), folder, dotGit);
  return linked(pointedAt(dotGit, folder), folder, dotGit);
};

// git itself asks for no more than this.
const isGitDir = (folder: string): boolean =>
  exists(join(folder, 'HEAD')) &&
  (exists(join(folder, 'commondir')) || (exists(join(folder, 'objects')) && exists(join(folder, 'refs'))));

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

const pointedAt = (dotGit: string, folder: string): string => {
  const target = /^gitdir: ([^\r\n]{1,4096})[\r\n]*$/.exec(readSmall(dotGit, folder) ?? '')?.[1];
  if (!target) throw refusal(dotGit, 'it does not say `gitdir: PATH`');
  return realOr(resolve(folder, target)) ?? fail(refusal(dotGit, 'the folder it names is not there'));
};

/** Accepts a git folder elsewhere only if that folder says in turn that this work tree is its own. */
const linked = (gitDir: string, folder: string, dotGit: string): string => {
  const backLink = readSmall(join(gitDir, 'gitdir'), gitDir)?.trim();
  const workTree = readGitConfig(gitDir).get('core.worktree');
  const pointsBack =
    (backLink && realOr(resolve(gitDir, backLink)) === dotGit) ||
    (workTree && realOr(resolve(gitDir, workTree)) === folder);
  if (pointsBack || isWithin(gitDir, folder)) return gitDir;
  throw outside('.git leads to a repository that does not name this folder as its work tree');
};

const describe = (workTree: string, gitDir: string): Repository => {
  const commonDir = commonDirOf(gitDir, workTree);
  const config = readGitConfig(commonDir);
  if (config.get('extensions.refstorage') === 'reftable' || exists(join(commonDir, 'reftable')))
    throw new AdvisorError(
      'incomplete',
      'this repository keeps its refs in the reftable format, which cannot be read yet',
    );
  const format = config.get('extensions.objectformat') ?? 'sha1';
  if (format !== 'sha1' && format !== 'sha256') throw refusal('config', 'it names an unknown object format');
  return { workTree, gitDir, commonDir, objectFormat: format };
};

const commonDirOf = (gitDir: string, workTree: string): string => {
  const target = readSmall(join(gitDir, 'commondir'), gitDir)?.trim();
  if (target === undefined) return gitDir;
  const common =
    realOr(resolve(gitDir, target)) ?? fail(refusal('commondir', 'the folder it names is not there'));
  // What `git worktree add` makes: <common>/worktrees/<name>.
  const isLinkedWorkTree = dirname(dirname(gitDir)) === common && basename(dirname(gitDir)) === 'worktrees';
  if (isLinkedWorkTree || isWithin(common, workTree)) return common;
  throw outside('.git/commondir leads to another repository');
};

/** That a repository borrows from elsewhere: reading it could show somebody the content of a private one. */
export const outside = (what: string, hint?: string): AdvisorError =>
  new AdvisorError('incomplete', `${what}, so it was not read`, hint);

/** @returns whether `path` is `folder` or in it. Both are real. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const realOr = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    // A link that leads nowhere is as good as none: the caller decides.
    return undefined;
  }
};

const fail = (error: Error): never => {
  throw error;
};

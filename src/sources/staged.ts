import { lstatSync, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { SourceItem } from '../core/blob.ts';
import { AdvisorError, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { CatFile, type GitObject } from './cat-file.ts';
import { contentItems } from './content.ts';
import { IsolatedGit } from './git.ts';
import { emptyTree, resolveHead } from './git-head.ts';
import { assertNoTraps } from './git-traps.ts';
import { errorCode, skipItem, throwIfAborted } from './items.ts';
import { shownName, shownPath } from './raw-path.ts';
import { findRepository, type Repository } from './repository.ts';
import { type StagedEntry, stagedEntries } from './staged-entries.ts';

export interface StagedOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Io['env'];
  /** @param path - relative to `cwd`, with `/`. */
  readonly isExcluded: (path: string) => boolean;
  readonly signal: AbortSignal;
  /** Restricts the scan to these files and folders; none means all. */
  readonly paths: readonly string[];
  /** Look into archives. */
  readonly openArchives?: boolean;
  /** How long git may be silent. */
  readonly idleMs?: number;
}

/**
 * Yields the content that a commit made now would add or change, from the index, whatever the work tree holds.
 * Inside a hook the index is the one that git names in GIT_INDEX_FILE.
 * @throws AdvisorError `usage` outside of a repository; `incomplete` when git is missing, fails, or would have to read
 * what does not belong to the repository; `interrupted`.
 */
export async function* stagedSource(options: StagedOptions): AsyncGenerator<SourceItem> {
  throwIfAborted(options.signal);
  const found = await prepared(() => findTarget(options));
  // No index: nothing was ever added.
  if (!found) return;
  const { repository, index } = found;
  const { env, signal, idleMs } = options;
  const git = await prepared(() =>
    IsolatedGit.open({ repository, index, env, signal, ...(idleMs !== undefined && { idleMs }) }),
  );
  try {
    const entries = await stagedEntries(
      git,
      await prepared(() => resolveHead(repository) ?? emptyTree(repository)),
    );
    yield* entryItems(git, repository, entries.filter(chosen(repository, options)), options);
  } finally {
    git.close();
  }
}

const findTarget = (options: StagedOptions): { repository: Repository; index: string } | undefined => {
  const repository = findRepository(options.cwd);
  if (!repository)
    throw usageError(
      'this is not a git repository, so nothing is staged',
      'Scan the files instead: `auth-advisor scan .`',
    );
  const index = indexOf(repository, options);
  if (index) assertNoTraps(repository, index);
  return index ? { repository, index } : undefined;
};

/** Runs a step; what the file system refuses makes the scan incomplete, and is no bug of ours. */
const prepared = async <T>(step: () => T | Promise<T>): Promise<T> => {
  try {
    return await step();
  } catch (error) {
    if (error instanceof AdvisorError || !(error instanceof Error) || !('syscall' in error)) throw error;
    throw new AdvisorError('incomplete', `cannot read the git repository (${errorCode(error)})`);
  }
};

// `git commit -a` and `git commit PATH` build the commit in an index of their own and name it to the hook.
const indexOf = (repository: Repository, { env, cwd }: StagedOptions): string | undefined => {
  const named = env.GIT_INDEX_FILE;
  if (!named) {
    const index = join(repository.gitDir, 'index');
    return exists(index) ? index : undefined;
  }
  const found = [resolve(cwd, named), resolve(repository.workTree, named)].find(exists);
  if (found) return found;
  throw new AdvisorError('incomplete', 'the index that GIT_INDEX_FILE names is not there');
};

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

const chosen = (
  { workTree }: Repository,
  { cwd, paths }: StagedOptions,
): ((entry: StagedEntry) => boolean) => {
  if (paths.length === 0) return () => true;
  const wanted = paths.map((path) => shownPath(workTree, resolve(realpathSync(cwd), path)));
  return ({ path }) => {
    const name = shownName(path);
    return wanted.some((want) => want === '' || name === want || name.startsWith(`${want}/`));
  };
};

async function* entryItems(
  git: IsolatedGit,
  repository: Repository,
  entries: readonly StagedEntry[],
  { isExcluded, cwd, signal, openArchives }: StagedOptions,
): AsyncGenerator<SourceItem> {
  const shown = shownFrom(relative(repository.workTree, realpathSync(cwd)).split(sep).join('/'));
  const blobs = new BlobReader(git, repository, openArchives ?? false);
  for (const entry of entries) {
    throwIfAborted(signal);
    const path = shown(shownName(entry.path));
    if (isExcluded(path)) yield skipItem(path, 'excluded');
    else if (entry.mode === '160000') yield skipItem(path, 'submodule');
    else yield* blobs.items(entry.oid, path);
  }
  await blobs.end();
}

/** Turns a path from the top of the work tree into one from `below`, a folder in it. */
const shownFrom =
  (below: string) =>
  (name: string): string => {
    if (below === '') return name;
    const parents = below.split('/');
    const names = name.split('/');
    const common = parents.findIndex((parent, at) => parent !== names[at]);
    const shared = common < 0 ? parents.length : common;
    return [...parents.slice(shared).map(() => '..'), ...names.slice(shared)].join('/');
  };

/** Reads blobs through one git process, and starts another after one that an object has killed. */
class BlobReader {
  readonly #git: IsolatedGit;
  readonly #repository: Repository;
  readonly #openArchives: boolean;
  #process: CatFile | undefined;
  #sawDamage = false;

  constructor(git: IsolatedGit, repository: Repository, openArchives: boolean) {
    this.#git = git;
    this.#repository = repository;
    this.#openArchives = openArchives;
  }

  async *items(oid: string, path: string): AsyncGenerator<SourceItem> {
    const corrupt = (why: string): SourceItem => {
      this.#sawDamage = true;
      return skipItem(path, 'corrupt', `object ${oid.slice(0, 12)} ${why}`);
    };
    if (this.#isTrap(oid)) return yield corrupt('is not a regular file');
    try {
      this.#process ??= new CatFile(this.#git, this.#repository.objectFormat);
      const object = await this.#process.open(oid);
      if (!object) return yield corrupt('is missing or damaged');
      yield* objectItems(object, path, this.#openArchives);
      if (!object.isIntact()) yield corrupt('does not have the content that its id stands for');
    } catch (error) {
      if (!(error instanceof AdvisorError) || error.code !== 'incomplete') throw error;
      this.#process?.kill();
      this.#process = undefined;
      yield corrupt('cannot be read');
    }
  }

  async end(): Promise<void> {
    // After damage git's complaints are known, and counted object by object.
    if (this.#sawDamage) this.#process?.kill();
    else await this.#process?.end();
  }

  // git would wait for ever for a pipe that stands where an object belongs.
  #isTrap(oid: string): boolean {
    const path = join(this.#repository.commonDir, 'objects', oid.slice(0, 2), oid.slice(2));
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === false;
  }
}

const objectItems = (
  { bytes, size }: GitObject,
  path: string,
  openArchives: boolean,
): AsyncGenerator<SourceItem> =>
  contentItems(bytes, { path, origin: 'staged', expectedBytes: size, openArchives });

import { closeSync, type Dirent, lstatSync, realpathSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SkipClass, SourceItem } from '../core/blob.ts';
import { fileSource } from './archive/byte-source.ts';
import { canOpen } from './archive/can-open.ts';
import { openArchive } from './archive/open-archive.ts';
import { findZipEnd } from './archive/zip-headers.ts';
import { type IgnoreFolder, ignoreAbove, ownIgnoreFile } from './ignore-folder.ts';
import { errorCode, skipItem, throwIfAborted } from './items.ts';
import { type NamedPath, resolveNamed } from './named-path.ts';
import { listInside, type OpenFile, openInside } from './open-inside.ts';
import { childPath, type RawPath, shownName, shownPath } from './raw-path.ts';
import { fileItems } from './read-file.ts';

export interface DirectoryOptions {
  /** Absolute. */
  readonly cwd: string;
  /** False reads what `.gitignore` files hide, too. */
  readonly useIgnoreFiles: boolean;
  /**
   * Whether the configuration leaves a path out.
   * @param path - relative to `cwd`, with `/`; a folder ends with `/`, and true leaves out everything in it.
   */
  readonly isExcluded: (path: string) => boolean;
  /** Look into archives. */
  readonly openArchives?: boolean;
  readonly signal: AbortSignal;
}

/**
 * Yields every regular file of the named files and folders, depth first, the entries of a folder in code-unit order.
 * Links are not followed (but a link that is itself named is), special files are not opened, and whatever is not read
 * is yielded as a skip. `.gitignore` files hide nothing that is named.
 * @throws AdvisorError `usage` for a path that does not exist, `interrupted` when the signal is aborted.
 */
export async function* directorySource(
  paths: readonly string[],
  options: DirectoryOptions,
): AsyncGenerator<SourceItem> {
  const named = paths.map((path) => resolveNamed(path, options.cwd));
  const seen = named.length > 1 ? new Set<string>() : undefined;
  for (const start of named) {
    const outside = /^(\.\.\/|\/|[A-Za-z]:)/.test(start.shown) ? start.shown.length : 0;
    for await (const item of walk(start, { ...options, seen }))
      yield outside > 0 ? below(item, outside) : item;
  }
}

/** Folders above a tree that lies elsewhere (`/srv/test/app`) say nothing about what is in it. */
const below = (item: SourceItem, head: number): SourceItem => {
  if (item.kind !== 'blob') return item;
  const inner = item.blob.path.slice(head) || item.blob.path.slice(item.blob.path.lastIndexOf('/') + 1);
  return { kind: 'blob', blob: { ...item.blob, innerPath: inner } };
};

interface WalkOptions extends DirectoryOptions {
  /** Real paths of files already read, where several paths were named and may overlap. */
  readonly seen: Set<string> | undefined;
}

/** Something still to visit. */
interface Entry {
  readonly kind: 'file' | 'folder' | SkipClass;
  readonly path: RawPath;
  /** As it is shown; '' for the working directory, `a/` for a folder below it. */
  readonly shown: string;
  readonly ignore: IgnoreFolder | undefined;
}

async function* walk(start: NamedPath, options: WalkOptions): AsyncGenerator<SourceItem> {
  const root = start.real;
  const isFiltered = options.useIgnoreFiles && start.kind === 'folder';
  const above = isFiltered ? ignoreAbove(root, realpathSync(options.cwd)) : undefined;
  for (const { file, why, detail } of above?.troubles ?? [])
    yield skipItem(shownPath(options.cwd, file), why, detail);
  // A stack of our own, because a tree may be deeper than the call stack.
  const stack: Entry[] = [{ kind: start.kind, path: root, shown: start.shown, ignore: above?.ignore }];
  for (let visits = 0, entry = stack.pop(); entry; entry = stack.pop(), visits++) {
    // Reading is synchronous: without a turn now and then no signal would arrive.
    if (visits % 32 === 0) await nextTurn();
    throwIfAborted(options.signal);
    if (entry.shown !== '' && options.isExcluded(entry.shown)) yield skipItem(entry.shown, 'excluded');
    else if (entry.kind === 'folder') yield* visitFolder(entry, root, stack);
    else if (entry.kind !== 'file') yield skipItem(entry.shown, entry.kind);
    else if (isNew(entry.path, options.seen))
      yield* withTurns(readEntry(entry, root, options), options.signal);
  }
}

/** Lets a signal in between the parts of a large file and the members of an archive. */
async function* withTurns(items: AsyncIterable<SourceItem>, signal: AbortSignal): AsyncGenerator<SourceItem> {
  for await (const item of items) {
    yield item;
    if (item.kind !== 'blob' || !(item.blob.part || item.blob.member)) continue;
    await nextTurn();
    throwIfAborted(signal);
  }
}

const isNew = (path: RawPath, seen: Set<string> | undefined): boolean => {
  if (!seen) return true;
  const key = Buffer.from(path).toString('latin1');
  return !seen.has(key) && seen.add(key).has(key);
};

async function* readEntry(
  entry: Entry,
  root: string,
  { openArchives = false }: WalkOptions,
): AsyncGenerator<SourceItem> {
  try {
    const file = openInside(entry.path, root);
    try {
      if (file.stats.isFile()) yield* regularItems(file, entry.shown, openArchives);
      else yield skipItem(entry.shown, 'special');
    } finally {
      closeSync(file.fd);
    }
  } catch (error) {
    yield failure(entry.shown, error);
  }
}

/** Programs that carry a zip archive behind a start script or a loader; their head does not tell. */
const hasPrefixedZip = /\.(?:jar|war|zip|apk|aab|ipa|exe|pex|pyz|xapk)$/i;

async function* regularItems(
  file: OpenFile,
  path: string,
  openArchives: boolean,
): AsyncGenerator<SourceItem> {
  const source = fileSource(file.fd, file.stats.size);
  if (openArchives && hasPrefixedZip.test(path) && findZipEnd(source)) {
    yield* openArchive(source, 'zip', { path, origin: 'file' });
    return;
  }
  for (const item of fileItems(file, path)) {
    const archive = item.kind === 'skip' && item.skip.why === 'archive' ? item.skip.detail : undefined;
    if (!openArchives || archive === undefined || !canOpen(archive)) yield item;
    else yield* openArchive(source, archive, { path, origin: 'file' });
  }
}

const failure = (shown: string, error: unknown): SourceItem => {
  const code = errorCode(error);
  if (code === 'ENOENT') return skipItem(shown, 'vanished');
  // A link that took the place of a file after the folder was listed.
  if (code === 'ELOOP') return skipItem(shown, 'symlink');
  // A socket cannot be opened; nor can a pipe or a device that lost its other end.
  if (code === 'ENXIO' || code === 'ENODEV') return skipItem(shown, 'special');
  return skipItem(shown, 'unreadable', code);
};

/** Puts the entries of a folder on the stack, the first on top. */
function* visitFolder(folder: Entry, root: string, stack: Entry[]): Generator<SourceItem> {
  try {
    const dirents = listInside(folder.path, root);
    const hasOwnRules = dirents.some((dirent) => dirent.isFile() && dirent.name.toString() === '.gitignore');
    const own = hasOwnRules ? folder.ignore?.load(ownIgnoreFile(folder.path), root) : undefined;
    if (own?.trouble) yield skipItem(`${folder.shown}.gitignore`, own.trouble.why, own.trouble.detail);
    const ignore = own?.ignore ?? folder.ignore;
    for (const child of dirents.map((dirent) => childOf(folder, dirent, ignore)).sort(lastFirst))
      stack.push(child);
  } catch (error) {
    yield failure(folder.shown || './', error);
  }
}

const childOf = (folder: Entry, dirent: Dirent<Buffer>, ignore: IgnoreFolder | undefined): Entry => {
  const name = shownName(dirent.name);
  const path = childPath(folder.path, dirent.name);
  const isFolder = dirent.isDirectory();
  const shown = `${folder.shown}${name}${isFolder ? '/' : ''}`;
  const kind = ignore?.isIgnored(name, isFolder) ? 'ignored' : kindOf(dirent, name, path);
  return { kind, path, shown, ignore: isFolder ? ignore?.inside(name) : undefined };
};

const kindOf = (dirent: Dirent<Buffer>, name: string, path: RawPath): Entry['kind'] => {
  if (dirent.isFile()) return 'file';
  if (dirent.isDirectory()) return name === '.git' && isGitFolder(path) ? 'nested' : 'folder';
  return dirent.isSymbolicLink() ? 'symlink' : 'special';
};

// A folder that is only called `.git` is content like any other.
const isGitFolder = (path: RawPath): boolean => {
  try {
    return lstatSync(childPath(path, Buffer.from('HEAD')), { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Then the folder is walked, and says itself that it cannot be read.
    return false;
  }
};

// Code-unit order of whole paths (`a.ts`, then `a/b.ts`), backwards: the stack is read from its end.
const lastFirst = (a: Entry, b: Entry): number => (a.shown < b.shown ? 1 : a.shown > b.shown ? -1 : 0);

import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSmall, refusal } from './read-small.ts';
import { isWithin, outside, type Repository } from './repository.ts';

/**
 * Proves before git is started that it will neither hang on a pipe nor read objects of another repository.
 * @param index - the index file, absolute.
 * @throws AdvisorError `incomplete` naming the file.
 */
export const assertNoTraps = (repository: Repository, index: string): void => {
  const { gitDir, commonDir } = repository;
  assertFile(index);
  for (const name of readdirSync(gitDir)) if (name.startsWith('sharedindex.')) assertFile(join(gitDir, name));
  for (const name of ['shallow', 'packed-refs', 'config']) assertFile(join(commonDir, name));
  assertObjects(join(commonDir, 'objects'), repository, 0);
};

const assertObjects = (objects: string, repository: Repository, depth: number): void => {
  if (depth > 5) throw refusal('alternates', 'it leads through too many folders');
  assertFolder(objects);
  for (const name of readdirSync(objects))
    if (/^(?:[0-9a-f]{2}|info|pack)$/.test(name)) assertFolder(join(objects, name));
  assertPlainEntries(join(objects, 'pack'));
  assertPlainEntries(join(objects, 'info'));
  for (const borrowed of alternatesOf(objects, repository)) assertObjects(borrowed, repository, depth + 1);
};

const alternatesOf = (objects: string, { commonDir, workTree }: Repository): string[] => {
  const text = readSmall(join(objects, 'info', 'alternates'), objects) ?? '';
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const path = resolve(objects, line.replace(/^"(.{0,4096})"$/, '$1'));
    // One that is not there is skipped by git, too; it could appear, so it counts as outside.
    const real = lstatSync(path, { throwIfNoEntry: false }) ? realpathSync(path) : path;
    if (isWithin(real, commonDir) || isWithin(real, workTree)) return real;
    throw outside(
      'the repository borrows objects from outside of it (objects/info/alternates)',
      'Copy them in with `git repack -a -d`, then remove that file.',
    );
  });
};

const assertPlainEntries = (folder: string): void => {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return;
  for (const dirent of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, dirent.name);
    if (!dirent.isFile() && !dirent.isDirectory()) throw refusal(path, notPlain(dirent.isSymbolicLink()));
  }
};

const assertFile = (path: string): void => {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats && !stats.isFile()) throw refusal(path, notPlain(stats.isSymbolicLink()));
};

const assertFolder = (path: string): void => {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory())
    throw refusal(path, stats?.isSymbolicLink() ? 'it is a link' : 'it is not a folder');
};

const notPlain = (isLink: boolean): string => (isLink ? 'it is a link' : 'it is not a regular file');

import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findGit, safePath } from '../../src/sources/git-program.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** Folders with a program each: one of the system, one of the repository, and a link from the first kind to the second. */
const folders = () => {
  const system = tempFolder();
  const root = tempFolder();
  const evil = join(root, 'bin');
  mkdirSync(evil);
  for (const folder of [system, evil]) writeFileSync(join(folder, 'git'), '#!/bin/sh\n', { mode: 0o755 });
  const linked = join(tempFolder(), 'linked');
  symlinkSync(evil, linked);
  return { system, root, evil, linked };
};

it('PATH loses what is relative, empty, absent or in the repository', () => {
  const { system, root, evil, linked } = folders();
  const path = ['bin', '', '.', '../x', evil, root, linked, join(root, 'none'), system].join(':');
  expect(safePath({ PATH: path }, root)).toEqual([system]);
  expect(safePath({ Path: system }, root)).toEqual([system]);
  expect(safePath({}, root)).toEqual([]);
});

it('git is the first program of PATH that is not a link into the repository', () => {
  const { system, root, evil } = folders();
  const disguised = tempFolder();
  symlinkSync(join(evil, 'git'), join(disguised, 'git'));
  expect(findGit({ PATH: `${disguised}:${system}` }, root)).toBe(join(system, 'git'));
});

it('a file that cannot be run, or a folder, is not git', () => {
  const { system, root } = folders();
  const plain = tempFolder();
  writeFileSync(join(plain, 'git'), '');
  chmodSync(join(plain, 'git'), 0o644);
  const folder = tempFolder();
  mkdirSync(join(folder, 'git'));
  expect(findGit({ PATH: `${plain}:${folder}:${system}` }, root)).toBe(join(system, 'git'));
});

it('a repository at the root of the file system does not hide git', () => {
  const { system } = folders();
  expect(findGit({ PATH: system }, '/')).toBe(join(system, 'git'));
});

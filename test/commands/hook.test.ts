import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { installHook, uninstallHook } from '../../src/commands/hook.ts';
import { fakeIo } from '../support/fake-io.ts';
import { GitRepo } from '../support/git-repo.ts';
import { tempFolder } from '../support/temp-folder.ts';

const program = { node: '/opt/no de/node', script: "/opt/it's/auth-advisor.js" };
const install = (cwd: string, dryRun = false) => installHook({ program, dryRun }, fakeIo({ cwd }).io);
const uninstall = (cwd: string) => uninstallHook({ dryRun: false }, fakeIo({ cwd }).io);
const hookOf = (repo: GitRepo): string => repo.path('.git/hooks/pre-commit');
const there = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

describe('auth-advisor hook', () => {
  it('writes an executable hook once, and removes it again', async () => {
    const repo = new GitRepo();
    expect(await install(repo.folder)).toBe(0);
    expect(await install(repo.folder)).toBe(0);
    expect(lstatSync(hookOf(repo)).mode & 0o777).toBe(0o755);
    expect(readFileSync(hookOf(repo), 'utf8').split('\n')[2]).toBe(
      `exec '/opt/no de/node' '/opt/it'\\''s/auth-advisor.js' scan --staged --no-progress`,
    );
    expect(await uninstall(repo.folder)).toBe(0);
    expect(there(hookOf(repo))).toBe(false);
    expect(await uninstall(repo.folder)).toBe(0);
  });

  it('is what git runs at a commit', async () => {
    const repo = new GitRepo();
    const script = repo.script('tool', 'exit 7');
    await installHook(
      { program: { node: '/bin/sh', script }, dryRun: false },
      fakeIo({ cwd: repo.folder }).io,
    );
    expect(() => repo.commit({ a: '1' })).toThrow();
  });

  it('goes into the common folder from a linked work tree', async () => {
    const repo = new GitRepo().commit({ a: '1' });
    const other = tempFolder();
    repo.git('worktree', 'add', '-q', `${other}/w`);
    await install(`${other}/w`);
    expect(there(hookOf(repo))).toBe(true);
  });

  it('writes nothing with --dry-run', async () => {
    const repo = new GitRepo();
    await install(repo.folder, true);
    expect(there(hookOf(repo))).toBe(false);
  });

  it.each([
    ['foreign', () => '#!/bin/sh\nexit 0\n'],
    ['changed', (ours: string) => `${ours}echo more\n`],
  ])('leaves a %s hook as it is', async (_, change) => {
    const repo = new GitRepo();
    await install(repo.folder);
    const text = change(readFileSync(hookOf(repo), 'utf8'));
    writeFileSync(hookOf(repo), text);
    await expect(install(repo.folder)).rejects.toMatchObject({ code: 'usage' });
    await expect(uninstall(repo.folder)).rejects.toMatchObject({ code: 'usage' });
    expect(readFileSync(hookOf(repo), 'utf8')).toBe(text);
  });

  it('refuses where core.hooksPath is set, and outside of a repository', async () => {
    const repo = new GitRepo();
    repo.git('config', 'core.hooksPath', '.husky');
    await expect(install(repo.folder)).rejects.toThrow('core.hooksPath is set');
    await expect(install(tempFolder())).rejects.toThrow('not a git repository');
  });
});

import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GitRepo, gitEnv } from '../support/git-repo.ts';

const program = join(import.meta.dirname, '../../bin/auth-advisor.js');

/** A repository whose pre-commit hook is the built program. */
const guarded = (): GitRepo => {
  const repo = new GitRepo().commit({ 'a.txt': 'clean' });
  repo.script('.git/hooks/pre-commit', `exec '${process.execPath}' '${program}' scan --staged`);
  return repo;
};

const commit = (repo: GitRepo, ...args: readonly string[]) =>
  spawnSync('git', ['commit', '-m', 'x', ...args], { cwd: repo.folder, env: gitEnv(), encoding: 'utf8' });

const privateKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();

it.each([
  [
    'staged, and no longer in the work tree',
    [],
    (repo: GitRepo) => repo.stage({ 'key.pem': privateKey() }).remove('key.pem'),
  ],
  ['staged on the way by -a', ['-a'], (repo: GitRepo) => repo.write({ 'a.txt': privateKey() })],
  ['in the one file that is committed', ['a.txt'], (repo: GitRepo) => repo.write({ 'a.txt': privateKey() })],
])('a commit is stopped by a key that is %s, and the key is not shown', (_, args, plant) => {
  const repo = guarded();
  plant(repo);
  const { status, stdout, stderr } = commit(repo, ...args);
  expect(status).toBe(1);
  expect(stdout + stderr).toContain('keys/private-key');
  expect(stdout + stderr).not.toMatch(/MI[A-Za-z0-9+/]{20}/);
  expect(repo.git('rev-list', '--count', 'HEAD').trim()).toBe('1');
});

it('a commit without one passes, whatever lies in the work tree', () => {
  const repo = guarded().stage({ 'b.txt': 'clean' }).write({ 'key.pem': privateKey() });
  expect(commit(repo).status).toBe(0);
});

it('a commit is stopped when the staged content cannot be read', () => {
  const repo = guarded().stage({ 'b.txt': 'clean' });
  repo.write({ '.git/objects/info/alternates': '/nowhere\n' });
  const { status, stderr } = commit(repo);
  expect(status).toBe(1);
  expect(stderr).toContain('the repository borrows objects from outside of it');
});

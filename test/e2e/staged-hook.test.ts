import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { stagedSource } from '../../src/sources/staged.ts';
import { collect, summary } from '../support/collect.ts';
import { GitRepo, gitEnv } from '../support/git-repo.ts';

/** A repository whose pre-commit hook writes down what git gave it, then waits to be let go. */
const hooked = () => {
  const repo = new GitRepo().commit({ a: 'old a', b: 'old b' });
  const stop = repo.path('.git/hook');
  repo.script(
    '.git/hooks/pre-commit',
    `pwd > '${stop}.cwd'; env -0 > '${stop}.env'; : > '${stop}.ready'; while [ ! -e '${stop}.go' ]; do sleep 0.02; done`,
  );
  return { repo, stop };
};

/** Runs `git commit`, scans as the hook would, and lets the commit finish. */
const scanDuring = async (
  args: readonly string[],
  stage: (repo: GitRepo) => void,
  cwd = '.',
): Promise<string[]> => {
  const { repo, stop } = hooked();
  stage(repo);
  const commit = spawn('git', ['commit', '-q', '-m', 'x', ...args], { cwd: repo.path(cwd), env: gitEnv() });
  const ended = new Promise((resolve) => commit.once('close', resolve));
  await ready(`${stop}.ready`, commit);
  const lines = await scan(readFileSync(`${stop}.cwd`, 'utf8').trim(), readEnv(`${stop}.env`));
  writeFileSync(`${stop}.go`, '');
  expect(await ended).toBe(0);
  // What the scan saw is what the commit holds.
  for (const line of lines) {
    const [path = '', content] = line.split(': ');
    expect(repo.git('show', `HEAD:${path}`)).toBe(content);
  }
  return lines;
};

const ready = async (file: string, commit: ChildProcess): Promise<void> => {
  while (!existsSync(file)) {
    if (commit.exitCode !== null)
      throw new Error(`git commit ended with ${commit.exitCode} before its hook ran`);
    await wait(10);
  }
};

const readEnv = (file: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .split('\0')
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );

const scan = async (cwd: string, env: Record<string, string>) =>
  summary(
    await collect(
      stagedSource({ cwd, env, isExcluded: () => false, signal: new AbortController().signal, paths: [] }),
    ),
  );

it('a hook of `git commit` sees what was staged', async () => {
  const lines = await scanDuring([], (repo) => repo.stage({ a: 'staged a' }).write({ b: 'not staged b' }));
  expect(lines).toEqual(['a: staged a']);
});

it('a hook of `git commit -a` sees what git stages on the way', async () => {
  const lines = await scanDuring(['-a'], (repo) => repo.write({ a: 'new a', b: 'new b', untracked: 'x' }));
  expect(lines).toEqual(['a: new a', 'b: new b']);
});

it('a hook of `git commit PATH` sees that path and not what is staged besides', async () => {
  const lines = await scanDuring(['b'], (repo) => repo.stage({ a: 'staged a' }).write({ b: 'new b' }));
  expect(lines).toEqual(['b: new b']);
});

it('a hook of `git commit --amend` sees what is added to the last commit', async () => {
  const lines = await scanDuring(['--amend'], (repo) => repo.stage({ c: 'c' }));
  expect(lines).toEqual(['c: c']);
});

it('a hook that is run from a folder below sees the whole commit', async () => {
  const lines = await scanDuring(['-a'], (repo) => repo.stage({ 'd/x': 'x' }).write({ a: 'new a' }), 'd');
  expect(lines).toEqual(['a: new a', 'd/x: x']);
});

it('an index that GIT_INDEX_FILE names and that is not there is incomplete, never empty', async () => {
  const { repo } = hooked();
  await expect(
    scan(repo.folder, { PATH: process.env.PATH ?? '', GIT_INDEX_FILE: '.git/none' }),
  ).rejects.toMatchObject({
    code: 'incomplete',
    message: 'the index that GIT_INDEX_FILE names is not there',
  });
});

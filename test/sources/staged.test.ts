import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SourceItem } from '../../src/core/blob.ts';
import { type StagedOptions, stagedSource } from '../../src/sources/staged.ts';
import { collect, summary } from '../support/collect.ts';
import { GitRepo } from '../support/git-repo.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const optionsFor = (cwd: string, more: Partial<StagedOptions> = {}): StagedOptions => ({
  cwd,
  env: { PATH: process.env.PATH },
  isExcluded: () => false,
  signal: new AbortController().signal,
  paths: [],
  ...more,
});

const scan = async (cwd: string, more: Partial<StagedOptions> = {}) =>
  summary(await collect(stagedSource(optionsFor(cwd, more))));

describe('stagedSource', () => {
  it('yields what is added and changed, in the order of the index, and nothing that is deleted or the same', async () => {
    const repo = new GitRepo().commit({ same: '1', changed: '2', deleted: '3' });
    repo.git('rm', '-q', 'deleted');
    repo.stage({ changed: '2b', 'a/new': '4', empty: '' });
    expect(await scan(repo.folder)).toEqual(['a/new: 4', 'changed: 2b', 'empty: ']);
  });

  it('reads the index and not the work tree', async () => {
    const repo = new GitRepo().commit().stage({ edited: 'staged', gone: 'staged' });
    repo.write({ edited: 'work tree', untracked: 'x' }).remove('gone');
    expect(await scan(repo.folder)).toEqual(['edited: staged', 'gone: staged']);
  });

  it('yields everything of the index before the first commit', async () => {
    expect(await scan(new GitRepo().stage({ a: '1' }).folder)).toEqual(['a: 1']);
  });

  it.each([
    ['without an index', () => new GitRepo()],
    ['with an index that is HEAD', () => new GitRepo().commit({ a: '1' })],
  ])('yields nothing %s', async (_, make) => {
    expect(await scan(make().folder)).toEqual([]);
  });

  it('yields a renamed file under its new name', async () => {
    const repo = new GitRepo().commit({ old: '1' });
    repo.git('mv', 'old', 'new');
    expect(await scan(repo.folder)).toEqual(['new: 1']);
  });

  it('yields the target of a symbolic link as its content, and a file that became one', async () => {
    const repo = new GitRepo().commit({ a: '1' }).remove('a');
    symlinkSync('/etc/passwd', repo.path('a'));
    repo.git('add', 'a');
    expect(await scan(repo.folder)).toEqual(['a: /etc/passwd']);
  });

  it('yields an executable bit that changed, and an entry that is only meant to be added', async () => {
    const repo = new GitRepo().commit({ tool: '1' }).write({ later: 'not staged' });
    chmodSync(repo.path('tool'), 0o755);
    repo.git('add', 'tool');
    repo.git('add', '-N', 'later');
    expect(await scan(repo.folder)).toEqual(['later: ', 'tool: 1']);
  });

  it('skips a submodule as one', async () => {
    const repo = new GitRepo().commit();
    mkdirSync(repo.path('sub'));
    new GitRepo(repo.path('sub')).commit({ x: '1' });
    repo.git('add', 'sub');
    expect(await scan(repo.folder)).toEqual(['sub - submodule']);
  });

  it('yields every side of a conflict once', async () => {
    const repo = new GitRepo().commit({ a: 'base', b: 'base' });
    repo.git('checkout', '-q', '-b', 'other');
    repo.commit({ a: 'theirs', b: 'theirs' });
    repo.git('checkout', '-q', 'main');
    repo.commit({ a: 'ours' });
    repo.git('rm', '-q', 'b');
    repo.git('commit', '-q', '-m', 'deleted');
    expect(() => repo.git('merge', '-q', 'other')).toThrow();
    expect(await scan(repo.folder)).toEqual(['a: base', 'a: ours', 'a: theirs', 'b: base', 'b: theirs']);
  });

  it('shows names of all kinds, non-UTF-8 as bytes', async () => {
    const repo = new GitRepo().commit().stage({ 'a b': '1', 'c\n\u001b]52;c;': '2', '-x': '3', 'é"\\': '4' });
    const name = Buffer.concat([Buffer.from(`${repo.folder}/f`), Buffer.from([0xff, 0xfe])]);
    writeFileSync(name, '5');
    repo.git('add', '-A');
    expect((await scan(repo.folder)).sort()).toEqual([
      '-x: 3',
      'a b: 1',
      'c\n\u001b]52;c;: 2',
      'f\\xff\\xfe: 5',
      'é"\\: 4',
    ]);
  });

  it('shows paths from the working directory', async () => {
    const repo = new GitRepo().commit().stage({ 'a/b/x': '1', 'a/c/y': '2', z: '3' });
    expect(await scan(repo.path('a/b'))).toEqual(['x: 1', '../c/y: 2', '../../z: 3']);
  });

  it('restricts itself to the named paths', async () => {
    const repo = new GitRepo().commit().stage({ 'a/x': '1', 'ab/y': '2', z: '3' });
    expect(await scan(repo.folder, { paths: ['a/', 'z'] })).toEqual(['a/x: 1', 'z: 3']);
    expect(await scan(repo.path('a'), { paths: ['../ab'] })).toEqual(['../ab/y: 2']);
    expect(await scan(repo.path('a'), { paths: ['..'] })).toHaveLength(3);
  });

  it('skips what the configuration excludes', async () => {
    const repo = new GitRepo().commit().stage({ a: '1', b: '2' });
    expect(await scan(repo.folder, { isExcluded: (path) => path === 'a' })).toEqual(['a - excluded', 'b: 2']);
  });

  it('skips archives', async () => {
    const repo = new GitRepo().commit();
    execFileSync('tar', ['-czf', repo.path('a.tgz'), '-C', repo.folder, '.git/HEAD']);
    repo.git('add', 'a.tgz');
    expect(await scan(repo.folder)).toEqual(['a.tgz - archive (gzip)']);
  });

  it('yields a large blob in parts that join to the same bytes', async () => {
    const big = Buffer.alloc(20 * 1024 * 1024, 'line of text\n');
    const repo = new GitRepo().commit().stage({ big });
    const items = await collect(stagedSource(optionsFor(repo.folder)));
    expect(items).toHaveLength(3);
    expect(joined(items).equals(big)).toBe(true);
  });

  it('removes its temporary folder, also when it is left early', async () => {
    const repo = new GitRepo().commit().stage({ a: '1', b: '2' });
    const leftovers = watchTemp();
    const source = stagedSource(optionsFor(repo.folder));
    await source.next();
    expect(leftovers()).toHaveLength(1);
    await source.return(undefined);
    expect(leftovers()).toEqual([]);
  });

  it('stops with `interrupted`, and leaves nothing', async () => {
    const repo = new GitRepo().commit().stage({ a: '1', b: '2' });
    const leftovers = watchTemp();
    const controller = new AbortController();
    const source = stagedSource(optionsFor(repo.folder, { signal: controller.signal }));
    await source.next();
    controller.abort();
    await expect(source.next()).rejects.toMatchObject({ code: 'interrupted' });
    expect(leftovers()).toEqual([]);
  });
});

/** Gives this test a temporary folder of its own. @returns what lies in it. */
const watchTemp = (): (() => string[]) => {
  const folder = tempFolder();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return () => readdirSync(folder);
};

const joined = (items: readonly SourceItem[]): Buffer =>
  Buffer.concat(
    items.flatMap((item) =>
      item.kind === 'blob'
        ? [item.blob.bytes.subarray(0, item.blob.part?.ownedBytes ?? item.blob.bytes.length)]
        : [],
    ),
  );

describe('where git fails', () => {
  it('outside of a repository says what to do', async () => {
    await expect(scan(tempFolder())).rejects.toMatchObject({
      code: 'usage',
      message: 'this is not a git repository, so nothing is staged',
      hint: 'Scan the files instead: `auth-advisor scan .`',
    });
  });

  it.each([
    ['missing', undefined, 'git was not found in PATH'],
    ['too old', 'echo git version 2.17.1', 'git 2.17 is too old: 2.30 or later is needed'],
    ['something else', 'echo hello', 'the program `git` in PATH does not answer as git does'],
    ['failing', 'echo "fatal: no" >&2; exit 128', 'git version failed: fatal: no'],
    ['failing in silence', 'echo "git version 2.39.5"; exit 3', 'git version failed: exit status 3'],
    ['complaining', 'echo "git version 2.39.5"; echo "error: odd" >&2', 'git version failed: error: odd'],
    ['hanging', 'exec sleep 100', 'git version failed: no answer for 1 s'],
  ])('because it is %s, the scan is incomplete', async (_, body, message) => {
    const repo = new GitRepo().commit().stage({ a: '1' });
    const bin = tempFolder();
    writeTree(bin, { empty: '' });
    if (body) writeFileSync(join(bin, 'git'), `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`, { mode: 0o755 });
    await expect(scan(repo.folder, { env: { PATH: bin }, idleMs: 500 })).rejects.toMatchObject({
      code: 'incomplete',
      message,
    });
  });

  it.each([
    ['relative', 'bin'],
    ['empty', ''],
    ['in the repository', undefined],
  ])('a %s entry of PATH is not searched', async (_, entry) => {
    const repo = new GitRepo().commit().stage({ a: '1' });
    repo.script('bin/git', `touch ${repo.path('canary')}`);
    const path = `${entry ?? repo.path('bin')}:${process.env.PATH}`;
    expect(await scan(repo.folder, { env: { PATH: path } })).toEqual(['a: 1']);
    expect(readdirSync(repo.folder)).not.toContain('canary');
  });

  it('a missing blob is a corrupt object, and the rest is scanned', async () => {
    const repo = new GitRepo().commit().stage({ a: '1', b: '2', c: '3' });
    rmSync(objectPath(repo, 'b'));
    expect(await scan(repo.folder)).toEqual([
      'a: 1',
      expect.stringMatching(/^b - corrupt \(object [0-9a-f]{12} is missing or damaged\)$/),
      'c: 3',
    ]);
  });

  it.each([
    ['garbage', (path: string) => writeFileSync(path, 'garbage')],
    ['cut off', (path: string) => truncateSync(path, 20)],
    ['empty', (path: string) => truncateSync(path, 0)],
    ['a pipe', (path: string) => execFileSync('sh', ['-c', 'rm -f "$0" && mkfifo "$0"', path])],
  ])('an object file that is %s is a corrupt object, and the rest is scanned', async (_, spoil) => {
    const repo = new GitRepo().commit().stage({ a: '1', b: 'two '.repeat(5000) + Math.E, c: '3' });
    const path = objectPath(repo, 'b');
    chmodSync(path, 0o600);
    spoil(path);
    const lines = await scan(repo.folder);
    expect(lines.filter((line) => !line.startsWith('b'))).toEqual(['a: 1', 'c: 3']);
    expect(lines).toContainEqual(expect.stringMatching(/^b - corrupt/));
  });

  it('an object whose content is another one is reported', async () => {
    const repo = new GitRepo().commit().stage({ a: 'looked at', b: 'harmless' });
    execFileSync('cp', ['-f', objectPath(repo, 'b'), objectPath(repo, 'a')]);
    const lines = await scan(repo.folder);
    expect(lines).toContainEqual(expect.stringMatching(/^a - corrupt .*does not have the content/));
  });

  it('a missing commit is incomplete', async () => {
    const repo = new GitRepo().commit({ a: '1' }).stage({ b: '2' });
    const head = repo.git('rev-parse', 'HEAD').trim();
    rmSync(repo.path('.git/objects', head.slice(0, 2), head.slice(2)));
    await expect(scan(repo.folder)).rejects.toMatchObject({
      code: 'incomplete',
      message: expect.stringMatching(/^git diff-index failed: /),
    });
  });

  it('a .git that is a loop of links is incomplete', async () => {
    const folder = tempFolder();
    symlinkSync('.git', join(folder, '.git'));
    await expect(scan(folder)).rejects.toMatchObject({
      code: 'incomplete',
      message: 'cannot read the git repository (ELOOP)',
    });
  });

  it('because it hangs, an interrupt ends it at once', async () => {
    const repo = new GitRepo().commit().stage({ a: '1' });
    const bin = tempFolder();
    writeFileSync(join(bin, 'git'), '#!/bin/sh\n/bin/sleep 5\n', { mode: 0o755 });
    const controller = new AbortController();
    const scanned = scan(repo.folder, { env: { PATH: bin }, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(scanned).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('a damaged index is incomplete', async () => {
    const repo = new GitRepo().commit({ a: '1' });
    writeFileSync(repo.path('.git/index'), 'DIRC garbage');
    await expect(scan(repo.folder)).rejects.toMatchObject({ code: 'incomplete' });
  });
});

const objectPath = (repo: GitRepo, path: string): string => {
  const oid = repo.git('rev-parse', `:${path}`).trim();
  return repo.path('.git/objects', oid.slice(0, 2), oid.slice(2));
};

describe('layouts of a repository', () => {
  it('packed refs, packed objects, a detached HEAD', async () => {
    const repo = new GitRepo().commit({ a: '1' });
    repo.git('gc', '-q');
    repo.stage({ b: '2' });
    expect(await scan(repo.folder)).toEqual(['b: 2']);
    repo.git('checkout', '-q', '--detach');
    expect(await scan(repo.folder)).toEqual(['b: 2']);
  });

  it('a branch with a slash, and one whose folder is left over', async () => {
    const repo = new GitRepo().commit({ a: '1' });
    repo.git('checkout', '-q', '-b', 'x/y');
    repo.git('pack-refs', '--all', '--prune');
    mkdirSync(repo.path('.git/refs/heads/x/y'), { recursive: true });
    repo.stage({ b: '2' });
    expect(await scan(repo.folder)).toEqual(['b: 2']);
  });

  it('SHA-256', async () => {
    const repo = new GitRepo(tempFolder(), '--object-format=sha256').stage({ a: '1' });
    expect(await scan(repo.folder)).toEqual(['a: 1']);
    repo.commit().stage({ b: '2' });
    expect(await scan(repo.folder)).toEqual(['b: 2']);
  });

  it('a linked work tree has its own index', async () => {
    const repo = new GitRepo().commit({ a: '1' }).stage({ main: '2' });
    const other = join(tempFolder(), 'other');
    repo.git('worktree', 'add', '-q', other);
    writeTree(other, { linked: '3' });
    repo.git('-C', other, 'add', 'linked');
    expect(await scan(other)).toEqual(['linked: 3']);
    expect(await scan(repo.folder)).toEqual(['main: 2']);
  });

  it('a submodule', async () => {
    const origin = new GitRepo().commit({ x: '1' });
    const repo = new GitRepo().commit();
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', origin.folder, 'sub');
    writeTree(repo.path('sub'), { y: '2' });
    repo.git('-C', 'sub', 'add', 'y');
    expect(await scan(repo.path('sub'))).toEqual(['y: 2']);
    expect(await scan(repo.folder)).toEqual([expect.stringMatching(/^\.gitmodules: /), 'sub - submodule']);
  });

  it('a bare repository beside its work tree', async () => {
    const folder = tempFolder();
    const origin = new GitRepo().commit({ a: '1' });
    origin.git('clone', '-q', '--bare', origin.folder, join(folder, '.bare'));
    writeTree(folder, { '.git': 'gitdir: ./.bare\n' });
    expect(await scan(folder)).toEqual([]);
  });

  it('a bare repository has nothing staged', async () => {
    expect(await scan(new GitRepo(tempFolder(), '--bare').folder)).toEqual([]);
  });

  it('a shallow clone', async () => {
    const origin = new GitRepo().commit({ a: '1' }).commit({ a: '2' });
    const clone = join(tempFolder(), 'clone');
    origin.git('clone', '-q', '--depth=1', `file://${origin.folder}`, clone);
    writeTree(clone, { b: '3' });
    origin.git('-C', clone, 'add', 'b');
    expect(await scan(clone)).toEqual(['b: 3']);
  });

  it.each([
    ['a split index', ['update-index', '--split-index']],
    ['index version 4', ['update-index', '--index-version', '4']],
    ['a sparse index', ['sparse-checkout', 'set', '--cone', '--sparse-index', 'd']],
  ])('%s', async (_, args) => {
    const repo = new GitRepo().commit({ a: '1', 'd/x': '2', 'e/y': '3' });
    repo.git(...args);
    repo.stage({ 'd/new': '4' });
    expect(await scan(repo.folder)).toEqual(['d/new: 4']);
  });

  it.skipIf(process.getuid?.() !== 0)('one that belongs to somebody else', async () => {
    const repo = new GitRepo().commit({ a: '1' }).stage({ b: '2' });
    execFileSync('chown', ['-R', '65534:65534', repo.folder]);
    expect(() => repo.git('status')).toThrow(/dubious ownership/);
    expect(await scan(repo.folder)).toEqual(['b: 2']);
  });

  it('the reftable format is named as what cannot be read', async () => {
    const repo = new GitRepo().commit({ a: '1' });
    repo.git('config', 'core.repositoryformatversion', '1');
    repo.git('config', 'extensions.refStorage', 'reftable');
    await expect(scan(repo.folder)).rejects.toMatchObject({
      code: 'incomplete',
      message: 'this repository keeps its refs in the reftable format, which cannot be read yet',
    });
  });
});

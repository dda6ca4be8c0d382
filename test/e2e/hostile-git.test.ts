import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stagedSource } from '../../src/sources/staged.ts';
import { collect, summary } from '../support/collect.ts';
import { GitRepo } from '../support/git-repo.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const scan = async (cwd: string, env: Record<string, string> = {}) =>
  summary(
    await collect(
      stagedSource({
        cwd,
        env: { PATH: process.env.PATH, ...env },
        isExcluded: () => false,
        signal: new AbortController().signal,
        paths: [],
        idleMs: 5000,
      }),
    ),
  );

/** A repository with one staged change and, outside of it, a program that leaves a trace when it runs. */
const trapped = () => {
  const repo = new GitRepo().commit({ a: 'old', 'b.bin': 'old' });
  const outside = tempFolder();
  const canary = join(outside, 'canary');
  const payload = join(outside, 'payload');
  writeFileSync(payload, `#!/bin/sh\necho ran >> '${canary}'\ncat "$1" 2>/dev/null\nexit 0\n`, {
    mode: 0o755,
  });
  return { repo, canary, payload };
};
type Trapped = ReturnType<typeof trapped>;

const config =
  (...settings: readonly (readonly [string, string])[]) =>
  ({ repo, payload }: Trapped) => {
    for (const [name, value] of settings) repo.git('config', name, value.replace('PAYLOAD', payload));
  };

const attribute = ({ repo }: Trapped, line: string) => {
  repo.write({ '.git/info/attributes': `${line}\n`, '.gitattributes': `${line}\n` });
};

// The settings that run a program, each as an attacker would plant it.
const attacks: readonly (readonly [string, (trap: Trapped) => void])[] = [
  ['core.fsmonitor', config(['core.fsmonitor', 'PAYLOAD'])],
  [
    'core.fsmonitor with version 1',
    config(['core.fsmonitor', 'PAYLOAD'], ['core.fsmonitorHookVersion', '1']),
  ],
  [
    'core.hooksPath',
    ({ repo, payload }) => {
      mkdirSync(repo.path('hooks'));
      for (const name of ['post-index-change', 'reference-transaction', 'pre-commit', 'query-watchman'])
        writeFileSync(repo.path('hooks', name), readFileSync(payload), { mode: 0o755 });
      repo.git('config', 'core.hooksPath', repo.path('hooks'));
    },
  ],
  [
    'hooks in .git/hooks',
    ({ repo, payload }) => {
      for (const name of ['post-index-change', 'reference-transaction', 'pre-auto-gc'])
        writeFileSync(repo.path('.git/hooks', name), readFileSync(payload), { mode: 0o755 });
    },
  ],
  ['diff.external', config(['diff.external', 'PAYLOAD'])],
  [
    'diff.<driver>.command',
    (trap) => {
      config(['diff.evil.command', 'PAYLOAD'])(trap);
      attribute(trap, '* diff=evil');
    },
  ],
  [
    'diff.<driver>.textconv',
    (trap) => {
      config(['diff.evil.textconv', 'PAYLOAD'])(trap);
      attribute(trap, '* diff=evil');
    },
  ],
  [
    'filter.<driver>',
    (trap) => {
      config(
        ['filter.evil.clean', 'PAYLOAD'],
        ['filter.evil.smudge', 'PAYLOAD'],
        ['filter.evil.process', 'PAYLOAD'],
      )(trap);
      attribute(trap, '* filter=evil');
    },
  ],
  [
    'include.path',
    ({ repo, payload }) => {
      repo.write({ '.git/more': `[core]\n\tfsmonitor = ${payload}\n[diff]\n\texternal = ${payload}\n` });
      repo.git('config', 'include.path', 'more');
    },
  ],
  [
    'includeIf',
    ({ repo, payload }) => {
      repo.write({ '.git/more': `[core]\n\tfsmonitor = ${payload}\n` });
      repo.git('config', `includeIf.gitdir:${repo.folder}/.path`, 'more');
    },
  ],
  [
    'config.worktree',
    ({ repo, payload }) => {
      repo.git('config', 'extensions.worktreeConfig', 'true');
      repo.write({ '.git/config.worktree': `[core]\n\tfsmonitor = ${payload}\n` });
    },
  ],
  [
    'core.pager and pager.diff-index',
    config(['core.pager', 'PAYLOAD'], ['pager.diff-index', 'PAYLOAD'], ['pager.cat-file', 'PAYLOAD']),
  ],
  [
    'alias of a builtin',
    config(['alias.diff-index', '!PAYLOAD'], ['alias.cat-file', '!PAYLOAD'], ['alias.version', '!PAYLOAD']),
  ],
  ['core.alternateRefsCommand', config(['core.alternateRefsCommand', 'PAYLOAD'])],
  ['log.showSignature and gpg.program', config(['log.showSignature', 'true'], ['gpg.program', 'PAYLOAD'])],
  [
    'core.sshCommand and core.gitProxy',
    config(['core.sshCommand', 'PAYLOAD'], ['core.gitProxy', 'PAYLOAD'], ['core.askPass', 'PAYLOAD']),
  ],
  [
    'credential.helper and core.editor',
    config(['credential.helper', '!PAYLOAD'], ['core.editor', 'PAYLOAD']),
  ],
  [
    'submodule with its own fsmonitor',
    ({ repo, payload }) => {
      mkdirSync(repo.path('sub'));
      const sub = new GitRepo(repo.path('sub')).commit({ x: '1' });
      repo.git('add', 'sub');
      sub.git('config', 'core.fsmonitor', payload);
      sub.write({ x: 'dirty' });
      repo.git('config', 'diff.submodule', 'diff');
    },
  ],
];

describe('a repository that names a program to run', () => {
  it.each(attacks)('by %s: it does not run, the content is right, nothing is touched', async (_, plant) => {
    const trap = trapped();
    trap.repo.stage({ a: 'staged' });
    plant(trap);
    rmSync(trap.canary, { force: true });
    const before = trap.repo.state();
    const lines = await scan(trap.repo.folder);
    expect(lines.filter((line) => line !== 'sub - submodule')).toEqual(['a: staged']);
    expect(trap.repo.state()).toEqual(before);
    expect(existsSync(trap.canary)).toBe(false);
  });

  // If git itself did not fall for these, the tests above would prove nothing.
  it.each([
    ['core.fsmonitor', ['ls-files']],
    ['diff.external', ['diff', '--cached']],
    ['diff.<driver>.textconv', ['diff', '--cached']],
    ['include.path', ['ls-files']],
    ['core.hooksPath', ['status']],
  ])('by %s: plain git runs it', (name, args) => {
    const trap = trapped();
    trap.repo.stage({ a: 'staged' });
    attacks.find(([attack]) => attack === name)?.[1](trap);
    rmSync(trap.canary, { force: true });
    trap.repo.git(...args);
    expect(existsSync(trap.canary)).toBe(true);
  });
});

describe('a repository with objects that are elsewhere', () => {
  it.each([
    ['an ext:: remote', 'ext::PAYLOAD', []],
    ['remote.uploadpack', 'file:///nowhere', [['remote.origin.uploadpack', 'PAYLOAD']]],
    ['remote.vcs', 'x', [['remote.origin.vcs', 'ext']]],
  ] as const)('by %s: nothing is fetched, and the object counts as missing', async (_, url, settings) => {
    const trap = trapped();
    const { repo } = trap;
    repo.stage({ a: 'staged' });
    config(
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.promisor', 'true'],
      ['remote.origin.url', url],
      ['protocol.ext.allow', 'always'],
      ['protocol.file.allow', 'always'],
      ...settings,
    )(trap);
    const oid = repo.git('rev-parse', ':a').trim();
    rmSync(repo.path('.git/objects', oid.slice(0, 2), oid.slice(2)));
    expect(await scan(repo.folder)).toEqual([expect.stringMatching(/^a - corrupt/)]);
    expect(existsSync(trap.canary)).toBe(false);
  });
});

describe('inherited environment', () => {
  it('is not passed on', async () => {
    const { repo, canary, payload } = trapped();
    repo.stage({ a: 'staged' });
    const other = new GitRepo().commit().stage({ other: 'x' });
    const env = {
      GIT_DIR: other.path('.git'),
      GIT_WORK_TREE: other.folder,
      GIT_EXTERNAL_DIFF: payload,
      GIT_TRACE: canary,
      GIT_TRACE2: canary,
      GIT_SSH_COMMAND: payload,
      GIT_PAGER: payload,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: payload,
      GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='${payload}'`,
      GIT_EXEC_PATH: join(payload, '..'),
      GIT_OBJECT_DIRECTORY: other.path('.git/objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: other.path('.git/objects'),
      GIT_NAMESPACE: 'x',
      LD_PRELOAD: payload,
    };
    expect(await scan(repo.folder, env)).toEqual(['a: staged']);
    expect(existsSync(canary)).toBe(false);
  });
});

describe('what hides or replaces objects', () => {
  it('replace refs do not change what is read', async () => {
    const repo = new GitRepo().commit().stage({ a: 'secret', b: 'harmless' });
    repo.git('replace', repo.git('rev-parse', ':a').trim(), repo.git('rev-parse', ':b').trim());
    expect(await scan(repo.folder)).toEqual(['a: secret', 'b: harmless']);
  });

  it('attributes do not hide a file', async () => {
    const repo = new GitRepo().commit();
    repo
      .stage({ a: 'x\0y' })
      .stage({ '.gitattributes': 'a -diff binary export-ignore working-tree-encoding=UTF-16' });
    expect(await scan(repo.folder)).toContain('a: x\0y');
  });

  it('core.worktree does not move the root', async () => {
    const repo = new GitRepo().commit().stage({ a: '1' });
    repo.git('config', 'core.worktree', '/etc');
    expect(await scan(repo.folder)).toEqual(['a: 1']);
  });

  it('an embedded bare repository is read without its configuration', async () => {
    const { repo, canary, payload } = trapped();
    repo.git('clone', '-q', '--bare', repo.folder, repo.path('evil'));
    repo.git('-C', 'evil', 'config', 'core.fsmonitor', payload);
    repo.git('-C', 'evil', 'config', 'core.bare', 'false');
    repo.git('-C', 'evil', 'read-tree', 'HEAD');
    rmSync(canary, { force: true });
    expect(await scan(repo.path('evil'))).toEqual([]);
    expect(existsSync(canary)).toBe(false);
  });
});

describe('a repository that leads to another one', () => {
  const priv = () => new GitRepo().commit().stage({ secret: 'private' });
  const refused = (message: RegExp) => ({ code: 'incomplete', message: expect.stringMatching(message) });

  it('by a .git file', async () => {
    const folder = tempFolder();
    writeTree(folder, { '.git': `gitdir: ${priv().path('.git')}\n` });
    await expect(scan(folder)).rejects.toMatchObject(refused(/does not name this folder as its work tree/));
  });

  it('by a .git that is a link', async () => {
    const folder = tempFolder();
    symlinkSync(priv().path('.git'), join(folder, '.git'));
    await expect(scan(folder)).rejects.toMatchObject(refused(/does not name this folder as its work tree/));
  });

  it('by the .git file of a work tree that is linked to somewhere else', async () => {
    const victim = priv();
    const other = join(tempFolder(), 'other');
    victim.git('worktree', 'add', '-q', other);
    const folder = tempFolder();
    writeTree(folder, { '.git': readFileSync(join(other, '.git'), 'utf8') });
    await expect(scan(folder)).rejects.toMatchObject(refused(/does not name this folder as its work tree/));
  });

  it('by commondir', async () => {
    const repo = new GitRepo().commit({ a: '1' }).write({ '.git/commondir': `${priv().path('.git')}\n` });
    await expect(scan(repo.folder)).rejects.toMatchObject(refused(/commondir leads to another repository/));
  });

  it('by alternates', async () => {
    const repo = new GitRepo().commit({ a: '1' });
    repo.write({ '.git/objects/info/alternates': `${priv().path('.git/objects')}\n` });
    await expect(scan(repo.folder)).rejects.toMatchObject({
      ...refused(/borrows objects from outside/),
      hint: expect.stringMatching(/git repack -a -d/),
    });
  });

  it('by alternates of alternates', async () => {
    const repo = new GitRepo().commit({ a: '1' });
    repo.write({
      '.git/objects/info/alternates': '../more\n',
      '.git/more/info/alternates': `${priv().path('.git/objects')}\n`,
    });
    await expect(scan(repo.folder)).rejects.toMatchObject(refused(/borrows objects from outside/));
  });

  it('by alternates in itself it is read', async () => {
    const repo = new GitRepo().commit({ a: '1' }).stage({ b: '2' });
    const oid = repo.git('rev-parse', ':b').trim();
    mkdirSync(repo.path('.git/more', oid.slice(0, 2)), { recursive: true });
    renameSync(
      repo.path('.git/objects', oid.slice(0, 2), oid.slice(2)),
      repo.path('.git/more', oid.slice(0, 2), oid.slice(2)),
    );
    repo.write({ '.git/objects/info/alternates': '# ours\n../more\n' });
    expect(await scan(repo.folder)).toEqual(['b: 2']);
  });

  it.each(['objects', 'objects/pack', 'objects/info'])('by a link at %s', async (name) => {
    const repo = new GitRepo().commit({ a: '1' }).remove(`.git/${name}`);
    symlinkSync(priv().path('.git', name), repo.path('.git', name));
    await expect(scan(repo.folder)).rejects.toMatchObject(refused(/ of the git repository: it is a link$/));
  });

  it('by a ref that is a link', async () => {
    const repo = new GitRepo().commit({ a: '1' }).remove('.git/refs/heads');
    symlinkSync(priv().path('.git/refs/heads'), repo.path('.git/refs/heads'));
    await expect(scan(repo.folder)).rejects.toMatchObject(refused(/it leads out of the repository/));
  });

  it.each(['ref: ../../../etc/passwd', 'ref: refs/../../x', 'ref: --output=x', 'garbage', ''])(
    'by HEAD as %j',
    async (head) => {
      const repo = new GitRepo().commit({ a: '1' }).write({ '.git/HEAD': `${head}\n` });
      await expect(scan(repo.folder)).rejects.toMatchObject(
        refused(/^cannot read HEAD of the git repository/),
      );
    },
  );

  it('by a ref that refers to itself', async () => {
    const repo = new GitRepo().commit({ a: '1' }).write({ '.git/refs/heads/main': 'ref: refs/heads/main\n' });
    await expect(scan(repo.folder)).rejects.toMatchObject(refused(/names neither a branch nor a commit/));
  });
});

describe('pipes that git would wait for', () => {
  it.each([
    'HEAD',
    'index',
    'packed-refs',
    'config',
    'shallow',
    'commondir',
    'refs/heads/main',
    'objects/info/alternates',
    'objects/info/commit-graph',
    'objects/pack/multi-pack-index',
  ])('as %s: the scan is incomplete at once', async (name) => {
    const repo = new GitRepo().commit({ a: '1' }).stage({ b: '2' });
    rmSync(repo.path('.git', name), { force: true });
    execFileSync('mkfifo', [repo.path('.git', name)]);
    await expect(scan(repo.folder)).rejects.toMatchObject({
      code: 'incomplete',
      message: expect.stringMatching(/ of the git repository: it is not a regular file$/),
    });
  });

  it.each(['info/exclude', 'info/attributes', 'info/grafts', 'config.worktree', 'hooks/x'])(
    'as %s: it is never opened',
    async (name) => {
      const repo = new GitRepo().commit({ a: '1' }).stage({ b: '2' });
      rmSync(repo.path('.git', name), { force: true });
      execFileSync('mkfifo', [repo.path('.git', name)]);
      expect(await scan(repo.folder)).toEqual(['b: 2']);
    },
  );

  it('as .git', async () => {
    const folder = tempFolder();
    execFileSync('mkfifo', [join(folder, '.git')]);
    await expect(scan(folder)).rejects.toMatchObject({ code: 'incomplete' });
  });

  it('as the tree of HEAD: the watchdog ends git', async () => {
    const repo = new GitRepo().commit({ a: '1' }).stage({ b: '2' });
    const oid = repo.git('rev-parse', 'HEAD^{tree}').trim();
    rmSync(repo.path('.git/objects', oid.slice(0, 2), oid.slice(2)));
    execFileSync('mkfifo', [repo.path('.git/objects', oid.slice(0, 2), oid.slice(2))]);
    const source = stagedSource({
      cwd: repo.folder,
      env: { PATH: process.env.PATH },
      isExcluded: () => false,
      signal: new AbortController().signal,
      paths: [],
      idleMs: 1000,
    });
    await expect(source.next()).rejects.toMatchObject({
      code: 'incomplete',
      message: 'git diff-index failed: no answer for 1 s',
    });
  });
});

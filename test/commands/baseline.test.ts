import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { expandSample } from '../../src/rules/samples.ts';
import { type FakeIoOptions, fakeIo } from '../support/fake-io.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const usual = 'auth-advisor-baseline.json';
const keyed = (seed: string): string =>
  expandSample('token = "<token:keys/github-pat>"\n', { seed, ruleOf }).text;

const { builtinRules } = await import('../../src/rules/builtin.ts');
function ruleOf(id: string) {
  return builtinRules.rules.find((rule) => rule.id === id && rule.kind === 'token') as never;
}

const project = (
  files: Readonly<Record<string, string>> = { 'src/b.py': keyed('b'), 'a.py': keyed('a') },
) => {
  const root = tempFolder();
  writeTree(root, files);
  const auth = async (args: readonly string[], options: Partial<FakeIoOptions> = {}) => {
    const fake = fakeIo({ cwd: root, ...options });
    const status = await run(args, fake.io);
    return { status, stdout: fake.stdout(), stderr: fake.stderr() };
  };
  const report = async (...args: string[]) => {
    const { status, stdout } = await auth(['scan', '-f', 'json', ...args]);
    const { findings, receipt } = JSON.parse(stdout) as {
      findings: { status: string; location: { path: string } }[];
      receipt: { config: { stale: string[]; baseline?: object } };
    };
    return {
      status,
      found: findings.map((one) => `${one.location.path} ${one.status}`),
      baseline: receipt.config.baseline,
      stale: receipt.config.stale,
    };
  };
  return { root, auth, report, read: (name = usual) => readFileSync(join(root, name), 'utf8') };
};

describe('auth-advisor baseline create', () => {
  it('writes one sorted line a finding: no date, no line number, no secret', async () => {
    const { auth, read, root } = project();
    const { status, stdout } = await auth(['baseline', 'create']);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `${usual}: 2 findings. Commit it; scans report what is new.\n`,
    });
    const text = read();
    expect(text.split('\n').map((line) => line.replace(/aa1:[0-9a-f]{16}/, 'F'))).toEqual([
      '{',
      '  "version": 1,',
      '  "root": ".",',
      '  "findings": [',
      '    {"fingerprint":"F","rule":"keys/github-pat","path":"a.py"},',
      '    {"fingerprint":"F","rule":"keys/github-pat","path":"src/b.py"}',
      '  ]',
      '}',
      '',
    ]);
    for (const name of ['a.py', 'src/b.py']) {
      const secret = /"(.+)"/.exec(readFileSync(join(root, name), 'utf8'))?.[1] ?? '';
      expect(secret.length).toBeGreaterThan(30);
      expect(text).not.toContain(secret.slice(4, 14));
    }
  });

  it('is the same file at another time', async () => {
    const { auth, read } = project();
    await auth(['baseline', 'create']);
    const first = read();
    await auth(['baseline', 'create', '--force'], { now: new Date('2030-05-06T07:08:09Z') });
    expect(read()).toBe(first);
  });

  it('does not replace a file unless it is told to', async () => {
    const { auth, read } = project({ 'a.py': keyed('a'), [usual]: 'mine' });
    const { status, stderr } = await auth(['baseline', 'create']);
    expect({ status, text: read() }).toEqual({ status: 2, text: 'mine' });
    expect(stderr).toContain(`error: ${usual} exists\n`);
    expect((await auth(['baseline', 'create', '--force'])).status).toBe(0);
  });

  it('leaves out what is suppressed', async () => {
    const { auth, read } = project({
      'a.py': `# auth-advisor-ignore-next-line keys/github-pat -- a sample\n${keyed('a')}`,
    });
    expect((await auth(['baseline', 'create'])).status).toBe(0);
    expect(JSON.parse(read()).findings).toEqual([]);
  });

  it('says 3 when there was nothing to read', async () => {
    const { auth } = project({});
    expect((await auth(['baseline', 'create'])).status).toBe(3);
  });
});

describe('scan with a baseline', () => {
  it('does not fail because of what was there before, and says so', async () => {
    const { auth, report } = project();
    expect((await report()).status).toBe(1);
    await auth(['baseline', 'create']);
    expect(await report()).toEqual({
      status: 0,
      found: ['a.py baseline', 'src/b.py baseline'],
      baseline: { file: usual, entries: 2, known: 2 },
      stale: [],
    });
    const { stdout } = await auth(['scan']);
    expect(stdout).toContain(`2 findings known to ${usual}`);
    expect(stdout).toContain('The baseline knows 2 more.');
  });

  it('reports a different secret at a known place, and the known one that moved does not count', async () => {
    const { auth, report, root } = project();
    await auth(['baseline', 'create']);
    writeTree(root, { 'a.py': keyed('other'), 'src/b.py': `\n\n\n${keyed('b')}` });
    const { status, found, stale } = await report();
    expect({ status, found }).toEqual({ status: 1, found: ['a.py new', 'src/b.py baseline'] });
    expect(stale).toEqual([
      expect.stringMatching(
        /^aa1:\w{16}: this baseline entry \(keys\/github-pat in a\.py\) covers no finding$/,
      ),
    ]);
  });

  it('uses no baseline with --no-baseline and --no-config, and the named one always', async () => {
    const { auth, report } = project();
    await auth(['baseline', 'create']);
    expect((await report('--no-baseline')).status).toBe(1);
    expect((await report('--no-config')).status).toBe(1);
    expect((await report('--no-config', '--baseline', usual)).status).toBe(0);
  });

  it('finds the baseline next to the configuration above, and says that it was made elsewhere', async () => {
    const { auth, root } = project({ 'sub/a.py': keyed('a'), 'auth-advisor.yaml': 'version: 1\n' });
    await auth(['baseline', 'create']);
    const { status, stdout } = await auth(['scan'], { cwd: join(root, 'sub') });
    expect(status).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain('this baseline was made in another folder');
  });

  it('does not call entries stale that a part of the tree cannot cover', async () => {
    const { auth, report } = project();
    await auth(['baseline', 'create']);
    expect(await report('src')).toMatchObject({ found: ['src/b.py baseline'], stale: [] });
  });

  it.each([
    ['is missing', undefined, `error: cannot read the baseline ${usual} (ENOENT)`],
    ['is cut off', '{\n  "version": 1,\n  "findings": [', `${usual}:3:`],
    ['holds conflict marks', '{\n<<<<<<< HEAD\n  "version": 1\n}', `${usual}:2:`],
    ['has another version', '{ "version": 2, "root": ".", "findings": [] }', `${usual}:1:14:`],
    [
      'has a wrong fingerprint',
      '{ "version": 1, "root": ".",\n "findings": [\n{"fingerprint":"x","rule":"keys/a","path":"a"}] }',
      `${usual}:3:16: findings.0.fingerprint: expected a fingerprint`,
    ],
    [
      'has an unknown key',
      '{ "version": 1, "root": ".",\n "finding": [], "findings": [] }',
      `${usual}:2:2: unknown`,
    ],
    ['is a list', '[]', `${usual}:1:1: expected a mapping, got a list`],
    [
      'names an absolute root',
      '{ "version": 1, "root": "/",\n "findings": [] }',
      `${usual}:1:25: root: expected a relative`,
    ],
  ])('refuses a baseline that %s', async (_, text, message) => {
    const { auth, root } = project();
    if (text !== undefined) writeFileSync(join(root, usual), text);
    const { status, stdout, stderr } = await auth(['scan', '--baseline', usual]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('auth-advisor baseline prune', () => {
  it('removes what is mended and keeps the rest', async () => {
    const { auth, read, report, root } = project();
    await auth(['baseline', 'create']);
    writeTree(root, { 'a.py': 'mended = True\n' });
    const { status, stdout } = await auth(['baseline', 'prune']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${usual}: 1 removed, 1 finding left.\n` });
    expect(JSON.parse(read()).findings).toMatchObject([{ path: 'src/b.py' }]);
    expect(await report()).toMatchObject({ status: 0, stale: [] });
  });

  it('never adds anything', async () => {
    const { auth, read, root } = project();
    await auth(['baseline', 'create']);
    writeTree(root, { 'c.py': keyed('c') });
    const before = read();
    expect((await auth(['baseline', 'prune'])).stdout).toBe(`${usual}: 0 removed, 2 findings left.\n`);
    expect(read()).toBe(before);
  });

  it('refuses in another folder: it would remove everything', async () => {
    const { auth, read, root } = project();
    await auth(['baseline', 'create']);
    const before = read();
    const { status, stderr } = await auth(['baseline', 'prune', `../${usual}`], { cwd: join(root, 'src') });
    expect({ status, stderr, text: read() }).toEqual({
      status: 2,
      stderr: `error: ../${usual} was made in another folder\nhint: Prune it there: ..\n`,
      text: before,
    });
  });

  it('knows the folder that a baseline in another place is about', async () => {
    const { auth, root } = project();
    mkdirSync(join(root, 'config'));
    await auth(['baseline', 'create', 'config/known.json']);
    expect((await auth(['scan', '--baseline', 'config/known.json'])).status).toBe(0);
    expect((await auth(['baseline', 'prune', 'config/known.json'])).status).toBe(0);
  });

  it('removes nothing when a file could not be read', async () => {
    const { auth, read, root } = project();
    await auth(['baseline', 'create']);
    // An archive that is cut off counts as damaged.
    writeTree(root, { 'a.py': '', 'x.gz': gzipSync('some text that is cut off').subarray(0, 24) });
    const before = read();
    const { status, stderr } = await auth(['baseline', 'prune']);
    expect({ status, text: read() }).toEqual({ status: 3, text: before });
    expect(stderr).toContain('not everything could be read (x.gz');
  });
});

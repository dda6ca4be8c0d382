import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { expandSample } from '../../src/rules/samples.ts';
import { type FakeIoOptions, fakeIo } from '../support/fake-io.ts';
import { GitRepo } from '../support/git-repo.ts';
import { writeShop } from '../support/shop.ts';
import { tar } from '../support/tar.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';
import { zip } from '../support/zip.ts';

const sample = (text: string): string => expandSample(text).text;
const token = sample('ghp_<alnum:30><crc32-base62>');
const leak = `first\nGITHUB_TOKEN=${token}\n`;

const scan = async (cwd: string, args: readonly string[] = [], options: Partial<FakeIoOptions> = {}) => {
  const fake = fakeIo({ cwd, ...options });
  const status = await run(['scan', '--no-config', ...args], fake.io);
  return { status, stdout: fake.stdout() };
};

const json = async (cwd: string, args: readonly string[] = [], options: Partial<FakeIoOptions> = {}) => {
  const { status, stdout } = await scan(cwd, ['--format', 'json', ...args], options);
  return { status, report: JSON.parse(stdout) };
};

const folderWith = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = tempFolder();
  writeTree(folder, files);
  return folder;
};

const found = ({ report }: Awaited<ReturnType<typeof json>>): string[] =>
  report.findings.map(
    ({
      ruleId,
      location: { path, member, line, column },
    }: {
      ruleId: string;
      location: Record<string, unknown>;
    }) => `${path}${member === undefined ? '' : `!/${member}`}:${line}:${column} ${ruleId}`,
  );

describe('scan of an archive', () => {
  const archive = zip([{ name: 'conf/app.env', content: leak }]);

  it('finds what is in it, and says where', async () => {
    const result = await json(folderWith({ 'a.zip': archive }));
    expect(result.status).toBe(1);
    expect(result.report.findings[0].location).toEqual({
      path: 'a.zip',
      member: 'conf/app.env',
      line: 2,
      column: 14,
      endLine: 2,
      endColumn: 54,
    });
    expect(result.report.receipt.read).toEqual({ files: 1, members: 1, bytes: 13 + leak.length });
  });

  it('shows the place in one piece', async () => {
    const { stdout } = await scan(folderWith({ 'a.zip': archive }));
    expect(stdout).toContain('a.zip!/conf/app.env:2:14  critical');
    expect(stdout).toContain('Scanned 1 file and 1 member of archives');
    expect(stdout).not.toContain(token.slice(4));
  });

  it('is left out with --no-archives', async () => {
    const { status, report } = await json(folderWith({ 'a.zip': archive, b: 'x' }), ['--no-archives']);
    expect({ status, skipped: report.receipt.skipped }).toEqual({ status: 0, skipped: { archive: 1 } });
  });

  it('is incomplete when a part of it cannot be read', async () => {
    const folder = folderWith({ 'a.zip': zip([{ name: 'x', content: 'x', flags: 1 }]) });
    const { status, report } = await json(folder);
    expect(status).toBe(3);
    expect(report.receipt.skips).toEqual([{ path: 'a.zip!/x', why: 'unreadable', detail: 'encrypted' }]);
  });

  it('is found behind the start script of a program', async () => {
    const program = zip([{ name: 'BOOT-INF/app.properties', content: leak }], {
      before: Buffer.from('#!/bin/sh\nexec java\n'),
    });
    expect(found(await json(folderWith({ 'app.jar': program })))).toEqual([
      'app.jar!/BOOT-INF/app.properties:2:14 keys/github-pat',
    ]);
  });

  it('honours ignore comments in it, there and nowhere else', async () => {
    const directive = ['auth-advisor', 'ignore', 'next', 'line'].join('-');
    const ignored = `# ${directive} keys/github-pat -- a sample\n${token}\n`;
    const folder = folderWith({
      'a.zip': zip([
        { name: 'a', content: ignored },
        { name: 'b', content: leak },
      ]),
    });
    expect(found(await json(folder))).toEqual(['a.zip!/b:2:14 keys/github-pat']);
  });

  it('gives one value in two members two fingerprints', async () => {
    const folder = folderWith({
      'a.zip': zip([
        { name: 'a', content: leak },
        { name: 'b', content: leak },
      ]),
    });
    const { report } = await json(folder);
    expect(new Set(report.findings.map((one: { fingerprint: string }) => one.fingerprint)).size).toBe(2);
  });

  it('finds a token in the name of an entry', async () => {
    expect(
      found(await json(folderWith({ 'a.zip': zip([{ name: `keys/${token}.txt`, content: '' }]) }))),
    ).toEqual(['a.zip:1:6 keys/github-pat']);
  });

  it('works on standard input and on what is staged', async () => {
    const stdin = await json(tempFolder(), ['--stdin', '--stdin-filename', 'a.zip'], { stdin: archive });
    expect(found(stdin)).toEqual(['a.zip!/conf/app.env:2:14 keys/github-pat']);
    const repo = new GitRepo().stage({ 'a.zip': archive });
    const env = { PATH: process.env.PATH };
    expect(found(await json(repo.folder, ['--staged'], { env }))).toEqual([
      'a.zip!/conf/app.env:2:14 keys/github-pat',
    ]);
  });

  it('tells what a member is for by its path', async () => {
    const folder = folderWith({ 'a.zip': zip([{ name: 'test/fixtures/x.env', content: leak }]) });
    const { report } = await json(folder);
    expect(report.findings[0]).toMatchObject({ severity: 'high', confidence: 'medium' });
  });
});

describe('a mobile app', () => {
  const nul = Buffer.alloc(64);
  const stripe = sample('sk_live_<alnum:99>');
  const parts: Readonly<Record<string, Buffer>> = {
    'assets/config.json': Buffer.from(`{"token":"${token}"}`),
    'classes.dex': Buffer.concat([
      Buffer.from('dex\n035\0'),
      nul,
      Buffer.from([stripe.length]),
      Buffer.from(stripe),
      nul,
    ]),
    'resources.arsc': Buffer.concat([nul, Buffer.from(`api ${token}`, 'utf16le'), nul]),
    'lib/arm64-v8a/libapp.so': Buffer.concat([Buffer.from('\x7fELF'), nul, Buffer.from(`\0${token}\0`), nul]),
    'assets/index.android.bundle': Buffer.from(`var a={k:"${token}",u:"https://api.example"};`),
    'Info.plist': Buffer.concat([
      Buffer.from('bplist00_\x10'),
      Buffer.from([stripe.length]),
      Buffer.from(stripe),
      nul,
    ]),
    'res/raw/keys.properties': Buffer.from(`token=${Buffer.from(`x ${token}`).toString('base64')}`),
  };

  it.each(Object.entries(parts))('does not hide a key in %s', async (name, content) => {
    const folder = folderWith({
      'app.apk': zip([
        { name, content },
        { name: 'META-INF/MANIFEST.MF', content: '' },
      ]),
    });
    const { report } = await json(folder);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({
      facts: { place: 'app' },
      location: { path: 'app.apk', member: name },
    });
    expect(report.receipt.complete).toBe(true);
  });

  it('is looked into inside a bundle of packages', async () => {
    const base = zip([{ name: 'assets/a.txt', content: leak }]);
    const folder = folderWith({ 'all.xapk': zip([{ name: 'base.apk', content: base, store: true }]) });
    expect(found(await json(folder))).toEqual(['all.xapk!/base.apk!/assets/a.txt:2:14 keys/github-pat']);
  });
});

describe('a log', () => {
  it.each([
    ['a header', `> Authorization: Bearer ${token}`],
    [
      'a query',
      `127.0.0.1 - - [02/Jan/2026:03:04:05 +0000] "GET /user?access_token=${token}&a=b HTTP/1.1" 200 12`,
    ],
    ['a query that is encoded', `GET /login?next=%2Fuser%3Faccess_token%3D${token}%26a`],
    ['a command', `+ curl -sS -u me:${token} https://api.github.example/user`],
    ['a dumped environment', `PATH=/usr/bin\nGITHUB_TOKEN=${token}\nHOME=/root`],
    ['an environment on one line', `env: {'PATH': '/usr/bin', 'GITHUB_TOKEN': '${token}'}`],
    ['colours', `\u001b[32m${token}\u001b[0m`],
    ['JSON in JSON', JSON.stringify({ level: 'info', time: 1, body: JSON.stringify({ token }) })],
  ])('does not hide a token in %s', async (_, line) => {
    const { report } = await json(folderWith({ 'app.log': `first\n${line}\n` }));
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0]).toMatchObject({ ruleId: 'keys/github-pat', facts: { place: 'log' } });
  });
});

describe('what to do', () => {
  const fixOf = async (files: Readonly<Record<string, string | Uint8Array>>) =>
    (await json(folderWith(files))).report.findings.map(
      ({ fix, facts }: { fix: string; facts: Record<string, unknown> }) => [facts.place, fix] as const,
    );

  it('in an app is to move the call behind a server', async () => {
    const [[place, fix]] = await fixOf({ 'app.apk': zip([{ name: 'assets/config.json', content: leak }]) });
    expect(place).toBe('app');
    expect(fix).toMatch(/^Revoke it first.*Every copy of this app carries it.*behind a server/);
  });

  it('in a log is to purge it and to redact at the source', async () => {
    const line = `2026-01-02T03:04:05Z INFO GET /repos Authorization: Bearer ${token}\n`;
    const [[place, fix]] = await fixOf({ 'app.log.gz': gzipSync(line) });
    expect(place).toBe('log');
    expect(fix).toMatch(
      /besides rotating it, purge this log.*leave credentials out where the line is written/,
    );
  });

  it('in a file of the repository is what the rule says', async () => {
    const [[place, fix]] = await fixOf({ 'a.env': leak });
    expect(place).toBeUndefined();
    expect(fix).not.toContain('It lies in a log');
  });
});

describe('an archive of a tree', () => {
  const from = join(import.meta.dirname, '../fixtures/shop');

  const filesOf = (folder: string): { name: string; content: Buffer }[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => ({ name: path.slice(folder.length + 1), content: readFileSync(path) }));

  it.each([
    ['zip', (files: ReturnType<typeof filesOf>) => zip(files), ''],
    [
      'stored zip',
      (files: ReturnType<typeof filesOf>) => zip(files.map((one) => ({ ...one, store: true }))),
      '',
    ],
    ['tar', (files: ReturnType<typeof filesOf>) => tar(files), ''],
    ['tar.gz', (files: ReturnType<typeof filesOf>) => gzipSync(tar(files)), ''],
    [
      'zip in a tar',
      (files: ReturnType<typeof filesOf>) => tar([{ name: 'in.zip', content: zip(files) }]),
      'in.zip!/',
    ],
  ])('gives the findings of the tree: %s', async (_, pack, way) => {
    const tree = tempFolder();
    writeShop(from, tree);
    const folder = tempFolder();
    writeFileSync(join(folder, 'tree.bin'), pack(filesOf(tree)));
    const [plain, packed] = [await json(tree, ['--no-ignore']), await json(folder)];
    const expected = found(plain).map((line) => `tree.bin!/${way}${line}`);
    expect(expected.length).toBeGreaterThan(10);
    expect(found(packed)).toEqual(expected);
    expect(packed.report.receipt.complete).toBe(true);
  });
});

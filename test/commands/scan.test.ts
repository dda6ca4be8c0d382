import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { expandSample } from '../../src/rules/samples.ts';
import { type FakeIoOptions, fakeIo } from '../support/fake-io.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'auth-advisor-scan-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), expandSample(text).text);
};

const auth = async (args: readonly string[], options: Partial<FakeIoOptions> = {}) => {
  const fake = fakeIo({ cwd: root, ...options });
  const status = await run(args, fake.io);
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

const leak = 'token = "<pem-line:pkcs8>"\n';
const json = async (args: readonly string[], options: Partial<FakeIoOptions> = {}) => {
  const { status, stdout } = await auth(['scan', '--format', 'json', ...args], options);
  return { status, report: JSON.parse(stdout) };
};

describe('scan', () => {
  it('ends with 0 and one line when a tree is clean', async () => {
    write('a.txt', 'nothing here\n');
    const { status, stdout } = await auth(['scan']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^No findings\. Scanned 1 file \(13 bytes\) in \S+ s with \d+ rules\.\n$/);
  });

  it('ends with 1 on a finding, and shows neither the secret nor a part of it', async () => {
    write('a.txt', leak);
    const { status, stdout } = await auth(['scan']);
    expect(status).toBe(1);
    expect(stdout).toContain('a.txt:1:');
    const secret = readFileSync(join(root, 'a.txt'), 'utf8').split('\\n')[1] ?? '';
    expect(secret.length).toBeGreaterThan(40);
    expect(stdout).not.toContain(secret.slice(8, 24));
  });

  it.each(['text', 'json', 'jsonl', 'sarif'])(
    'ends with the same status in the format %s, also with -o',
    async (format) => {
      write('a.txt', leak);
      expect((await auth(['scan', '--format', format])).status).toBe(1);
      const { status, stdout } = await auth(['scan', '--format', format, '-o', 'out.report']);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(readFileSync(join(root, 'out.report'), 'utf8').length).toBeGreaterThan(100);
    },
  );

  it('does not fail below --fail-on, nor with --exit-zero', async () => {
    write('tests/a.txt', leak);
    write('b.txt', 'x');
    expect((await auth(['scan', '--fail-on', 'critical', 'tests'])).status).toBe(0);
    expect((await auth(['scan', '--exit-zero'])).status).toBe(0);
  });

  it('is incomplete when there is nothing to read', async () => {
    const { status, stdout } = await auth(['scan']);
    expect(status).toBe(3);
    expect(stdout).toContain('Nothing was scanned');
  });

  it.each([
    ['a path that does not exist', ['scan', 'srcc'], /error: .*srcc.*did you mean src/is],
    [
      'a wrong format',
      ['scan', '--format', 'xml'],
      /error: .*xml.*Allowed choices are text, json, jsonl, sarif/s,
    ],
    ['a wrong severity', ['scan', '--fail-on', 'hgih'], /error: .*hgih.*Did you mean high/s],
    [
      'an unknown option',
      ['scan', '--stagde'],
      /error: unknown option '--stagde'\s+\(Did you mean --staged\?\)/,
    ],
    ['an unknown command', ['scann'], /error: unknown command 'scann'\s+\(Did you mean scan\?\)/],
    [
      'a configuration that is not there',
      ['scan', '--config', 'none.yaml'],
      /error: cannot read the configuration none\.yaml \(ENOENT\)/,
    ],
    [
      'a folder of rules that is not there',
      ['scan', '--rules', 'none'],
      /error: none:1:1: cannot read this folder of rules \(ENOENT\)/,
    ],
    ['a folder without rules', ['scan', '--rules', 'src'], /error: there is no rule in "src"/],
    ['standard input with other paths', ['scan', '-', 'src'], /error: standard input cannot be combined/],
    [
      '--staged outside a repository',
      ['scan', '--staged'],
      /error: .*not .*a git repository.*hint: .*auth-advisor scan/is,
    ],
  ])('ends with 2 and one sentence for %s', async (_, args, message) => {
    mkdirSync(join(root, 'src'));
    const { status, stdout, stderr } = await auth(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('ends with 2 when standard input is a terminal', async () => {
    const { status, stderr } = await auth(['scan', '-'], { stdinIsTTY: true });
    expect({ status, said: /nothing is piped into standard input/.test(stderr) }).toEqual({
      status: 2,
      said: true,
    });
  });

  it('is incomplete when standard input is empty', async () => {
    const { status, stdout } = await auth(['scan', '-'], { stdin: '' });
    expect(status).toBe(3);
    expect(stdout).toContain('Nothing was scanned: standard input was empty.');
  });

  it('reads standard input under the name that it is given', async () => {
    const { report } = await json(['--stdin', '--stdin-filename', 'src/app.env'], {
      stdin: expandSample(leak).text,
    });
    expect(report.findings.map(({ location }: { location: { path: string } }) => location.path)).toEqual([
      'src/app.env',
    ]);
    expect(report.receipt.asked.mode).toBe('stdin');
  });

  it('points at what is wrong in a configuration', async () => {
    write('auth-advisor.yaml', 'version: 1\nscan:\n  fial-on: high\n');
    const { status, stderr } = await auth(['scan']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: auth-advisor.yaml:3:3: unknown key "fial-on"; did you mean "fail-on"?\n',
    });
  });

  it('points at a rule that the configuration switches off and that does not exist', async () => {
    write('auth-advisor.yaml', 'version: 1\nscan:\n  rules:\n    keys/privat-key: off\n');
    const { status, stderr } = await auth(['scan']);
    expect(status).toBe(2);
    expect(stderr).toContain(
      'auth-advisor.yaml:4:22: no rule is called "keys/privat-key"; did you mean "keys/private-key"?',
    );
  });

  it('leaves out what the configuration excludes, and says so in the receipt', async () => {
    write('auth-advisor.yaml', 'version: 1\nscan: {exclude: [vendor/], rules: {keys/private-key: off}}\n');
    write('vendor/a.txt', leak);
    write('b.pem', '<pem:pkcs8>\n');
    const { status, report } = await json([]);
    expect(status).toBe(0);
    expect(report.receipt.config).toEqual({
      file: 'auth-advisor.yaml',
      excluded: ['vendor/'],
      suppressed: 0,
      stale: [],
    });
    expect(report.receipt.rules.off).toEqual(['keys/private-key']);
    expect(report.receipt.skipped.excluded).toBe(1);
  });

  it('lets a commit pass that touches excluded files only', async () => {
    write('auth-advisor.yaml', 'version: 1\nscan: {exclude: [vendor/]}\n');
    write('vendor/a.txt', leak);
    expect((await auth(['scan', 'vendor/a.txt'])).status).toBe(0);
  });

  it('reads no configuration with --no-config', async () => {
    write('auth-advisor.yaml', 'nonsense: [');
    write('a.txt', 'x');
    expect((await auth(['scan', '--no-config'])).status).toBe(0);
  });

  it('suppresses by fingerprint with a reason, and says how many', async () => {
    write('a.txt', leak);
    const before = await json([]);
    const { fingerprint } = before.report.findings[0];
    writeFileSync(
      join(root, 'auth-advisor.yaml'),
      `version: 1\nscan:\n  suppress:\n    - {fingerprint: "${fingerprint}", reason: a sample}\n`,
    );
    const { status, report } = await json([]);
    expect({ status, findings: report.findings, suppressed: report.receipt.config.suppressed }).toEqual({
      status: 0,
      findings: [],
      suppressed: 1,
    });
    const shown = await json(['--include-suppressed']);
    expect(shown.report.findings.map(({ status: of }: { status: string }) => of)).toEqual(['suppressed']);
  });

  it('honours an ignore comment, unless it is told not to', async () => {
    const comment = `# ${['auth-advisor', 'ignore'].join('-')}-next-line keys/private-key -- a sample\n`;
    writeFileSync(join(root, 'a.txt'), comment + expandSample(leak).text);
    expect((await auth(['scan'])).status).toBe(0);
    expect((await auth(['scan', '--no-inline-ignore'])).status).toBe(1);
  });

  it("adds a user's own rules", async () => {
    write(
      'my-rules/acme.yaml',
      `- kind: token
  id: keys/acme-key
  title: Acme key
  provider: Acme
  severity: high
  confidence: high
  why: Whoever holds the key acts as the account.
  essay: [K4]
  fix: Revoke it in the console and create a new one.
  references: [https://acme.example]
  cwe: [798]
  parts: [{lit: acme_}, {chars: a-f0-9, len: 20}]
  examples:
    match: ['k=acme_<hex:20>', 'x acme_<hex:20>', '"acme_<hex:20>"']
    ignore: ['acme_<hex:8>', 'acme_', 'ACME_<hex:20>']
`,
    );
    // Kept as written: the scan below must not see the expanded examples.
    write('src/a.env', 'KEY=acme_<hex:20>\n');
    const { report } = await json(['--rules', 'my-rules', 'src']);
    expect(report.findings.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['keys/acme-key']);
  });

  it('points at what is wrong in a rule', async () => {
    write('my-rules/acme.yaml', '- kind: token\n  id: keys/acme-key\n  severty: high\n');
    const { status, stderr } = await auth(['scan', '--rules', 'my-rules']);
    expect(status).toBe(2);
    expect(stderr).toContain(
      'error: my-rules/acme.yaml:3:3: unknown key "severty"; did you mean "severity"?\n',
    );
  });

  it('does not take a tree for a test because of where it lies', async () => {
    write('test/app/a.txt', leak);
    write('work/b.txt', 'x');
    const severityIn = async (cwd: string, path: string) =>
      (await json([path], { cwd: join(root, cwd) })).report.findings.map(
        ({ severity }: { severity: string }) => severity,
      );
    expect(await severityIn('work', '../test/app')).toEqual(await severityIn('test/app', '.'));
    expect(await severityIn('work', '../test/app/a.txt')).toEqual(await severityIn('test/app', '.'));
    expect(await severityIn('.', 'test')).not.toEqual(await severityIn('test/app', '.'));
  });

  it('ends with 130 when it is interrupted', async () => {
    write('a.txt', 'x');
    const { status, stdout } = await auth(['scan'], { signal: AbortSignal.abort() });
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
  });

  it('ends with 4 when the report cannot be written, and leaves no draft behind', async () => {
    write('a.txt', 'x');
    const { status, stderr } = await auth(['scan', '-o', 'none/out.json']);
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: 'error: the report could not be written to none/out.json (ENOENT)\n',
    });
  });
});

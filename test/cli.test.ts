import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/cli.ts';
import type { Io } from '../src/core/io.ts';
import { type FakeIoOptions, fakeIo } from './support/fake-io.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'auth-advisor-cli-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const auth = async (
  args: readonly string[],
  options: Partial<FakeIoOptions> = {},
  change: Partial<Io> = {},
) => {
  const fake = fakeIo({ cwd: root, ...options });
  const status = await run(args, { ...fake.io, ...change });
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

describe('the command line', () => {
  it('says what is wrong with itself without quoting what it failed on', async () => {
    const now = (): Date => {
      throw new TypeError('a message that quotes hunter2');
    };
    const { status, stdout, stderr } = await auth(['scan'], {}, { now });
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toBe(
      'error: internal error (TypeError); this is a bug in auth-advisor\nhint: Run again with --debug and report the lines that it adds.\n',
    );
  });

  it('adds places, and no message, with --debug', async () => {
    const now = (): Date => {
      throw new TypeError('a message that quotes hunter2');
    };
    const { stderr } = await auth(['--debug', 'scan'], {}, { now });
    expect(stderr).toMatch(/\n {4}at /);
    expect(stderr).not.toContain('hunter2');
  });

  it.runIf(existsSync('/proc/self/mem'))(
    'is incomplete when a file cannot be read, and names it',
    async () => {
      const { status, stdout } = await auth(['scan', '/proc/self/mem'], { cwd: '/' });
      expect(status).toBe(3);
      expect(stdout).toContain('proc/self/mem: could not be read (EIO)');
    },
  );

  it('keeps what it read when one of several files cannot be read', async () => {
    writeFileSync(join(root, 'a.txt'), 'x');
    const { status, stdout } = await auth(['scan', '--format', 'json', 'a.txt', '/proc/self/mem']);
    const { receipt } = JSON.parse(stdout);
    expect({ status, complete: receipt.complete, files: receipt.read.files }).toEqual({
      status: 3,
      complete: false,
      files: 1,
    });
  });

  it('explains a rule with an example, a near-miss and its sources', async () => {
    const { status, stdout } = await auth(['explain', 'jwt/jsonwebtoken-lifetime']);
    expect(status).toBe(0);
    for (const label of [
      'Why it matters',
      'What to do',
      'Found',
      'Not found',
      'Claims it rests on',
      'Sources',
    ]) {
      expect(stdout).toContain(`\n${label}\n`);
    }
  });

  it.each(['key-rotation', 'revocation', 'api-key', 'R03', 'K3', 'server-session', 'key-in-client'])(
    'explains %s of the decision model',
    async (id) => {
      const { status, stdout } = await auth(['explain', id, '--json']);
      expect({ status, id: JSON.parse(stdout).id }).toEqual({ status: 0, id });
    },
  );

  it('suggests the id that was meant', async () => {
    const { status, stderr } = await auth(['explain', 'keys/github-pta']);
    expect(status).toBe(2);
    expect(stderr).toContain('error: nothing is called "keys/github-pta"; did you mean "keys/github-pat"?');
  });

  it('lists the rules for people and for programs', async () => {
    const { stdout } = await auth(['rules', 'list']);
    expect(stdout).toMatch(/^jwt\/[a-z-]+ +high {6}/m);
    const rows = JSON.parse((await auth(['rules', 'list', '--json'])).stdout);
    expect(stdout).toContain(`\n${rows.length} rules\n`);
  });

  it("checks a user's own rules and points at the example that fails", async () => {
    writeFileSync(
      join(root, 'acme.yaml'),
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
    match: ['k=acme_<hex:20>', 'x acme_<hex:20>', 'acme_<hex:8>']
    ignore: ['acme_<hex:7>', 'acme_', 'ACME_<hex:20>']
`,
    );
    const { status, stderr } = await auth(['rules', 'check', '--rules', '.']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error: ./acme.yaml:2:7: keys/acme-key: example match[2]: must be found, but is not\n',
    });
  });
});

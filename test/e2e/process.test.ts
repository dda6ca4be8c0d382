import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expandSample } from '../../src/rules/samples.ts';

// The built program, as users run it: `npm test` builds first.
const bin = join(import.meta.dirname, '../../bin/auth-advisor.js');

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'auth-advisor-process-'));
  mkdirSync(join(root, 'clean'));
  writeFileSync(join(root, 'clean/a.txt'), 'nothing\n');
  mkdirSync(join(root, 'leaks'));
  const leak = expandSample('key = "<pem-line:pkcs8>"\n').text;
  for (let i = 0; i < 700; i++) writeFileSync(join(root, `leaks/file-${i}.txt`), leak);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const auth = (args: readonly string[]) =>
  spawnSync(process.execPath, [bin, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { PATH: process.env.PATH },
  });

const shell = (script: string) =>
  spawnSync('bash', ['-c', script, bin, process.execPath, bin], { cwd: root, encoding: 'utf8' });

describe('the program', () => {
  it('prints its version', () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(auth(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints help with examples and exit statuses when it is given nothing', () => {
    const { status, stdout, stderr } = auth([]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/Usage: auth-advisor .*Examples:.*Exit status:/s);
  });

  it.each([
    ['clean', ['scan', 'clean'], 0],
    ['findings', ['scan', 'leaks'], 1],
    ['usage', ['scan', 'nowhere'], 2],
    ['unanswered', ['recommend', '--set', 'acts_for=itself'], 2],
  ])('ends with the status for %s', (_, args, status) => {
    expect(auth(args).status).toBe(status);
  });

  it('writes the whole of a large report into a pipe', () => {
    const { status, stdout } = auth(['scan', 'leaks', '--format', 'json']);
    expect(status).toBe(1);
    expect(stdout.length).toBeGreaterThan(500_000);
    expect(JSON.parse(stdout).findings).toHaveLength(700);
  });

  it('keeps silent and keeps its status when the reader goes away', () => {
    const { stdout, stderr } = shell('set -o pipefail; "$1" "$2" scan leaks | head -n 1; echo "$?"');
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n').at(-1)).toBe('1');
  });

  it.runIf(existsSync('/dev/full'))('ends with 4 when the device is full', () => {
    const { stderr, stdout } = shell('"$1" "$2" scan leaks > /dev/full; echo "$?" >&2');
    expect(stdout).toBe('');
    expect(stderr).toMatch(/error: the report could not be written.*\n4\n$/s);
  });

  it.runIf(existsSync('/dev/null'))('writes through a device and does not replace it', () => {
    expect(auth(['scan', 'clean', '-o', '/dev/null']).status).toBe(0);
    expect(shell('test -c /dev/null && echo still').stdout).toBe('still\n');
  });

  it('ends with 130 on an interrupt, with nothing but the end on its lips', async () => {
    // Reads from a pipe that never ends, so that it is certainly still running.
    const child = spawn(process.execPath, [bin, 'scan', '-'], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.stdin.write('x\n');
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill('SIGINT');
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, said: Buffer.concat(said).toString() }).toEqual({ status: 130, said: '' });
  });

  it('keeps colour out of pipes and honours FORCE_COLOR and NO_COLOR', () => {
    const colored = (env: string) =>
      shell(`env -u NO_COLOR -u FORCE_COLOR ${env} "$1" "$2" scan leaks/file-1.txt`).stdout.includes(
        '\u001b[',
      );
    expect([colored(''), colored('FORCE_COLOR=1'), colored('FORCE_COLOR=1 NO_COLOR=1')]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

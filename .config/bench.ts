import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtinRules } from '../src/rules/builtin.ts';
import { scannerFor } from '../src/scan/scanner.ts';

// Bundled to dist/demo/bench.js. Ratios within one run: absolute times depend on the machine.
const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/auth-advisor.js');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
};

/** CPU (user and system) of a child process, in ms. Unix only: `process.resourceUsage` knows no children. */
const childCpu = (args: readonly string[]): number => {
  const timed = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', 'bash', process.execPath, ...args],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  const [user = 0, system = 0] = timed.stderr.trim().split(' ').map(Number);
  return (user + system) * 1000;
};

const startUp = (): void => {
  say('Start-up, CPU ms over bare node (median of 20)');
  const cpu = (args: readonly string[]): number => median(Array.from({ length: 20 }, () => childCpu(args)));
  const bare = cpu(['-e', '0']);
  for (const [name, args] of [
    ['--version', [bin, '--version']],
    ['scan of one file', [bin, 'scan', '--no-config', 'package.json']],
    [
      'scan of one file that is parsed as code',
      [bin, 'scan', '--no-config', 'test/fixtures/shop/api/src/tokens.ts'],
    ],
  ] as const) {
    say(`  ${name.padEnd(42)} ${(cpu(args) - bare).toFixed(0).padStart(5)}`);
  }
};

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const throughput = (): void => {
  const folder = join(root, 'node_modules');
  if (!existsSync(folder)) return;
  const started = performance.now();
  const bytes = filesBelow(folder).reduce((sum, path) => sum + readFileSync(path).length, 0);
  const read = performance.now() - started;
  const scanStarted = performance.now();
  spawnSync(process.execPath, [bin, 'scan', '--no-config', '--exit-zero', 'node_modules'], {
    cwd: root,
    stdio: 'ignore',
  });
  const scanned = performance.now() - scanStarted;
  say('\nA tree of installed packages');
  say(
    `  ${(bytes / 1e6).toFixed(0)} MB: scan takes ${(scanned / read).toFixed(1)} times as long as reading every file`,
  );
};

/** Texts that make careless patterns quadratic. */
const hostile: Readonly<Record<string, (size: number) => string>> = {
  'eyJ repeated': (size) => 'eyJ'.repeat(size / 3),
  'dotted eyJ': (size) => 'eyJhbGciOiJIUzI1NiJ9.'.repeat(size / 21),
  'token prefixes': (size) => 'ghp_sk_live_glpat-xoxb-AKIA'.repeat(size / 27),
  'unclosed PEM': (size) => `-----BEGIN ${'PRIVATE'} KEY-----\n`.repeat(size / 28),
  'password=password=': (size) => 'password='.repeat(size / 9),
  'one long word': (size) => 'a'.repeat(size),
  'base64 without end': (size) => 'QUJD'.repeat(size / 4),
  'open brackets': (size) => '{"a":['.repeat(size / 6),
};

const linearity = async (): Promise<void> => {
  const scanner = scannerFor({
    rules: builtinRules.rules,
    policy: builtinRules.policy,
    now: new Date(0),
    digestKey: 'bench',
  });
  const time = async (text: string, path: string): Promise<number> => {
    const blob = { path, bytes: Buffer.from(text), origin: 'file' } as const;
    const runs: number[] = [];
    for (let i = 0; i < 5; i++) {
      const started = performance.now();
      await scanner.scan(blob);
      runs.push(performance.now() - started);
    }
    return median(runs);
  };
  say('\nHostile input, ms per MB and growth from 0.5 to 1 MB (2.0 is linear)');
  for (const [name, make] of Object.entries(hostile)) {
    for (const path of ['a.txt', 'a.js', 'a.yaml']) {
      const half = await time(make(500_000), path);
      const whole = await time(make(1_000_000), path);
      say(
        `  ${`${name} (${path})`.padEnd(42)} ${whole.toFixed(0).padStart(5)}  ${(whole / half).toFixed(1)}`,
      );
    }
  }
};

startUp();
throughput();
await linearity();

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeShop } from '../test/support/shop.ts';

// Bundled to dist/demo/demo.js.
const root = join(import.meta.dirname, '../..');
const bin = join(root, 'bin/auth-advisor.js');
const folder = mkdtempSync(join(tmpdir(), 'auth-advisor-shop-'));

const show = (args: readonly string[], expected: number): void => {
  process.stdout.write(`\n$ auth-advisor ${args.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, stdio: 'inherit' });
  process.stdout.write(`(exit status ${status})\n`);
  if (status !== expected) process.exitCode = 1;
};

try {
  writeShop(join(root, 'test/fixtures/shop'), folder);
  execFileSync('git', ['init', '-q', folder]);
  show(['scan', '.'], 1);
  show(['recommend', '--answers', 'answers.yaml'], 0);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

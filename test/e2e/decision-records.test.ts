import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';

// The built program, as users run it: `npm test` builds first.
const bin = join(import.meta.dirname, '../../bin/auth-advisor.js');

/** Titles differ, so that no two records would meet under one name. */
const surfaces = ['a', 'b', 'c', 'd', 'e', 'f'];

const record = (cwd: string, surface: string): Promise<number | null> =>
  new Promise((done, fail) => {
    const args = [
      'recommend',
      '--surface',
      surface,
      '--set',
      'acts_for=consented_user',
      '-f',
      'adr',
      '-o',
      '.',
    ];
    const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: 'ignore' });
    child.on('error', fail);
    child.on('close', done);
  });

describe('decision records that are written at the same time', () => {
  it('never share a number', async () => {
    const cwd = tempFolder();
    const statuses = await Promise.all(surfaces.map((surface) => record(cwd, surface)));
    expect(statuses).toEqual(surfaces.map(() => 0));
    const names = readdirSync(cwd).sort();
    expect(names.map((name) => name.slice(0, 4))).toEqual(surfaces.map((_, i) => `000${i + 1}`));
    const titles = names.map(
      (name) => /^# .* of (\w) with/m.exec(readFileSync(join(cwd, name), 'utf8'))?.[1],
    );
    expect(titles.sort()).toEqual(surfaces);
  });
});

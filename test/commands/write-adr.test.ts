import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adrName, nextNumber, writeAdr } from '../../src/commands/write-adr.ts';
import { AdvisorError } from '../../src/core/errors.ts';
import { fakeIo } from '../support/fake-io.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const write = (cwd: string, output: string, text = 'new\n', title = 'Use a key'): string =>
  writeAdr(text, title, output, fakeIo({ cwd }).io);

const errorOf = (work: () => unknown): { code: string; message: string } => {
  try {
    work();
  } catch (error) {
    if (error instanceof AdvisorError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('no error was raised');
};

describe('the number of a decision record', () => {
  it.each([
    [[], 1],
    [['README.md', 'template.md'], 1],
    [['0001-a.md', '0002-b.md'], 3],
    [['0001-a.md', '0007-gap.md'], 8],
    [['0009-a.md', '0010-b.md'], 11],
    [['001-short.md', '12-b.md'], 13],
    [['0003-a', '.0004.reserved', 'x-0005-b.md'], 4],
    [['2026-01-31-minutes.md', '0002-a.md'], 3],
    [['9999-a.md'], 10_000],
  ])('after %j is %i', (names, number) => {
    expect(nextNumber(names)).toBe(number);
  });
});

describe('the name of a decision record', () => {
  it.each([
    [
      7,
      'Authenticate the callers of Billing API with a JWT',
      '0007-authenticate-the-callers-of-billing-api-with-a-jwt.md',
    ],
    [1, 'Café  Zürich / ../../etc', '0001-cafe-zurich-etc.md'],
    [12_345, 'x', '12345-x.md'],
    [1, 'word '.repeat(40), `0001-${'word-'.repeat(16).slice(0, -1)}.md`],
  ])('%i, %j', (number, title, name) => {
    expect(adrName(number, title)).toBe(name);
  });
});

describe('writing a decision record', () => {
  it('gives it the next number in a folder, and leaves nothing else there', () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'docs/adr/0001-first.md': 'old\n', 'docs/adr/0003-third.md': 'old\n' });
    expect(write(cwd, 'docs/adr')).toBe(join('docs/adr', '0004-use-a-key.md'));
    expect(readFileSync(join(cwd, 'docs/adr/0004-use-a-key.md'), 'utf8')).toBe('new\n');
    expect(readdirSync(join(cwd, 'docs/adr')).sort()).toEqual([
      '0001-first.md',
      '0003-third.md',
      '0004-use-a-key.md',
    ]);
  });

  it('gives the same title another number each time', () => {
    const cwd = tempFolder();
    expect([write(cwd, '.'), write(cwd, '.'), write(cwd, '.')]).toEqual([
      '0001-use-a-key.md',
      '0002-use-a-key.md',
      '0003-use-a-key.md',
    ]);
  });

  it('leaves a number to the run that holds it', () => {
    const cwd = tempFolder();
    writeTree(cwd, { '.0001.reserved': '' });
    expect(write(cwd, '.')).toBe('0002-use-a-key.md');
    expect(existsSync(join(cwd, '.0001.reserved'))).toBe(true);
  });

  it('writes a file that is not there yet', () => {
    const cwd = tempFolder();
    expect(write(cwd, 'decision.md')).toBe('decision.md');
    expect(readFileSync(join(cwd, 'decision.md'), 'utf8')).toBe('new\n');
  });

  it('never overwrites', () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'decision.md': 'old\n' });
    expect(errorOf(() => write(cwd, 'decision.md'))).toEqual({
      code: 'usage',
      message: 'decision.md exists, and a decision record is never overwritten',
    });
    expect(readFileSync(join(cwd, 'decision.md'), 'utf8')).toBe('old\n');
  });

  it('does not follow a link to a file that is not there', () => {
    const cwd = tempFolder();
    symlinkSync(join(cwd, 'elsewhere.md'), join(cwd, 'decision.md'));
    expect(errorOf(() => write(cwd, 'decision.md')).code).toBe('usage');
    expect(existsSync(join(cwd, 'elsewhere.md'))).toBe(false);
  });

  it.each([
    ['docs/adr', 'usage', 'docs/adr is neither a folder nor the name of a Markdown file'],
    ['nowhere/decision.md', 'internal', 'the record could not be written to nowhere/decision.md (ENOENT)'],
  ])('refuses %s', (output, code, message) => {
    expect(errorOf(() => write(tempFolder(), output))).toEqual({ code, message });
  });

  it('takes the next number after a file of another kind', () => {
    const cwd = tempFolder();
    writeFileSync(join(cwd, '0001-use-a-key.md'), 'old\n');
    write(cwd, '.');
    expect(readFileSync(join(cwd, '0001-use-a-key.md'), 'utf8')).toBe('old\n');
  });
});

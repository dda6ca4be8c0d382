import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RecommendOptions, recommend } from '../../src/commands/recommend.ts';
import { fakeIo } from '../support/fake-io.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const run = async (cwd: string, options: Partial<RecommendOptions>) => {
  const fake = fakeIo({ cwd });
  const status = await recommend(
    { format: 'text', color: true, set: ['acts_for=nobody'], ...options },
    fake.io,
  );
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

const several = {
  'answers.yaml': 'surfaces:\n  feed: {acts_for: nobody}\n  shop: {acts_for: consented_user}\n',
};

describe('the result of recommend', () => {
  it.each([
    ['text', /^None of the three: leave it open/],
    ['json', /^\{"version":1,/],
    ['markdown', /^# None of the three: leave it open/],
    ['mermaid', /^flowchart LR\n/],
    ['html', /^<!doctype html>\n/],
  ] as const)('goes to a file as %s, without colour', async (format, start) => {
    const cwd = tempFolder();
    expect(await run(cwd, { format, output: 'out' })).toEqual({ status: 0, stdout: '', stderr: '' });
    const written = readFileSync(join(cwd, 'out'), 'utf8');
    expect(written).toMatch(start);
    expect(written).not.toContain('\u001b');
    expect(await run(cwd, { format, color: false })).toMatchObject({ stdout: written });
  });

  it('replaces the file of an earlier result', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { out: 'old' });
    await run(cwd, { output: 'out' });
    expect(readFileSync(join(cwd, 'out'), 'utf8')).toMatch(/^None of the three/);
    expect(readdirSync(cwd)).toEqual(['out']);
  });

  it('goes to standard output as a decision record with the date of today', async () => {
    const { stdout, stderr } = await run(tempFolder(), { format: 'adr' });
    expect(stdout).toMatch(/^---\nstatus: proposed\ndate: 2026-01-02\n/);
    expect(stderr).toBe('');
  });

  it('goes into a folder as a numbered decision record, and says where', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'docs/adr/0004-before.md': '' });
    const name = 'docs/adr/0005-leave-the-api-open-with-rate-limits.md';
    const { stdout } = await run(cwd, { format: 'adr' });
    expect(await run(cwd, { format: 'adr', output: 'docs/adr' })).toEqual({
      status: 0,
      stdout: '',
      stderr: `wrote ${name}\n`,
    });
    expect(readFileSync(join(cwd, name), 'utf8')).toBe(stdout);
  });

  it('gives each of several surfaces its own record in a folder', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { ...several, 'adr/README.md': '' });
    const { stderr } = await run(cwd, { format: 'adr', output: 'adr', answers: 'answers.yaml', set: [] });
    expect(stderr.split('\n')).toEqual([
      'wrote adr/0001-leave-feed-open-with-rate-limits.md',
      'wrote adr/0002-authenticate-the-callers-of-shop-with-oauth2-and-openid-connect.md',
      '',
    ]);
  });

  it.each([
    ['adr', undefined],
    ['adr', 'decision.md'],
    ['html', 'page.html'],
    ['mermaid', undefined],
  ] as const)('takes one surface as %s into %s', async (format, output) => {
    const cwd = tempFolder();
    writeTree(cwd, several);
    await expect(run(cwd, { format, output, answers: 'answers.yaml', set: [] })).rejects.toMatchObject({
      code: 'usage',
      message: `--format ${format} takes one surface`,
    });
    expect(readdirSync(cwd)).toEqual(['answers.yaml']);
  });

  it.each(['adr', 'mermaid', 'html'] as const)('is no list of questions as %s', async (format) => {
    await expect(run(tempFolder(), { format, listQuestions: true })).rejects.toMatchObject({
      code: 'usage',
      message: `--list-questions takes --format text, json, markdown, not ${format}`,
    });
  });
});

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Prompter } from '../../src/commands/dialog.ts';
import { type RecommendOptions, recommend } from '../../src/commands/recommend.ts';
import { fakeIo } from '../support/fake-io.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A person who gives some answers, then leaves; and what they were asked. */
const leaving = (answers: readonly string[], names: readonly string[] = [], replace = false) => {
  const left = [...answers];
  const files = [...names];
  const said: string[] = [];
  const prompter: Prompter = {
    ask: async ({ question }) => {
      said.push(question.id);
      const value = left.shift();
      return value === undefined ? { kind: 'quit' } : { kind: 'answer', value };
    },
    explain: async () => {},
    recall: async (recalled) => {
      said.push(...recalled.map(({ question, value }) => `${question.id}=${value}`));
    },
    name: async (_, proposed) => files.shift() ?? proposed,
    confirm: async (message) => {
      said.push(message);
      return replace;
    },
    close: async () => {
      said.push('closed');
    },
  };
  return { prompter, said };
};

const run = async (cwd: string, options: Partial<RecommendOptions>, prompter?: Prompter) => {
  const fake = fakeIo({ cwd, stdinIsTTY: true, stderrIsTTY: true });
  const status = await recommend({ format: 'json', color: false, ...options }, fake.io, prompter);
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

describe('a person who leaves', () => {
  it('gets a file for their eyes alone, and the command that goes on', async () => {
    const cwd = tempFolder();
    const { prompter, said } = leaving(['our_user', 'own', 'no']);
    expect(await run(cwd, {}, prompter)).toEqual({
      status: 3,
      stdout: '',
      stderr:
        '\nSaved 3 answers in auth-advisor-answers.yaml. Go on with:\n  auth-advisor recommend --answers auth-advisor-answers.yaml\n',
    });
    expect(said.at(-1)).toBe('closed');
    const file = join(cwd, 'auth-advisor-answers.yaml');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(
      '# Answers so far. Go on with: auth-advisor recommend --answers auth-advisor-answers.yaml\nunfinished: true\nanswers:\n  acts_for: our_user\n  login: own\n  verify_locally: "no"\n',
    );
  });

  it('goes on where they left: nothing is asked twice, and the rest is asked too', async () => {
    const cwd = tempFolder();
    await run(cwd, { surface: 'watch' }, leaving(['our_user', 'own']).prompter);
    const { prompter, said } = leaving(['no', 'native', 'no', 'undecided']);
    const { status, stdout } = await run(cwd, { answers: 'auth-advisor-answers.yaml' }, prompter);
    expect(said).toEqual([
      'acts_for=our_user',
      'login=own',
      'verify_locally',
      'client_kind',
      'high_risk',
      'leaning',
      'closed',
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ surface: 'watch', outcome: 'none', assumed: {} });
  });

  it('never loses a file that is there', async () => {
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'mine.yaml'), 'mine');
    const { prompter, said } = leaving(['nobody'], ['mine.yaml', 'other name.yaml']);
    const { stderr } = await run(cwd, {}, prompter);
    expect(said).toContain('mine.yaml exists. Replace it?');
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toBe('mine');
    expect(stderr).toContain("auth-advisor recommend --answers 'other name.yaml'\n");
    await run(cwd, {}, leaving(['nobody'], ['mine.yaml'], true).prompter);
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toContain('acts_for: nobody');
  });
});

describe('given answers at a terminal', () => {
  it('are completed by questions that decide, and by no others', async () => {
    const { prompter, said } = leaving(['own', 'no']);
    const { status } = await run(tempFolder(), { set: ['acts_for=our_user'] }, prompter);
    expect({ status, said }).toEqual({
      status: 0,
      said: ['acts_for=our_user', 'login', 'verify_locally', 'closed'],
    });
  });

  it('are not asked for when they come through a pipe that stands for a file', async () => {
    const fake = fakeIo({ cwd: '/', stdin: 'acts_for: our_user\n', stderrIsTTY: true });
    await expect(recommend({ format: 'json', color: false, answers: '-' }, fake.io)).rejects.toThrow(
      'no recommendation without an answer to login',
    );
  });
});

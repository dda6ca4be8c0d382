import { describe, expect, it } from 'vitest';
import { plainPrompter } from '../../src/commands/ask-plainly.ts';
import type { Prompt } from '../../src/commands/dialog.ts';
import { AdvisorError } from '../../src/core/errors.ts';
import { wrap } from '../../src/reports/wrap.ts';
import { loadDecisionModel } from '../../src/rules/load-decision.ts';
import { fakeIo } from '../support/fake-io.ts';

const model = loadDecisionModel(`${import.meta.dirname}/../../rules/decision`);
const [question] = model.questions;
if (!question) throw new Error('the model has no question');

const prompt: Prompt = {
  question,
  number: 2,
  about: 5,
  previous: undefined,
  suggestions: [],
  canGoBack: true,
  canSkip: false,
};

const typing = (stdin: string) => {
  const fake = fakeIo({ cwd: '/', stdin });
  return { ...fake, person: plainPrompter(fake.io, (label, text) => wrap(label, text, 80)) };
};

describe('the plain prompter', () => {
  it('asks in whole lines of plain text, on standard error alone', async () => {
    const { person, stdout, stderr } = typing('1\n');
    expect(await person.ask(prompt)).toEqual({ kind: 'answer', value: 'itself' });
    expect(stdout()).toBe('');
    expect(stderr()).toBe(`
Question 2 of about 5: Whose permission does a call to this API rely on?
  1. The calling program's own
     For example: nightly job, backend to payment API, CI to tracker, a device
  2. A person signed in to an app our organisation builds
     For example: our web app, our mobile app, our CLI, our back office
  3. A person who lets another organisation's software use their data
     For example: plug-in, partner, connect-your-calendar, AI agent / MCP
     client; in either direction
  4. Nobody's - anyone may call
     For example: public read-only data
  5. Why do you ask?
  6. Back
  7. Save and quit
Your answer, 1 to 7: `);
  });

  it.each([
    ['5\n', { kind: 'why' }],
    ['6\r\n', { kind: 'back' }],
    [' 7 \n', { kind: 'quit' }],
    ['\n0\n8\n-1\none\n2\n', { kind: 'answer', value: 'our_user' }],
    ['3', { kind: 'answer', value: 'consented_user' }],
  ])('takes %j for an answer', async (stdin, reply) => {
    expect(await typing(stdin).person.ask(prompt)).toEqual(reply);
  });

  it('takes Enter for the earlier answer, and says which that is', async () => {
    const { person, stderr } = typing('\n');
    expect(await person.ask({ ...prompt, previous: 'our_user' })).toEqual({
      kind: 'answer',
      value: 'our_user',
    });
    expect(stderr()).toContain(
      '  2. A person signed in to an app our organisation builds (your earlier answer)\n',
    );
    expect(stderr()).toContain('Your answer, 1 to 7 (Enter for 2): ');
  });

  it('reads one line for each question', async () => {
    const { person } = typing('1\n2\nsaved.yaml\n\nyes\nno\n');
    expect([await person.ask(prompt), await person.ask(prompt)]).toMatchObject([
      { value: 'itself' },
      { value: 'our_user' },
    ]);
    expect([await person.name('File', 'a.yaml'), await person.name('File', 'a.yaml')]).toEqual([
      'saved.yaml',
      'a.yaml',
    ]);
    expect([await person.confirm('Replace?'), await person.confirm('Replace?')]).toEqual([true, false]);
  });

  it('takes the end of the input for an interruption', async () => {
    await expect(typing('').person.ask(prompt)).rejects.toThrowError(
      new AdvisorError('interrupted', 'interrupted'),
    );
  });
});

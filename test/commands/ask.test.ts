import inquirer from 'inquirer';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { terminalPrompter } from '../../src/commands/ask.ts';
import { choicesFor } from '../../src/commands/choices.ts';
import { dialog, type Prompt, type Prompter, type Reply } from '../../src/commands/dialog.ts';
import { AdvisorError } from '../../src/core/errors.ts';
import { loadDecisionModel } from '../../src/rules/load-decision.ts';
import { fakeIo } from '../support/fake-io.ts';

const model = loadDecisionModel(`${import.meta.dirname}/../../rules/decision`);

const answer = (value: string): Reply => ({ kind: 'answer', value });
const back: Reply = { kind: 'back' };
const why: Reply = { kind: 'why' };
const unknown: Reply = { kind: 'unknown' };

/** A person who replies as written, then answers the rest with the first option. */
const scripted = (replies: readonly Reply[]) => {
  const recalled: string[] = [];
  const prompts: Prompt[] = [];
  const explained: string[] = [];
  const left = [...replies];
  const prompter: Prompter = {
    ask: async (prompt) => {
      prompts.push(prompt);
      return left.shift() ?? answer(Object.keys(prompt.question.options)[0] ?? '');
    },
    explain: async ({ id }) => {
      explained.push(id);
    },
    recall: async (answers) => {
      recalled.push(...answers.map(({ question, value }) => `${question.id}=${value}`));
    },
    name: async (_, proposed) => proposed,
    confirm: async () => false,
    close: async () => {},
  };
  return { prompter, prompts, explained, recalled, asked: () => prompts.map(({ question }) => question.id) };
};

describe('the dialog', () => {
  it('asks one question after the other, only those that arise', async () => {
    const person = scripted([answer('itself'), answer('server'), answer('registered'), answer('no')]);
    const { answers } = await dialog(model, { assume: true }, person.prompter);
    expect(person.asked()).toEqual(['acts_for', 'credential_home', 'caller_known', 'verify_locally']);
    expect(answers).toEqual({
      acts_for: 'itself',
      credential_home: 'server',
      caller_known: 'registered',
      verify_locally: 'no',
    });
  });

  it('counts the questions, and never beyond its own estimate', async () => {
    const person = scripted([]);
    await dialog(model, {}, person.prompter);
    expect(person.prompts.map(({ number }) => number)).toEqual(person.prompts.map((_, i) => i + 1));
    expect(person.prompts.every(({ number, about }) => number <= about)).toBe(true);
    expect(person.prompts.at(-1)?.about).toBe(person.prompts.length);
  });

  it('asks again after saying why', async () => {
    const person = scripted([why, answer('nobody'), answer('undecided')]);
    await dialog(model, {}, person.prompter);
    expect(person.explained).toEqual(['acts_for']);
    expect(person.asked()).toEqual(['acts_for', 'acts_for', 'leaning']);
  });

  it('goes back with the earlier answer at hand and drops what no longer arises', async () => {
    const person = scripted([
      answer('itself'),
      answer('server'),
      back,
      back,
      answer('nobody'),
      answer('undecided'),
    ]);
    const { answers } = await dialog(model, {}, person.prompter);
    expect(
      person.prompts.map(({ question, previous, canGoBack }) => [question.id, previous, canGoBack]),
    ).toEqual([
      ['acts_for', undefined, false],
      ['credential_home', undefined, true],
      ['caller_known', undefined, true],
      ['credential_home', 'server', true],
      ['acts_for', 'itself', false],
      ['leaning', undefined, true],
    ]);
    expect(answers).toEqual({ acts_for: 'nobody', leaning: 'undecided' });
  });

  it('offers "I don\'t know" only where a default can stand in for an answer', async () => {
    const person = scripted([
      answer('consented_user'),
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
      unknown,
    ]);
    const { answers } = await dialog(model, {}, person.prompter);
    expect(person.prompts.map(({ question, canSkip }) => [question.id, canSkip])).toEqual([
      ['acts_for', false],
      ['verify_locally', true],
      ['revocation', true],
      ['client_kind', true],
      ['needs_identity', true],
      ['high_risk', true],
      ['lifetime', true],
      ['leaning', true],
    ]);
    expect(answers.lifetime).toBe('unknown');
  });

  it('asks only what is missing, shows the earlier answers, and lets the person go back over them', async () => {
    const earlier = { acts_for: 'itself', credential_home: 'server', verify_locally: 'no', lifetime: 'days' };
    const person = scripted([back, answer('device'), answer('immediate')]);
    const { answers } = await dialog(model, { assume: true }, person.prompter, earlier);
    expect(person.recalled).toEqual(['acts_for=itself', 'credential_home=server']);
    expect(person.prompts.map(({ question, number, previous }) => [question.id, number, previous])).toEqual([
      ['caller_known', 3, undefined],
      ['credential_home', 2, 'server'],
      ['revocation', 3, undefined],
    ]);
    expect(answers).toEqual({ acts_for: 'itself', credential_home: 'device', revocation: 'immediate' });
  });

  it('takes an earlier answer over when its question comes', async () => {
    const person = scripted([answer('registered')]);
    const earlier = {
      acts_for: 'itself',
      credential_home: 'server',
      verify_locally: 'no',
      rotation: 'never',
    };
    const { answers } = await dialog(model, { assume: true }, person.prompter, earlier);
    expect(person.asked()).toEqual(['caller_known']);
    expect(answers).toEqual({ ...earlier, caller_known: 'registered' });
  });

  it('asks again where an earlier "I don\'t know" would have to decide', async () => {
    const person = scripted([answer('minutes')]);
    const earlier = { acts_for: 'itself', credential_home: 'device', revocation: 'unknown' };
    const { answers } = await dialog(model, { assume: true }, person.prompter, earlier);
    expect(person.prompts.map(({ question, number }) => [question.id, number])).toEqual([['revocation', 3]]);
    expect(answers).toEqual({ ...earlier, revocation: 'minutes' });
  });

  it('gives the answers so far to a person who leaves, with those that still wait for their question', async () => {
    const person = scripted([answer('server'), { kind: 'quit' }]);
    const earlier = { acts_for: 'itself', rotation: 'never' };
    expect(await dialog(model, {}, person.prompter, earlier)).toEqual({
      kind: 'quit',
      answers: { acts_for: 'itself', credential_home: 'server', rotation: 'never' },
    });
  });

  it('does not let a question that decides be skipped, though it can shape elsewhere', async () => {
    const person = scripted([answer('our_user'), answer('own'), answer('no')]);
    await dialog(model, { assume: true }, person.prompter);
    expect(person.prompts.at(-1)).toMatchObject({ question: { id: 'verify_locally' }, canSkip: false });
  });
});

describe('the choices at the terminal', () => {
  const [question] = model.questions;

  it('are the answers, and below them what else a person may want', () => {
    if (!question) throw new Error('the model has no question');
    const prompt = {
      question,
      number: 1,
      about: 3,
      previous: undefined,
      suggestions: [],
      canGoBack: false,
      canSkip: false,
    };
    const { options, others } = choicesFor(prompt);
    expect(options.map(({ value }) => value)).toEqual(Object.keys(question.options));
    expect(others.map(({ name }) => name)).toEqual(['Why do you ask?', 'Save and quit']);
    expect(
      choicesFor({ ...prompt, canGoBack: true, canSkip: true }).others.map(({ value }) => value),
    ).toEqual([':unknown', ':why', ':back', ':quit']);
  });

  it('never take a name that an answer has', () => {
    const values = model.questions.flatMap(({ options }) => Object.keys(options));
    expect(values.filter((value) => value.startsWith(':') || value === 'unknown')).toEqual([]);
  });
});

describe('the prompter of the terminal', () => {
  const [question] = model.questions;
  if (!question) throw new Error('the model has no question');
  const prompt: Prompt = {
    question,
    number: 2,
    about: 5,
    previous: 'our_user',
    suggestions: [],
    canGoBack: true,
    canSkip: false,
  };
  const wrap = (label: string, text: string) => [label + text];

  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** inquirer with a person who chooses, or an error instead of one. */
  const choosing = (chosen: string | Error) => {
    const seen: unknown[] = [];
    const put = async (questions: unknown) => {
      seen.push(questions);
      if (chosen instanceof Error) throw chosen;
      return { answer: chosen };
    };
    vi.spyOn(inquirer, 'createPromptModule').mockReturnValue(put as never);
    return seen;
  };

  it.each([
    ['itself', { kind: 'answer', value: 'itself' }],
    [':back', { kind: 'back' }],
    [':why', { kind: 'why' }],
    [':unknown', { kind: 'unknown' }],
    [':quit', { kind: 'quit' }],
  ])('turns %s into a reply', async (chosen, reply) => {
    const seen = choosing(chosen);
    const { io, stdout } = fakeIo({ cwd: '/' });
    expect(await terminalPrompter(io, wrap, true).ask(prompt)).toEqual(reply);
    expect(seen).toEqual([
      [expect.objectContaining({ message: `Question 2 of about 5: ${question.ask}`, default: 'our_user' })],
    ]);
    expect(stdout()).toBe('');
  });

  it.each(['ExitPromptError', 'AbortPromptError'])('takes %s for an interruption', async (name) => {
    choosing(Object.assign(new Error('closed'), { name }));
    const asked = terminalPrompter(fakeIo({ cwd: '/' }).io, wrap, true).ask(prompt);
    await expect(asked).rejects.toThrowError(new AdvisorError('interrupted', 'interrupted'));
  });

  it('hides no other error', async () => {
    const bug = new TypeError('a bug');
    choosing(bug);
    await expect(terminalPrompter(fakeIo({ cwd: '/' }).io, wrap, true).ask(prompt)).rejects.toBe(bug);
  });

  it.each([
    [24, 'itself', ['  Suggested: ', '    a.ts:1  stripe', '    b.ts:2  openai', '  Also: ']],
    [12, 'itself', ['  Suggested: ', '    a.ts:1  stripe']],
  ])(
    'shows the signs that %i rows have room for, and stands on what they suggest',
    async (rows, value, heads) => {
      const place = (path: string, line: number, what: string) => ({ path, line, column: 1, what });
      const suggestion = { question: question.id, because: 'It is so.' };
      const seen = choosing(':why') as [[{ message: string; default: string }]];
      await terminalPrompter(fakeIo({ cwd: '/', rows }).io, wrap, true).ask({
        ...prompt,
        previous: undefined,
        suggestions: [
          {
            ...suggestion,
            answer: 'itself',
            places: [place('a.ts', 1, 'stripe'), place('b.ts', 2, 'openai')],
          },
          { ...suggestion, answer: 'nobody', places: [] },
        ],
      });
      const [[{ message, default: standing }]] = seen;
      const [, ...lines] = message.split('\n');
      expect(lines.map((line, i) => line.slice(0, heads[i]?.length))).toEqual(heads);
      expect(standing).toBe(value);
    },
  );

  it('says why on standard error', async () => {
    const { io, stdout, stderr } = fakeIo({ cwd: '/' });
    await terminalPrompter(io, wrap, true).explain(question);
    expect({ stdout: stdout(), stderr: stderr() }).toEqual({ stdout: '', stderr: `\n  ${question.why}\n\n` });
  });
});

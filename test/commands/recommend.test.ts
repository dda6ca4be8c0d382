import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Prompter } from '../../src/commands/dialog.ts';
import { type RecommendOptions, recommend } from '../../src/commands/recommend.ts';
import { AdvisorError } from '../../src/core/errors.ts';
import { type FakeIoOptions, fakeIo } from '../support/fake-io.ts';

const cwd = join(import.meta.dirname, '../fixtures/decision');

const run = async (
  options: Partial<RecommendOptions>,
  io: Partial<FakeIoOptions> = {},
  prompter?: Prompter,
) => {
  const fake = fakeIo({ cwd, ...io });
  const status = await recommend({ format: 'json', color: false, ...options }, fake.io, prompter);
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

const errorOf = async (
  options: Partial<RecommendOptions>,
  io: Partial<FakeIoOptions> = {},
): Promise<AdvisorError> => {
  try {
    await run(options, io);
  } catch (error) {
    if (error instanceof AdvisorError) return error;
    throw error;
  }
  throw new Error('no error was raised');
};

const silent = {
  explain: async () => {},
  recall: async () => {},
  name: async (_: string, proposed: string) => proposed,
  confirm: async () => false,
  close: async () => {},
};

const keyBetweenServers = [
  'acts_for=itself',
  'credential_home=server',
  'caller_known=registered',
  'verify_locally=no',
];

describe('recommend without a terminal', () => {
  it.each([
    ['a YAML file with a surface', 'billing.yaml', 'billing-export', 'api-key'],
    ['a JSON file of plain answers, with true for yes', 'regions.json', null, 'jwt'],
  ])('reads %s', async (_, answers, surface, outcome) => {
    const { status, stdout, stderr } = await run({ answers });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ surface, outcome });
  });

  it('reads answers from standard input', async () => {
    const { stdout } = await run({ answers: '-' }, { stdin: 'acts_for: nobody\n' });
    expect(JSON.parse(stdout)).toMatchObject({
      answers: { acts_for: 'nobody' },
      outcome: 'none',
      instead: 'anonymous',
    });
  });

  it('lets --set overrule the file', async () => {
    const { stdout } = await run({
      answers: 'billing.yaml',
      set: ['credential_home=device', 'revocation=minutes'],
    });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'jwt',
      rule: 'R08',
      unused: ['caller_known', 'verify_locally', 'rotation'],
    });
  });

  it('says which answer it has to assume', async () => {
    const { stdout } = await run({ set: keyBetweenServers });
    expect(JSON.parse(stdout).assumed).toEqual({
      high_risk: 'no',
      workload_identity: 'no',
      traffic: 'api_call',
      secret_store: 'undecided',
      rotation: 'undecided',
      leaning: 'undecided',
    });
  });

  it('writes the same bytes for the same input', async () => {
    for (const format of ['text', 'json', 'markdown'] as const) {
      const first = await run({ set: keyBetweenServers, format });
      expect(await run({ set: [...keyBetweenServers].reverse(), format })).toEqual(first);
    }
  });

  it.each([
    [
      {},
      'no recommendation without an answer to acts_for (itself, our_user, consented_user, nobody)\nthen, depending on that answer, to credential_home (server, device, shipped), caller_known (registered, ephemeral), login (own, own_idp, external_idp), verify_locally (yes, no), revocation (immediate, minutes, expiry), gives_way (lookup, delay)',
    ],
    [
      { set: ['acts_for=our_user'] },
      'no recommendation without an answer to login (own, own_idp, external_idp)\nthen, depending on that answer, to verify_locally (yes, no), revocation (immediate, minutes, expiry), gives_way (lookup, delay)',
    ],
    [
      { set: ['acts_for=unknown'] },
      '--set acts_for=unknown: acts_for: no such answer: "unknown"; allowed: itself, our_user, consented_user, nobody',
    ],
    [
      { set: ['acts_fro=itself'] },
      '--set acts_fro=itself: no such question: "acts_fro"; did you mean "acts_for"?',
    ],
    [{ set: ['acts_for'] }, '--set takes question=value, not "acts_for"'],
    [
      { set: ['acts_for=itsself'] },
      '--set acts_for=itsself: acts_for: no such answer: "itsself"; did you mean "itself"?; allowed: itself, our_user, consented_user, nobody',
    ],
    [{ set: keyBetweenServers, whatIf: ['login'] }, '--what-if takes question=value, not "login"'],
    [{ answers: 'nowhere.yaml' }, 'cannot read the answers file nowhere.yaml (ENOENT)'],
    [
      { set: keyBetweenServers, accept: ['key-in-rep'], reason: 'x' },
      'no warning is called "key-in-rep"; did you mean "key-in-repo"?',
    ],
    [{ set: keyBetweenServers, accept: ['key-in-repo'] }, '--accept needs a --reason'],
    [{ set: keyBetweenServers, reason: 'because' }, '--reason belongs to --accept'],
  ] satisfies [Partial<RecommendOptions>, string][])('refuses %j', async (options, message) => {
    const error = await errorOf(options);
    expect({ code: error.code, message: error.message }).toEqual({ code: 'usage', message });
  });

  it.each([
    [
      'surface: x\nanswers:\n  acts_for: nobdy\n',
      '<stdin>:3:13: acts_for: no such answer: "nobdy"; did you mean "nobody"?',
    ],
    ['acts_for: nobody\nlogn: own\n', '<stdin>:2:7: no such question: "logn"; did you mean "login"?'],
    ['', '<stdin>:1:1: expected a mapping of questions to answers'],
    ['acts_for: [nobody]\n', '<stdin>:1:11: '],
    [
      'answers: {acts_for: nobody}\nsurfce: x\n',
      '<stdin>:2:1: unknown key "surfce"; did you mean "surface"?',
    ],
    ['acts_for: "nobody\n', '<stdin>:'],
    ['- acts_for\n', '<stdin>:1:1: expected a mapping of questions to answers'],
  ])('points at the place of a mistake in an answers file: %j', async (stdin, message) => {
    const error = await errorOf({ answers: '-' }, { stdin });
    expect(error.code).toBe('config');
    expect(error.message.startsWith(message)).toBe(true);
  });
});

describe('refusals', () => {
  const keyInRepository = [...keyBetweenServers, 'secret_store=file'];

  it('fails the run when a warning refuses', async () => {
    const { status, stdout } = await run({ set: keyInRepository });
    expect(status).toBe(1);
    expect(JSON.parse(stdout).warnings[0]).toMatchObject({ id: 'key-in-repo', severity: 'refuse' });
  });

  it('passes when it is accepted, and prints the reason', async () => {
    const { status, stdout } = await run({
      set: keyInRepository,
      accept: ['key-in-repo'],
      reason: 'rotated today',
      format: 'text',
    });
    expect(status).toBe(0);
    expect(stdout).toContain('accepted: rotated today');
  });

  it('says so when an accepted warning does not arise', async () => {
    const { status, stderr } = await run({ set: keyBetweenServers, accept: ['key-in-repo'], reason: 'old' });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'note: --accept key-in-repo changes nothing, there is no such warning here\n',
    });
  });
});

describe('on trial and by force', () => {
  it('tells what a changed answer would change', async () => {
    const { stdout } = await run({
      set: keyBetweenServers,
      whatIf: ['caller_known=ephemeral', 'revocation=minutes'],
    });
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'jwt',
      whatIf: { set: { caller_known: 'ephemeral', revocation: 'minutes' }, before: { outcome: 'api-key' } },
    });
  });

  it('chooses the nearest of the three when none fits, without the companions of a session', async () => {
    const set = ['acts_for=our_user', 'login=own', 'verify_locally=no'];
    const honest = JSON.parse((await run({ set })).stdout);
    const forced = JSON.parse((await run({ set, onlyThree: true })).stdout);
    const ids = forced.companions.map(({ id }: { id: string }) => id);
    expect(honest).toMatchObject({
      outcome: 'none',
      instead: 'server-session',
      nearest: 'jwt',
      forced: false,
    });
    expect(forced).toMatchObject({
      outcome: 'jwt',
      instead: 'server-session',
      forced: true,
      assumed: { revocation: 'minutes' },
    });
    expect(ids).toEqual(expect.arrayContaining(['jwt-validate', 'jwt-expiry-15m']));
    expect(ids).not.toContain('server-session');
  });

  it('lists the questions in every format', async () => {
    const text = await run({ listQuestions: true, format: 'text' });
    const json = JSON.parse((await run({ listQuestions: true })).stdout);
    expect(text.stdout).toContain('acts_for: Whose permission does a call to this API rely on?');
    expect(json.questions.map(({ id }: { id: string }) => id)).toContain('gives_way');
  });
});

describe('with a person', () => {
  it('asks on a terminal and writes nothing but the result to standard output', async () => {
    const asked: string[] = [];
    const prompter: Prompter = {
      ask: async ({ question }) => {
        asked.push(question.id);
        return { kind: 'answer', value: 'nobody' in question.options ? 'nobody' : 'undecided' };
      },
      ...silent,
    };
    const { stdout } = await run({}, { stdinIsTTY: true, stderrIsTTY: true }, prompter);
    expect(asked).toEqual(['acts_for', 'leaning']);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'none', instead: 'anonymous' });
  });

  it('does not ask when answers are given', async () => {
    const prompter: Prompter = {
      ask: async () => {
        throw new Error('asked');
      },
      ...silent,
    };
    const { status } = await run(
      { set: ['acts_for=nobody'] },
      { stdinIsTTY: true, stderrIsTTY: true },
      prompter,
    );
    expect(status).toBe(0);
  });
});

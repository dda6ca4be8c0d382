import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { plainPrompter } from '../../src/commands/ask-plainly.ts';
import type { Prompt, Prompter, Reply } from '../../src/commands/dialog.ts';
import { type RecommendOptions, recommend } from '../../src/commands/recommend.ts';
import { fakeIo } from '../support/fake-io.ts';
import { type MiniRepository, miniRepositories } from '../support/mini-repositories.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const treeOf = (name: MiniRepository): string => {
  const cwd = tempFolder();
  writeTree(cwd, miniRepositories[name]);
  return cwd;
};

const cli = async (cwd: string, args: readonly string[]) => {
  const fake = fakeIo({ cwd });
  const status = await run(['recommend', ...args], fake.io);
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

describe('recommend --from-repo without a terminal', () => {
  it('prints an answers file with what speaks for each answer, and that it is to be confirmed', async () => {
    const { status, stdout, stderr } = await cli(treeOf('express with JWTs and its own login'), [
      '--from-repo',
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "# Answers that the code suggests. Nothing is decided: confirm or change each, then run
      #   auth-advisor recommend --answers FILE
      # In a terminal it asks for what is still open.
      unfinished: true
      answers:
        # Whose permission does a call to this API rely on?
        #   People sign in here.
        #     api/src/login.js:7  bcrypt.compare
        acts_for: our_user
        # Who checks the person's password or passkey?
        #   Passwords are checked here.
        #     api/src/login.js:7  bcrypt.compare
        login: own
        # Must a service accept or refuse a call without asking a central store?
        #   The program that issues the tokens also verifies them, so it could look them up.
        #     api/src/login.js:8  jwt.sign
        verify_locally: "no"
        # What does the person hold in their hands?
        #   An app in the browser is part of this repository.
        #     web/package.json:3  react-dom
        client_kind: browser
        # Before this questionnaire, what were you going to use?
        #   The repository uses it already.
        #     api/src/login.js:8  jwt.sign
        #     api/src/require-user.js:5  jwt.verify
        leaning: jwt
      "
    `);
    expect(stderr).toBe(
      'Looked for authentication in . (7 files): 4 signs. Details: auth-advisor scan\n--inventory\n' +
        'These answers are suggestions. Confirm or change each, save them to a file, then run\n  auth-advisor recommend --answers FILE\n',
    );
  });

  it.each<[MiniRepository, object]>([
    ['express with JWTs and its own login', { outcome: 'none', instead: 'server-session', rule: 'R11' }],
    ['Next.js with Auth.js and Google', { outcome: 'oauth2-oidc', rule: 'R10' }],
    ['Django with sessions', { outcome: 'none', instead: 'server-session' }],
    ['FastAPI with JWTs', { outcome: 'none', instead: 'server-session' }],
    ['Go service that calls Stripe', { outcome: 'api-key', rule: 'R03' }],
    ['Expo app with an embedded key', { outcome: 'none', instead: 'fix-credential-home', fit: 'refuse' }],
    ['MCP server', { outcome: 'oauth2-oidc', rule: 'R14' }],
  ])('writes what --answers takes: %s', async (name, expected) => {
    const cwd = treeOf(name);
    expect(await cli(cwd, ['--from-repo', '-o', 'answers.yaml'])).toMatchObject({ status: 0, stdout: '' });
    const { stdout } = await cli(cwd, ['--answers', 'answers.yaml', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject(expected);
  });

  it('names what the code does not tell and leaves it open', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'k8s/pod.yaml': 'volumes:\n  - serviceAccountToken:\n      audience: vault\n' });
    const { status, stdout } = await cli(cwd, ['--from-repo']);
    expect(status).toBe(0);
    expect(stdout).toContain('  caller_known: ephemeral\n');
    expect(stdout).toContain(
      '  #   The code does not tell. One of: immediate, minutes, expiry\n  # revocation:\n',
    );
  });

  it('takes what --set gives over the evidence', async () => {
    const { stdout } = await cli(treeOf('Go service that calls Stripe'), [
      '--from-repo',
      '--set',
      'credential_home=device',
    ]);
    expect(stdout).toContain('  #   Given with --set.\n  credential_home: device\n');
    expect(stdout).not.toContain('caller_known');
  });

  it('keeps the name of the surface', async () => {
    const cwd = treeOf('MCP server');
    await cli(cwd, ['--from-repo', '--surface', 'notes', '-o', 'answers.yaml']);
    const { stdout } = await cli(cwd, ['--answers', 'answers.yaml', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ surface: 'notes', outcome: 'oauth2-oidc' });
  });

  it('reads another folder', async () => {
    const cwd = treeOf('express with JWTs and its own login');
    const { stdout, stderr } = await cli(cwd, ['--from-repo', 'web']);
    expect(stdout).toBe('');
    expect(stderr).toContain('Looked for authentication in web (2 files): 1 sign.');
  });

  it('ends with 3 when nothing suggests an answer', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'main.c': 'int main(void) { return 0; }\n' });
    expect(await cli(cwd, ['--from-repo'])).toEqual({
      status: 3,
      stdout: '',
      stderr:
        'Looked for authentication in . (1 file): nothing.\nNothing here suggests an answer. Answer by yourself: auth-advisor recommend\n',
    });
  });

  it.each([
    [['--answers', 'a.yaml'], '--from-repo and --answers are two sources of answers'],
    [['--format', 'json'], 'so there is nothing for --format'],
    [['--save', '--surface', 'x'], 'so there is nothing for --save'],
    [['--what-if', 'login=own'], 'so there is nothing for --what-if'],
  ])('refuses %j', async (more, message) => {
    const { status, stdout, stderr } = await cli(treeOf('MCP server'), ['--from-repo', ...more]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('keeps a path with a line break inside its comment', async () => {
    const cwd = tempFolder();
    writeTree(cwd, { 'a\nlogin: own_idp\n.ts': "import Stripe from 'stripe';\n" });
    const { stdout } = await cli(cwd, ['--from-repo']);
    expect(stdout).toContain('a\\x0alogin: own_idp\\x0a.ts:1');
    expect(stdout).not.toMatch(/^login: own_idp/m);
  });

  it('records nothing', async () => {
    const cwd = treeOf('Go service that calls Stripe');
    await cli(cwd, ['--from-repo']);
    expect(existsSync(join(cwd, 'auth-advisor.yaml'))).toBe(false);
  });
});

/** Accepts what is suggested, except where told otherwise. */
const person = (others: Readonly<Record<string, string>> = {}) => {
  const prompts: Prompt[] = [];
  const prompter: Prompter = {
    ask: async (prompt): Promise<Reply> => {
      prompts.push(prompt);
      const { question, suggestions, canSkip } = prompt;
      const value = others[question.id] ?? suggestions[0]?.answer;
      if (value !== undefined) return { kind: 'answer', value };
      return canSkip
        ? { kind: 'unknown' }
        : { kind: 'answer', value: Object.keys(question.options)[0] ?? '' };
    },
    explain: async () => {},
    recall: async () => {},
    name: async (_, proposed) => proposed,
    confirm: async () => false,
    close: async () => {},
  };
  const seen = () => prompts.map(({ question, suggestions }) => [question.id, suggestions[0]?.answer]);
  return { prompter, prompts, seen };
};

const interactive = async (cwd: string, { prompter }: ReturnType<typeof person>) => {
  const fake = fakeIo({ cwd });
  const options: RecommendOptions = { fromRepo: true, format: 'json', color: false };
  const status = await recommend(options, fake.io, prompter);
  return { status, result: JSON.parse(fake.stdout()) };
};

describe('recommend --from-repo with a person', () => {
  it('puts each suggestion to the person, and asks what nothing suggests', async () => {
    const user = person();
    const { result } = await interactive(treeOf('express with JWTs and its own login'), user);
    expect(user.seen()).toEqual([
      ['acts_for', 'our_user'],
      ['login', 'own'],
      ['verify_locally', 'no'],
      ['client_kind', 'browser'],
      ['high_risk', undefined],
      ['leaning', 'jwt'],
      ['leaning_reason', undefined],
    ]);
    expect(user.prompts[0]?.suggestions).toEqual([
      {
        question: 'acts_for',
        answer: 'our_user',
        because: 'People sign in here.',
        places: [{ path: 'api/src/login.js', line: 7, column: 24, what: 'bcrypt.compare' }],
      },
    ]);
    expect(result).toMatchObject({ outcome: 'none', instead: 'server-session' });
  });

  it('never decides by itself: another answer than the suggested one counts, and changes what is suggested next', async () => {
    const user = person({ acts_for: 'nobody' });
    const { result } = await interactive(treeOf('express with JWTs and its own login'), user);
    expect(user.seen()).toEqual([
      ['acts_for', 'our_user'],
      ['leaning', undefined],
    ]);
    expect(result).toMatchObject({ outcome: 'none', instead: 'anonymous' });
  });

  it('shows the evidence above the choices and takes Enter for the suggestion', async () => {
    const cwd = treeOf('Expo app with an embedded key');
    const fake = fakeIo({ cwd, stdin: '\n\n\n6\n' });
    const prompter = plainPrompter(fake.io, (label, text) => [label + text]);
    const options: RecommendOptions = { fromRepo: true, quick: true, format: 'json', color: false };
    await recommend(options, fake.io, prompter);
    const lines = fake.stderr().split('\n');
    expect(lines.slice(3, 6)).toEqual([
      'Question 1 of about 4: Whose permission does a call to this API rely on?',
      "Suggested: The calling program's own. A key is compiled into what users receive, so the app acts as itself.",
      '  lib/weather.ts:1  EXPO_PUBLIC_WEATHER_API_KEY',
    ]);
    expect(fake.stderr()).toContain("  1. The calling program's own (suggested)\n");
    expect(JSON.parse(fake.stdout())).toMatchObject({
      answers: { acts_for: 'itself', credential_home: 'shipped' },
    });
  });
});

describe('the answers that --from-repo writes', () => {
  it('are marked as unfinished, so that a terminal asks for the rest', async () => {
    const cwd = treeOf('MCP server');
    await cli(cwd, ['--from-repo', '-o', 'answers.yaml']);
    expect(readFileSync(join(cwd, 'answers.yaml'), 'utf8')).toMatch(/^unfinished: true$/m);
  });
});

import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RecommendOptions, recommend } from '../../src/commands/recommend.ts';
import { AdvisorError } from '../../src/core/errors.ts';
import { loadDecisionModel } from '../../src/rules/load-decision.ts';
import { fakeIo } from '../support/fake-io.ts';

const model = loadDecisionModel(`${import.meta.dirname}/../../rules/decision`);

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'auth-advisor-record-'));
  // Nothing above this folder is looked at.
  mkdirSync(join(cwd, '.git'));
});

afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const read = (name = 'auth-advisor.yaml'): string => readFileSync(join(cwd, name), 'utf8');

const run = async (options: Partial<RecommendOptions>, now = new Date('2026-01-02T03:04:05Z')) => {
  const fake = fakeIo({ cwd, now });
  const status = await recommend({ format: 'json', color: false, ...options }, fake.io);
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

const errorOf = async (options: Partial<RecommendOptions>): Promise<AdvisorError> => {
  try {
    await run(options);
  } catch (error) {
    if (error instanceof AdvisorError) return error;
    throw error;
  }
  throw new Error('no error was raised');
};

const key = ['acts_for=itself', 'credential_home=server', 'caller_known=registered', 'verify_locally=no'];
const session = ['acts_for=our_user', 'login=own', 'verify_locally=no'];

const twoSurfaces = `surfaces:
  - surface: billing
    answers: {acts_for: itself, credential_home: server, caller_known: registered, verify_locally: "no"}
  - id: watch
    answers: {acts_for: our_user, login: own, verify_locally: no}
`;

describe('several surfaces in one file', () => {
  it.each([
    ['a list', twoSurfaces],
    [
      'a mapping',
      'surfaces:\n  billing: {acts_for: itself, credential_home: server, caller_known: registered, verify_locally: no}\n  watch: {answers: {acts_for: our_user, login: own, verify_locally: no}}\n',
    ],
    [
      'JSON',
      '{"surfaces":{"billing":{"acts_for":"itself","credential_home":"server","caller_known":"registered","verify_locally":false},"watch":{"acts_for":"our_user","login":"own","verify_locally":false}}}',
    ],
  ])('are recommended in turn: %s', async (_, text) => {
    write('all.yaml', text);
    const { status, stdout } = await run({ answers: 'all.yaml' });
    expect(status).toBe(0);
    expect(
      JSON.parse(stdout).recommendations.map((one: { surface: string; outcome: string }) => [
        one.surface,
        one.outcome,
      ]),
    ).toEqual([
      ['billing', 'api-key'],
      ['watch', 'none'],
    ]);
  });

  it('are a list in JSON even when there is one, and plain when one is chosen', async () => {
    write('all.yaml', twoSurfaces);
    const { stdout } = await run({ answers: 'all.yaml', surface: 'watch' });
    expect(JSON.parse(stdout)).toMatchObject({ surface: 'watch', outcome: 'none' });
    write('one.yaml', 'surfaces: {a: {acts_for: nobody}}\n');
    expect(JSON.parse((await run({ answers: 'one.yaml' })).stdout).recommendations).toHaveLength(1);
  });

  it('end with the worst status', async () => {
    write(
      'all.yaml',
      twoSurfaces.replace('verify_locally: "no"', 'verify_locally: "no", secret_store: file'),
    );
    expect((await run({ answers: 'all.yaml' })).status).toBe(1);
  });

  it.each([
    ['surfaces: []\n', 'expected at least one surface'],
    ['surfaces: {}\n', 'expected a list or a mapping of surfaces'],
    ['surfaces: [{answers: {acts_for: nobody}}]\n', 'expected a name'],
    [
      'surfaces:\n  - {id: a, answers: {acts_for: nobdy}}\n',
      'a.yaml:2:33: acts_for: no such answer: "nobdy"; did you mean "nobody"?',
    ],
    [
      'surfaces:\n  a: {acts_fro: nobody}\n',
      'a.yaml:2:17: no such question: "acts_fro"; did you mean "acts_for"?',
    ],
    ['surfaces: [{id: a, answers: {}}, {id: a, answers: {}}]\n', 'the surface "a" stands here twice'],
  ])('are refused where they are wrong: %j', async (text, message) => {
    write('a.yaml', text);
    const error = await errorOf({ answers: 'a.yaml' });
    expect(error.code).toBe('config');
    expect(error.message).toContain(message);
  });

  it('name every surface that lacks an answer', async () => {
    write('a.yaml', 'surfaces: {a: {acts_for: our_user}, b: {acts_for: itself, credential_home: device}}\n');
    expect((await errorOf({ answers: 'a.yaml' })).message).toMatch(
      /^no recommendation for a without an answer to login \(.*\)\n.*\nno recommendation for b without an answer to revocation /,
    );
  });

  it.each(['adr', 'mermaid', 'html'] as const)(
    'are refused by --format %s, one of them is not',
    async (format) => {
      write('all.yaml', twoSurfaces);
      expect((await errorOf({ answers: 'all.yaml', format })).message).toBe(
        `--format ${format} takes one surface`,
      );
      expect((await run({ answers: 'all.yaml', format, surface: 'watch' })).status).toBe(0);
    },
  );

  it('are looked up with a hint at what was meant', async () => {
    write('all.yaml', twoSurfaces);
    expect((await errorOf({ answers: 'all.yaml', surface: 'wach' })).message).toBe(
      'the answers file has no surface "wach"; did you mean "watch"?',
    );
  });
});

describe('--save', () => {
  it('records the decision with what scan holds the code to, and a recheck finds nothing to do', async () => {
    const { status, stderr } = await run({ set: key, surface: 'billing', save: true, path: ['api/**'] });
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'saved: billing in auth-advisor.yaml, to be looked at again on 2027-01-02\n',
    });
    expect(read()).toContain(
      '\nsurfaces:\n  billing:\n    paths: [api/**]\n    decision: api-key\n    rule: R03\n',
    );
    expect(read()).toContain(`sha256: ${model.sha256}`);
    expect(read()).toContain(
      '    requirements:\n      secretSources: [secrets-manager, mounted-file, environment]\n      rotationDays: 90\n',
    );
    const again = await run({ recheck: true, format: 'text' });
    expect(again).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 decision checked: nothing to do'),
    });
  });

  it('keeps comments, order, other settings, and the paths of a surface that is saved again', async () => {
    await run({ set: key, surface: 'billing', save: true, path: ['api/**'] });
    const edited = `# ours\n${read().replace('version: 1\n', 'version: 1 # one\nscan:   {exclude: [x]} # odd\n').replace('    rule:', '    # by hand\n    rule:')}# the end\n`;
    write('auth-advisor.yaml', edited);
    await run({ set: session, surface: 'watch', save: true });
    const after = read();
    expect(after.startsWith(edited.split('surfaces:')[0] ?? '?')).toBe(true);
    for (const comment of ['# ours', '# one', '# odd', '# by hand', '# the end'])
      expect(after).toContain(comment);
    await run({ set: [...key, 'rotation=never'], surface: 'billing', save: true });
    expect(read()).toContain('paths: [api/**]');
    expect(read()).toContain('rotation: never');
    expect(read()).toContain('# by hand');
  });

  it('writes into the file that is named, through a link, and keeps its permissions', async () => {
    mkdirSync(join(cwd, 'etc'));
    writeFileSync(join(cwd, 'etc/real.yaml'), 'version: 1\n', { mode: 0o640 });
    symlinkSync('etc/real.yaml', join(cwd, 'link.yaml'));
    await run({ set: key, surface: 'billing', save: 'link.yaml' });
    expect(lstatSync(join(cwd, 'link.yaml')).isSymbolicLink()).toBe(true);
    expect(statSync(join(cwd, 'etc/real.yaml')).mode & 0o777).toBe(0o640);
    expect(read('etc/real.yaml')).toContain('billing:');
    expect(readdirSync(join(cwd, 'etc'))).toEqual(['real.yaml']);
  });

  it('does not record a refusal until it is accepted', async () => {
    const set = [...key, 'secret_store=file'];
    const refused = await run({ set, surface: 'billing', save: true });
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('not saved: billing is refused (key-in-repo)'),
    });
    expect(readdirSync(cwd)).toEqual(['.git']);
    const accepted = await run({
      set,
      surface: 'billing',
      save: true,
      accept: ['key-in-repo'],
      reason: 'rotated',
    });
    expect(accepted.status).toBe(0);
    expect(read()).toContain('accepted:\n      - warning: key-in-repo\n        reason: rotated\n');
    expect((await run({ recheck: true })).status).toBe(0);
    write('auth-advisor.yaml', read().replace(/ {4}accepted:[\s\S]*$/, ''));
    expect((await run({ recheck: true })).status).toBe(1);
  });

  it('records every surface of the file', async () => {
    write('all.yaml', twoSurfaces);
    const { stderr } = await run({ answers: 'all.yaml', save: true });
    expect(stderr).toContain('saved: billing, watch in');
    expect(stderr).toContain('note: watch covers every path');
    expect(JSON.parse((await run({ recheck: true })).stdout).surfaces).toHaveLength(2);
  });

  it('does not touch a file that does not validate', async () => {
    const broken = 'version: 1\nscan:\n  exlude: []\n';
    write('auth-advisor.yaml', broken);
    const error = await errorOf({ set: key, surface: 'billing', save: true });
    expect([error.code, error.message]).toEqual([
      'config',
      'auth-advisor.yaml:3:3: unknown key "exlude"; did you mean "exclude"?',
    ]);
    expect(read()).toBe(broken);
  });

  it.each([
    [{ set: key, save: true }, '--save needs a name for the surface'],
    [{ set: key, save: true, surface: 'a b' }, '"a b" cannot be the name of a recorded surface'],
    [
      { set: key, save: true, surface: 'a', review: '2026-02-30' },
      '--review takes a day such as 2027-01-31, not "2026-02-30"',
    ],
    [
      { set: key, save: true, surface: 'a', review: '2026-01-02' },
      '--review takes a day to come, not 2026-01-02',
    ],
    [
      { set: key, save: true, surface: 'a', whatIf: ['traffic=webhook'] },
      'what --what-if tries cannot be saved',
    ],
    [{ set: key, path: ['x'] }, '--path belongs to --save'],
  ] satisfies [Partial<RecommendOptions>, string][])('refuses %j', async (options, message) => {
    const error = await errorOf(options);
    expect([error.code, error.message]).toEqual(['usage', message]);
  });
});

describe('a record', () => {
  beforeEach(() => run({ set: key, surface: 'billing', save: true, path: ['api/**'] }));

  it.each([
    ['decision: api-key', 'decision: api-keey', /:7:15: .*did you mean "api-key"\?/],
    ['rule: R03', 'rule: R3', /:8:11: no such rule: "R3"; did you mean "R03"\?/],
    [
      'acts_for: itself',
      'acts_fro: itself',
      /:13:\d+: no such question: "acts_fro"; did you mean "acts_for"\?/,
    ],
    [
      'acts_for: itself',
      'acts_for: itslef',
      /:13:17: acts_for: no such answer: "itslef"; did you mean "itself"\?/,
    ],
    ['[key-static-vs-asvs]', '[key-static-vs-avsv]', /no such warning: "key-static-vs-avsv"; did you mean/],
    ['key-header-only', 'key-headr-only', /no such companion: "key-headr-only"; did you mean/],
    ['date: 2026-01-02', 'date: 2026-02-30', /there is no such day/],
    ['rotationDays: 90', 'rotatonDays: 90', /unknown key "rotatonDays"; did you mean "rotationDays"\?/],
    ['  billing:', '  bil ling:', /expected a name of letters and digits/],
  ])('is refused with its place: %s -> %s', async (from, to, message) => {
    expect(read()).toContain(from);
    write('auth-advisor.yaml', read().replace(from, to));
    const error = await errorOf({ recheck: true });
    expect(error.code).toBe('config');
    expect(error.message).toMatch(/^auth-advisor\.yaml:\d+:\d+: /);
    expect(error.message).toMatch(message);
  });
});

describe('--recheck', () => {
  beforeEach(() => run({ set: key, surface: 'billing', save: true, path: ['api/**'] }));

  const change = (from: string | RegExp, to: string): void =>
    write('auth-advisor.yaml', read().replace(from, to));
  const changes = async () => {
    const { status, stdout } = await run({ recheck: true });
    const [surface] = JSON.parse(stdout).surfaces;
    return { status, changes: surface.changes, review: surface.review };
  };

  it('is content with another order', async () => {
    change('[secrets-manager, mounted-file, environment]', '[environment, secrets-manager, mounted-file]');
    expect(await changes()).toMatchObject({ status: 0, changes: [] });
  });

  it('says that the model is another one', async () => {
    change(model.sha256, 'f'.repeat(64));
    expect(await changes()).toEqual({
      status: 0,
      changes: [
        {
          what: 'model',
          id: 'model',
          before: '1.0.0 (ffffffffffff)',
          after: `${model.version} (${model.sha256.slice(0, 12)})`,
          breaking: false,
        },
      ],
      review: { date: '2027-01-02', due: false },
    });
  });

  it.each([
    ['outcome', 'decision: api-key', 'decision: jwt', 1, 'outcome', 'JWT', 'API key'],
    ['rule', 'rule: R03', 'rule: R04', 0, 'rule', 'R04', 'R03'],
    ['must', 'must: [key-in-vault, ', 'must: [', 1, 'key-in-vault', null, 'must'],
    ['should', 'should: [key-hashed-prefixed, ', 'should: [', 0, 'key-hashed-prefixed', null, 'should'],
    ['must that is gone', 'must: [', 'must: [jwt-validate, ', 1, 'jwt-validate', 'must', null],
    [
      'warning',
      '    warnings: [key-static-vs-asvs]',
      '    warnings: []',
      0,
      'key-static-vs-asvs',
      null,
      'note',
    ],
    ['requirement', 'rotationDays: 90', 'rotationDays: 400', 1, 'rotationDays', '400', '90'],
  ] as const)('says what changed: %s', async (_, from, to, status, id, before, after) => {
    change(from, to);
    const found = await changes();
    expect(found.status).toBe(status);
    expect(found.changes).toContainEqual(
      expect.objectContaining({ id, before, after, breaking: status === 1 }),
    );
  });

  it('reports answers of another model that this one does not know', async () => {
    change('version: 1.0.0', 'version: 0.9.0');
    change('verify_locally: "no"', 'verify_locally: sometimes');
    change('credential_home: server', 'credential_place: server');
    const { status, changes: found } = await changes();
    expect(status).toBe(1);
    expect(found).toEqual([
      { what: 'answer', id: 'credential_place', before: 'server', after: null, breaking: true },
      { what: 'answer', id: 'verify_locally', before: 'sometimes', after: null, breaking: true },
      {
        what: 'answer',
        id: 'credential_home',
        before: null,
        after: 'needs one of server, device, shipped',
        breaking: true,
      },
    ]);
  });

  it('says that the day of review has passed', async () => {
    const late = await run({ recheck: true, format: 'text' }, new Date('2027-01-03T00:00:00Z'));
    expect(late.status).toBe(0);
    expect(late.stdout).toContain('review: It was to be looked at again by 2027-01-02.');
  });

  it('checks a choice that was forced as it was forced', async () => {
    await run({ set: session, surface: 'watch', save: true, onlyThree: true, path: ['web/**'] });
    expect(read()).toContain('decision: jwt\n    instead: server-session');
    expect((await run({ recheck: true })).status).toBe(0);
  });

  it('is incomplete where nothing is recorded', async () => {
    write('auth-advisor.yaml', 'version: 1\n');
    expect((await errorOf({ recheck: true })).code).toBe('incomplete');
    rmSync(join(cwd, 'auth-advisor.yaml'));
    expect((await errorOf({ recheck: true })).code).toBe('usage');
    expect((await errorOf({ recheck: 'nowhere.yaml' })).message).toContain('nowhere.yaml (ENOENT)');
  });
});

describe('--compare', () => {
  it('shows two recorded surfaces, two of a file, or two files', async () => {
    write('all.yaml', twoSurfaces);
    write('jwt.yaml', 'acts_for: our_user\nlogin: own\nverify_locally: "yes"\nrevocation: minutes\n');
    const fromFile = await run({ answers: 'all.yaml', compare: ['billing', 'watch'] });
    await run({ answers: 'all.yaml', save: true });
    const recorded = await run({ compare: ['billing', 'watch'] });
    expect(recorded).toEqual(fromFile);
    const { a, b, answers, companions } = JSON.parse((await run({ compare: ['watch', 'jwt.yaml'] })).stdout);
    expect([a, b]).toMatchObject([
      { name: 'watch', outcome: 'none', rule: 'R11' },
      { name: 'jwt.yaml', outcome: 'jwt', rule: 'R12' },
    ]);
    expect(answers[0]).toEqual({
      fact: 'verify_locally',
      ask: expect.any(String),
      a: { value: 'no', label: expect.any(String) },
      b: { value: 'yes', label: expect.any(String) },
    });
    expect(companions.a.map(({ id }: { id: string }) => id)).toEqual(['server-session', 'cookie-hardening']);
    expect(companions.b.map(({ id }: { id: string }) => id)).toContain('jwt-validate');
  });

  it.each([40, 59, 60, 80, 120])('fits %i columns', async (columns) => {
    write('all.yaml', twoSurfaces);
    const fake = fakeIo({ cwd, columns });
    await recommend(
      { format: 'text', color: false, answers: 'all.yaml', compare: ['billing', 'watch'] },
      fake.io,
    );
    expect(
      fake
        .stdout()
        .split('\n')
        .filter((line) => line.length > columns),
    ).toEqual([]);
    expect(fake.stdout().replace(/\s+/g, ' ')).toContain('None of the three');
  });

  it.each([
    [{ compare: ['a'] }, '--compare takes two surfaces or files of answers'],
    [
      { compare: ['watch', 'wach'], answers: 'all.yaml' },
      'there is no surface and no file "wach"; did you mean "watch"?',
    ],
    [{ compare: ['all.yaml', 'all.yaml'] }, 'all.yaml holds several surfaces'],
    [{ compare: ['a', 'b'], format: 'markdown' as const }, '--compare prints text or json'],
  ] satisfies [Partial<RecommendOptions>, string][])('refuses %j', async (options, message) => {
    write('all.yaml', twoSurfaces);
    const error = await errorOf(options);
    expect([error.code, error.message]).toEqual(['usage', message]);
  });
});

describe('--what-if', () => {
  it('says what may follow where the trial raises a question', async () => {
    const { status, stdout } = await run({ set: key, whatIf: ['acts_for=our_user'] });
    expect(status).toBe(0);
    const { outcome, whatIf } = JSON.parse(stdout);
    expect(outcome).toBe('api-key');
    expect(whatIf).toMatchObject({
      set: { acts_for: 'our_user' },
      before: { outcome: 'api-key' },
      open: { missing: { login: ['own', 'own_idp', 'external_idp'] } },
    });
    expect(whatIf.open.to.map((to: { outcome: string }) => to.outcome)).toEqual(['none', 'oauth2-oidc']);
  });
});

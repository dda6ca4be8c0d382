import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { type FakeIoOptions, fakeIo } from '../support/fake-io.ts';
import { type MiniRepository, miniRepositories } from '../support/mini-repositories.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const scanIn = async (
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  io: Partial<FakeIoOptions> = {},
) => {
  const cwd = tempFolder();
  writeTree(cwd, files);
  const fake = fakeIo({ cwd, ...io });
  const status = await run(['scan', '--inventory', ...args], fake.io);
  return { cwd, status, stdout: fake.stdout(), stderr: fake.stderr() };
};

const validate = new Ajv({ strict: false }).compile(
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../rules/schema/inventory-report.schema.json'), 'utf8'),
  ),
);

const jsonOf = async (files: Readonly<Record<string, string>>, args: readonly string[] = []) => {
  const { status, stdout } = await scanIn(files, ['--format', 'json', ...args]);
  const report = JSON.parse(stdout);
  validate(report);
  expect(validate.errors).toBeNull();
  return { status, report };
};

/** `kind name unit fit judgement` of each mechanism. */
const mechanismsOf = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const { report } = await jsonOf(files);
  return report.mechanisms.map(
    (one: Record<string, string> & { judgement: Record<string, string> }) =>
      `${one.unit}: ${one.kind} ${one.name}, ${one.judgement.fit} (${one.judgement.id})`,
  );
};

describe('scan --inventory', () => {
  it.each<[MiniRepository, string[]]>([
    [
      'express with JWTs and its own login',
      [
        'api: jwt-issue jsonwebtoken, misfit (jwt-as-own-session)',
        'api: jwt-verify jsonwebtoken, depends (jwt-verified-own)',
        'api: password-login bcrypt, fits (password-login)',
        'web: browser-app react-dom, context (browser-app)',
      ],
    ],
    [
      'Next.js with Auth.js and Google',
      [
        '.: oidc-login Auth.js with Google, fits (oidc-login)',
        '.: session Auth.js, fits (session)',
        '.: browser-app react-dom, context (browser-app)',
      ],
    ],
    [
      'Django with sessions',
      ['.: session Django, fits (session)', '.: password-login Django, fits (password-login)'],
    ],
    [
      'FastAPI with JWTs',
      [
        '.: jwt-issue python-jose, misfit (jwt-as-own-session)',
        '.: jwt-verify python-jose, depends (jwt-verified-own)',
        '.: password-login passlib, fits (password-login)',
      ],
    ],
    [
      'Go service that calls Stripe',
      [
        '.: api-key-send Stripe, fits (key-between-servers)',
        '.: workload-identity AWS role, fits (workload-identity)',
        '.: workload-identity GitHub Actions OIDC, fits (workload-identity)',
      ],
    ],
    [
      'Expo app with an embedded key',
      [
        '.: api-key-send key in a header, misfit (key-in-mobile-app)',
        '.: key-shipped Expo, depends (key-shipped)',
        '.: mobile-app Expo, context (mobile-app)',
        '.: mobile-app expo, context (mobile-app)',
        '.: mobile-app react-native, context (mobile-app)',
      ],
    ],
    ['MCP server', ['.: agent MCP server over HTTP, context (agent)']],
  ])('tells the mechanisms of %s', async (name, expected) => {
    expect(await mechanismsOf(miniRepositories[name])).toEqual(expected);
  });

  it('judges a JWT that another program verifies by itself as one', async () => {
    const repository = miniRepositories['express with JWTs and its own login'];
    const told = await mechanismsOf({
      ...repository,
      'worker/package.json': '{"dependencies": {"jsonwebtoken": "9"}}',
      'worker/index.js': repository['api/src/require-user.js'],
    });
    expect(told.filter((one) => one.includes('jwt'))).toEqual([
      'api: jwt-issue jsonwebtoken, depends (jwt-issued-for-others)',
      'api: jwt-verify jsonwebtoken, depends (jwt-verified-own)',
      'worker: jwt-verify jsonwebtoken, fits (jwt-verified-of-neighbour)',
    ]);
  });

  it('says where each stands, and that tests alone are no evidence', async () => {
    const { report } = await jsonOf(miniRepositories['express with JWTs and its own login']);
    expect(report.mechanisms[0].places).toEqual([
      { path: 'api/src/login.js', line: 8, column: 21, what: 'jwt.sign' },
    ]);
    expect(report.aside).toEqual([
      {
        kind: 'api-key-send',
        name: 'Stripe',
        place: { path: 'api/test/login.test.js', line: 3, column: 25, what: 'stripe' },
      },
    ]);
  });

  it('marks what only a dependency names', async () => {
    const files = { 'package.json': '{"dependencies": {"jsonwebtoken": "^9.0.2"}}' };
    const { report } = await jsonOf(files);
    expect(report.mechanisms).toMatchObject([
      { kind: 'jwt', certainty: 'declared', judgement: { fit: 'cannot-tell' } },
    ]);
    expect((await scanIn(files)).stdout).toContain('Uses JWTs: jsonwebtoken (declared only)\n');
  });

  it('counts the places beyond the first few', async () => {
    const call = "import jwt from 'jsonwebtoken';\njwt.verify(t, k);\n";
    const { report } = await jsonOf(
      Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`src/f${i}.ts`, call])),
    );
    expect(report.mechanisms).toMatchObject([{ count: 8, places: { length: 5 } }]);
  });

  it('shows nothing of a key that a constructor is given', async () => {
    const key = ['sk', 'live', 'Q'.repeat(24)].join('_');
    const { stdout } = await scanIn({
      'pay.ts': `import Stripe from 'stripe';\nconst stripe = new Stripe('${key}');\n`,
    });
    expect(stdout).toContain('pay.ts:2:');
    expect(stdout).not.toContain(key.slice(0, 12));
  });

  it('reads a text for people at 80 columns', async () => {
    const { status, stdout, stderr } = await scanIn(miniRepositories['express with JWTs and its own login']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [summary = '', ...blocks] = stdout.split('\n\n').reverse();
    expect(blocks.reverse().join('\n\n')).toMatchInlineSnapshot(`
      "Folder api
      Issues JWTs: jsonwebtoken
        api/src/login.js:8:21  jwt.sign
        Seems  A session of people who sign in here: the same program checks their
               passwords, issues the token and verifies it.
        Fits   Probably not. A server-side session would do, and it can be ended at
               once; this token works until it expires. It fits only if services
               outside this repository check it, too. (J3, J4, O3)

      Verifies JWTs: jsonwebtoken
        api/src/require-user.js:5:14  jwt.verify
        Seems  It verifies the tokens that the same program issues.
        Fits   It depends. It stands or falls with what issues them. (J3)

      Checks passwords: bcrypt
        api/src/login.js:7:24  bcrypt.compare
        Seems  People sign in with a password that this product checks.
        Fits   Yes. With a login of your own there is nothing to delegate, so no need
               for OAuth2. A server-side session goes with it. (O3)

      Folder web
      Is an app in the browser: react-dom
        web/package.json:3:42  react-dom
        Seems  People open it in a browser.
        Note   Nothing in it is a secret, and script can read whatever it stores. (K4)

      In tests, docs and examples alone, so not counted: Stripe."
    `);
    expect(summary).toMatch(/^3 mechanisms\. 1 of them probably does not fit\. Scanned 7 files /);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('does not claim that there is nothing where it finds nothing', async () => {
    const { status, stdout } = await scanIn({ 'main.c': 'int main(void) { return 0; }\n' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^No sign of an authentication mechanism was found; that does not prove/);
  });

  it('ends with 3 when nothing was there to read', async () => {
    const { status, report } = await jsonOf({}, []);
    expect(status).toBe(3);
    expect(report.receipt.complete).toBe(false);
  });

  it('ends with 0 where a scan would find something: an inventory is no fault', async () => {
    const { status } = await scanIn({
      'a.ts':
        "import jwt from 'jsonwebtoken';\njwt.sign({}, key, { algorithm: 'none', expiresIn: '900d' });\n",
    });
    expect(status).toBe(0);
  });

  it('refuses a format that inventories do not have', async () => {
    const { status, stderr } = await scanIn({ 'a.ts': '' }, ['--format', 'sarif']);
    expect(status).toBe(2);
    expect(stderr).toContain('--inventory knows the formats text and json, not sarif');
  });

  it('leaves out what the configuration excludes, and says so', async () => {
    const { report } = await jsonOf({
      'auth-advisor.yaml': 'version: 1\nscan: { exclude: [vendor/] }\n',
      'vendor/a.ts': "import Stripe from 'stripe';\n",
      'a.ts': 'export {};\n',
    });
    expect(report.mechanisms).toEqual([]);
    expect(report.receipt).toMatchObject({ complete: true, config: { excluded: ['vendor/'] } });
  });

  it('keeps hostile names on their line', async () => {
    const { stdout } = await scanIn({ 'a\n::error::b.ts': "import Stripe from 'stripe';\n" });
    expect(stdout).not.toMatch(/^::error/m);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli.ts';
import { expandSample, sampleClock } from '../../src/rules/samples.ts';
import { type FakeIoOptions, fakeIo } from '../support/fake-io.ts';
import { tempFolder } from '../support/temp-folder.ts';

const now = sampleClock;

const auth = async (args: readonly string[], options: Partial<FakeIoOptions> = {}) => {
  const fake = fakeIo({ cwd: tempFolder(), now, ...options });
  const status = await run(args, fake.io);
  return { status, stdout: fake.stdout(), stderr: fake.stderr() };
};

const jwt = (header: object, payload: object): string =>
  expandSample(`<jwt ${JSON.stringify(header)} ${JSON.stringify(payload)}>`).text;

const at = (seconds: number): number => Math.floor(now.getTime() / 1000) + seconds;
const good = () =>
  jwt({ alg: 'ES256', typ: 'JWT', kid: 'k1' }, { sub: 'user-17', iat: at(-60), exp: at(840) });

const judged = async (stdin: string, ...args: string[]) => {
  const { status, stdout } = await auth(['token', '--format', 'json', ...args], { stdin });
  const { findings, ...rest } = JSON.parse(stdout) as {
    findings: { ruleId: string; severity: string }[];
    notes: string[];
    expired: boolean;
    use: string;
  };
  return { status, found: findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`), ...rest };
};

describe('auth-advisor token', () => {
  it('explains a token that is fine, in words', async () => {
    const { status, stdout, stderr } = await auth(['token'], { stdin: `${good()}\n` });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'Header    alg ES256, typ JWT, kid',
        'Claims    sub, iat, exp',
        'Issued    1 minute ago',
        'Expires   in 14 minutes',
        'Lifetime  15 minutes; the policy for access tokens is 1 hour',
        '',
        'Nothing is wrong with this token by itself. Whether its signature is right was',
        'not checked: that takes the key.',
        '',
      ].join('\n'),
    );
  });

  it('tells what is known to a program', async () => {
    const { stdout } = await auth(['token', '-f', 'json'], { stdin: good() });
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      alg: 'ES256',
      typ: 'JWT',
      headerNames: ['kid'],
      claimNames: ['sub', 'iat', 'exp'],
      times: { issuedAgo: 60, validIn: null, expiresIn: 840, lifetime: 900 },
      expired: false,
      use: 'access',
      limitSeconds: 3600,
      notes: [],
      findings: [],
    });
  });

  it.each([
    ['a header', 'Authorization: Bearer %\r\n'],
    ['a prefix', 'bearer %'],
    ['quotes', '"%"'],
    ['a mark and spaces', '\ufeff  %  \n\n'],
  ])('takes a token in %s', async (_, frame) => {
    expect((await auth(['token'], { stdin: frame.replace('%', good()) })).status).toBe(0);
  });

  it('reads a file', async () => {
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'token.txt'), good());
    expect((await auth(['token', 'token.txt'], { cwd })).status).toBe(0);
  });

  it.each([
    ['a month', {}, { iat: at(0), exp: at(31 * 86_400) }, 'high jwt/token-lifetime'],
    ['no end', {}, { sub: 'a' }, 'high jwt/token-no-expiry'],
    ['milliseconds', {}, { iat: at(0), exp: at(900) * 1000 }, 'high jwt/token-exp-milliseconds'],
    ['no algorithm', { alg: 'none' }, { iat: at(0), exp: at(900) }, 'high jwt/token-alg-none'],
    ['a password', {}, { password: 'x', iat: at(0), exp: at(900) }, 'medium jwt/token-sensitive-claims'],
    ['its own key', { jwk: {} }, { iat: at(0), exp: at(900) }, 'medium jwt/token-header-key'],
  ])('finds %s', async (_, header, payload, finding) => {
    const { status, found } = await judged(jwt({ alg: 'RS256', ...header }, payload));
    expect({ status, found }).toEqual({ status: 1, found: [finding] });
  });

  it('reports everything, the worst first', async () => {
    const { found } = await judged(jwt({ alg: 'none', jwk: {} }, { sub: 'a', pwd: 'x' }));
    expect(found).toEqual([
      'high jwt/token-alg-none',
      'high jwt/token-no-expiry',
      'medium jwt/token-header-key',
      'medium jwt/token-sensitive-claims',
    ]);
  });

  it('finds a guessable secret', async () => {
    const weak = expandSample(`<jwt-hs256:secret {"alg":"HS256"} {"iat":${at(0)},"exp":${at(60)}}>`).text;
    expect((await judged(weak)).found).toEqual(['critical jwt/token-weak-secret']);
  });

  it('judges by what the token is for', async () => {
    const month = jwt({ alg: 'RS256' }, { iat: at(0), exp: at(31 * 86_400) });
    expect(await judged(month, '--use', 'refresh')).toMatchObject({ status: 0, found: [], use: 'refresh' });
    expect(await judged(month, '--use', 'session')).toMatchObject({
      status: 0,
      found: ['low jwt/token-lifetime'],
    });
  });

  it('does not blame a refresh token or an administrator for being one', async () => {
    const { status, found, notes, use } = await judged(
      jwt({ alg: 'RS256' }, { type: 'refresh', admin: true, iat: at(0), exp: at(86_400) }),
    );
    expect({ status, found, use }).toEqual({ status: 0, found: [], use: 'refresh' });
    expect(notes).toEqual([
      'This token belongs to an administrator.',
      'This token is a refresh token: it makes new access tokens for whoever has it.',
    ]);
  });

  it('lowers what an expired token did, and says that it has expired', async () => {
    const old = jwt({ alg: 'RS256' }, { iat: at(-90 * 86_400), exp: at(-86_400) });
    expect(await judged(old)).toMatchObject({ status: 0, expired: true, found: ['low jwt/token-lifetime'] });
    expect((await auth(['token'], { stdin: old })).stdout).toContain('Expired   1 day ago');
  });

  it('fails at the severity that is asked for', async () => {
    const day = jwt({ alg: 'RS256' }, { iat: at(0), exp: at(2 * 3600) });
    expect((await judged(day)).status).toBe(0);
    expect((await judged(day, '--fail-on', 'info')).status).toBe(1);
  });

  it("judges by a project's own shorter limits", async () => {
    const cwd = tempFolder();
    writeFileSync(
      join(cwd, 'auth-advisor.yaml'),
      'version: 1\npolicy: { lifetimes: { access: { medium: 5m } } }\n',
    );
    expect((await auth(['token'], { cwd, stdin: good() })).status).toBe(1);
    expect((await auth(['token', '--no-config'], { cwd, stdin: good() })).status).toBe(0);
  });

  it.each([
    ['nothing', '', 3],
    ['blanks', ' \n\t', 3],
    ['a word', 'hunter2hunter2', 2],
    ['two tokens', `${good()} ${good()}`, 2],
    ['more than a token', `token=${good()}`, 2],
    ['an encrypted token', 'a.b.c.d.e', 2],
    ['too much', 'x'.repeat(200_000), 2],
    ['bytes', new Uint8Array([0, 255, 1, 254]), 2],
  ])('refuses %s without repeating it', async (_, stdin, status) => {
    const result = await auth(['token'], { stdin });
    expect({ status: result.status, stdout: result.stdout }).toEqual({ status, stdout: '' });
    expect(result.stderr).not.toMatch(/hunter2|eyJ/);
  });

  it('asks for a pipe on a terminal', async () => {
    const { status, stderr } = await auth(['token'], { stdinIsTTY: true });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'error: nothing is piped into standard input\nhint: For example: auth-advisor token < token.txt\n',
    });
  });

  it.each([
    ['as the argument', (one: string) => ['token', one]],
    ['behind an option', (one: string) => ['token', '--use', one]],
    ['as an option', (one: string) => ['token', `--${one}`]],
    ['as a command', (one: string) => [one]],
    ['for another command', (one: string) => ['scan', `--stdin-filename=${one}`]],
    ['with its prefix', (one: string) => ['token', `Bearer ${one}`]],
  ])('refuses a token on the command line %s and does not repeat it', async (_, args) => {
    const secret = good();
    const { status, stdout, stderr } = await auth(args(secret));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('there is a token on the command line');
    for (const part of secret.split('.')) expect(stderr).not.toContain(part.slice(0, 8));
  });

  it('does not repeat the name of a file that is not there: it may be a secret', async () => {
    const { status, stderr } = await auth(['token', 'hunter2hunter2']);
    expect(status).toBe(2);
    expect(stderr).toContain('the file that was named cannot be read (ENOENT)');
    expect(stderr).not.toContain('hunter2');
  });

  it('shows no value and no part of the signature, whatever the token holds', async () => {
    // Marked, so that a value cannot be a word of the report by chance.
    const value = fc.stringMatching(/^[a-z0-9]{6,24}$/).map((text) => `q7${text}zx`);
    const name = fc.constantFrom('sub', 'email', 'password', 'role', 'iss', 'aud', 'jti', 'scope', 'nonce');
    const header = fc.record({
      alg: fc.oneof(fc.constantFrom('RS256', 'none'), value),
      typ: value,
      kid: value,
      jku: value,
    });
    const nested = fc.oneof(
      value,
      fc.array(value, { minLength: 1, maxLength: 3 }),
      value.map((one) => ({ secret: one })),
    );
    const claims = fc.dictionary(name, nested, { minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(header, claims, fc.constantFrom('text', 'json'), async (head, body, format) => {
        const raw = jwt(head, { ...body, exp: at(60) });
        const { status, stdout, stderr } = await auth(['token', '-f', format], { stdin: raw });
        expect(status).toBeLessThan(2);
        const said = stdout + stderr;
        expect(said).not.toMatch(/q7[a-z0-9]+zx/);
        for (const part of raw.split('.').filter((one) => one.length >= 8))
          expect(said).not.toContain(part.slice(0, 8));
      }),
      { numRuns: 60 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinRules } from '../../../src/rules/builtin.ts';
import { expandSample, sampleClock } from '../../../src/rules/samples.ts';
import { scannerFor } from '../../../src/scan/scanner.ts';

const scanner = scannerFor({ ...builtinRules, now: sampleClock, digestKey: 'test' });

const findingsIn = async (text: string, path: string) =>
  (await scanner.scan({ path, bytes: Buffer.from(text, 'utf8'), origin: 'file' })).findings;

const from = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const digits = '0123456789';
const consonants = 'bcdfghjklmnpqrstvwxz';

/** A letter and a digit in turn: it makes no word, no sequence and no pattern. */
const secret = fc
  .tuple(from(consonants, 24), from(digits, 8))
  .map(([letters, numbers]) => letters.replace(/.../g, (three, at) => three + numbers[at / 3]))
  .filter((value) => new Set(value).size > 12 && !/(.).?\1.?\1/.test(value));

const shapes: readonly (readonly [string, string, (value: string) => string])[] = [
  ['keys/generic-password', 'src/a.py', (value) => `db_password = "${value}"`],
  ['keys/generic-password', '.env', (value) => `DB_PASSWORD=${value}`],
  ['keys/generic-password', 'a.json', (value) => `{"password": "${value}"}`],
  ['keys/generic-password', 'a.xml', (value) => `<password>${value}</password>`],
  ['keys/generic-secret', 'src/a.rb', (value) => `client_secret: '${value}',`],
  ['keys/generic-token', 'src/a.go', (value) => `accessToken := "${value}"`],
  ['keys/generic-token', 'a.txt', (value) => `https://a.example/b?private_token=${value}&c=d`],
  ['keys/generic-api-key', 'a.yml', (value) => `api_key: ${value}`],
  ['keys/url-credentials', 'a.yml', (value) => `url: postgres://shop:${value}@db/shop`],
  ['keys/authorization-header', 'a.sh', (value) => `curl -H "Authorization: Bearer ${value}" b`],
  ['keys/command-line-password', 'a.sh', (value) => `openssl rsa -passin pass:${value} -in a`],
  ['keys/login-call-password', 'src/a.py', (value) => `get(url, auth=("ann", "${value}"))`],
  ['keys/credentials-file', '.netrc', (value) => `machine a.example login ann password ${value}`],
];

describe('a planted secret without a format', () => {
  it.each(shapes)('is found once by %s in %s, and not shown', async (id, path, write) => {
    await fc.assert(
      fc.asyncProperty(
        secret,
        fc.nat({ max: 3000 }),
        fc.constantFrom('\n', '\r\n'),
        async (value, fill, lineEnd) => {
          const before = `${'x '.repeat(fill)}${lineEnd}`;
          const found = await findingsIn(`${before}${write(value)}${lineEnd}y`, path);
          expect(found.map(({ ruleId, location }) => [ruleId, location.line])).toEqual([[id, 2]]);
          const shown = JSON.stringify(found);
          const windows = Array.from({ length: value.length - 5 }, (_, at) => value.slice(at, at + 6));
          expect(windows.filter((window) => shown.includes(window))).toEqual([]);
          expect(found[0]?.preview).toBe('****');
        },
      ),
      { numRuns: 20, seed: 20_261_124 },
    );
  });

  it('is the finding of its provider alone where it has a format', async () => {
    const { text } = expandSample(
      'GITHUB_TOKEN=ghp_<alnum:36>\npassword: "https://a:ghp_<alnum:36>@b.example/c"',
    );
    const found = await findingsIn(text, '.env');
    expect(found.map(({ ruleId, location }) => [ruleId, location.line])).toEqual([
      ['keys/github-pat', 1],
      ['keys/github-pat', 2],
    ]);
  });

  it('weighs less in tests and in documentation', async () => {
    const { text } = expandSample('password = "<digits:2>w4<lower:1><digits:2>k"\ntoken = "<base62:40>"');
    const grades = async (path: string) =>
      (await findingsIn(text, path)).map(({ ruleId, severity, confidence }) => [
        ruleId,
        severity,
        confidence,
      ]);
    expect(await grades('src/a.py')).toEqual([
      ['keys/generic-password', 'high', 'medium'],
      ['keys/generic-token', 'high', 'medium'],
    ]);
    expect(await grades('tests/a.py')).toEqual([
      ['keys/generic-password', 'low', 'low'],
      ['keys/generic-token', 'medium', 'low'],
    ]);
    expect(await grades('docs/a.py')).toEqual([
      ['keys/generic-password', 'low', 'low'],
      ['keys/generic-token', 'low', 'low'],
    ]);
  });

  it('weighs less in a docstring', async () => {
    const { text } = expandSample('def a():\n    """\n    access_token = "<base62:40>"\n    """\n');
    expect((await findingsIn(text, 'src/a.py')).map(({ severity }) => severity)).toEqual(['low']);
  });
});

describe('a line of a megabyte', () => {
  it.each([
    ['password=', 'a.env'],
    ['password="', 'a.js'],
    ['key: ', 'a.py'],
    ['"key": "password", "value": "', 'a.json'],
    ['://a:b', 'a.md'],
    ['curl -u a:', 'a.sh'],
    ['mysql -p', 'a.sh'],
    ['otp A', 'a.js'],
    ['<password>', 'a.xml'],
  ])('of %j is read to its end', async (unit, path) => {
    expect(await findingsIn(unit.repeat(Math.ceil(2 ** 20 / unit.length)), path)).toEqual([]);
  });
});

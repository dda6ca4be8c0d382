import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/core/duration.ts';
import { builtinRules, loadBuiltinExamples } from '../../src/rules/builtin.ts';
import type { Call } from '../../src/rules/rule-set.ts';
import { expandSample, sampleClock } from '../../src/rules/samples.ts';
import type { Example } from '../../src/rules/schema/common.ts';
import { createCallDetector } from '../../src/scan/calls.ts';
import type { Detection, Hit } from '../../src/scan/detection.ts';
import { SourceFile } from '../../src/scan/source-file.ts';

const rules = builtinRules.rules.filter((rule): rule is Call => rule.kind === 'call');
const detector = createCallDetector(rules, { policy: builtinRules.policy, now: sampleClock });

const detect = async (text: string, path: string): Promise<readonly Detection[]> => {
  const file = new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false);
  const hits: Hit[] = detector.literals.flatMap((literal, index) => {
    const found: Hit[] = [];
    for (let at = text.indexOf(literal.text); at >= 0; at = text.indexOf(literal.text, at + 1))
      found.push({ literal: index, start: at });
    return found;
  });
  return hits.length === 0 ? [] : detector.detect(file, hits);
};

const examples = (await loadBuiltinExamples()).flatMap(({ rule }) =>
  rule.kind !== 'call'
    ? []
    : (['match', 'ignore'] as const).flatMap((list) =>
        rule.examples[list].map((example: Example, index: number) => {
          const {
            text,
            path = rule.examples.path ?? 'app.txt',
            ...wanted
          } = typeof example === 'string' ? { text: example } : example;
          return { id: rule.id, list, index, text: expandSample(text).text, path, wanted };
        }),
      ),
);

describe('examples', () => {
  it.each(examples)('$id $list[$index]', async ({ id, list, text, path, wanted }) => {
    const own = (await detect(text, path)).filter(({ rule }) => rule.id === id);
    if (list === 'ignore') return expect(own.map(({ message }) => message)).toEqual([]);
    expect(own).toHaveLength(1);
    const [found] = own;
    const { lifetime, ...grade } = wanted as { lifetime?: string };
    if (lifetime)
      expect(found?.facts.lifetimeSeconds).toBe(lifetime === 'never' ? null : parseDuration(lifetime));
    return expect({
      severity: found?.severity ?? found?.rule.severity,
      confidence: found?.confidence ?? found?.rule.confidence,
    }).toMatchObject(grade);
  });
});

describe('hostile files', () => {
  it.each([
    [
      'a ladder of names',
      `const a0 = 2;\n${Array.from({ length: 60 }, (_, i) => `const a${i + 1} = a${i} + a${i};`).join('\n')}\njwt.sign({}, k, { expiresIn: a60 });`,
    ],
    [
      'objects that take over objects',
      `const a0 = { x: 1 };\n${Array.from({ length: 20 }, (_, i) => `const a${i + 1} = { ${`...a${i}, `.repeat(50)} };`).join('\n')}\njwt.sign(a20, k);`,
    ],
    ['thousands of calls', 'jwt.sign({ id: 1 }, k, o);'.repeat(5000)],
    [
      'thousands of calls in one function',
      `function f() {${'jwt.verify(t, k, { ignoreExpiration: true });'.repeat(3000)}}`,
    ],
  ])('%s', async (_, text) => {
    expect(await detect(`import jwt from 'jsonwebtoken';\n${text}`, 'src/a.js')).toBeInstanceOf(Array);
  });
});

describe('hostile files of other languages', () => {
  it.each([
    [
      'Go',
      'src/a.go',
      `package a\nimport "github.com/golang-jwt/jwt/v5"\nfunc f() {\n${'c := jwt.MapClaims{"a": 1}\nt := jwt.NewWithClaims(m, c)\nt.SignedString(k)\n'.repeat(2000)}}`,
    ],
    [
      'Java',
      'src/A.java',
      `import io.jsonwebtoken.Jwts;\nclass A { void f() { ${'var b = Jwts.builder(); b.setSubject("a"); b.compact(); '.repeat(2000)}} }`,
    ],
    [
      'C#',
      'src/A.cs',
      `using System.IdentityModel.Tokens.Jwt;\nclass A { void F() { ${'var t = new JwtSecurityToken(claims: c, expires: DateTime.UtcNow.AddDays(4)); '.repeat(2000)}} }`,
    ],
  ])('thousands of builders in %s', async (_, path, text) => {
    expect(await detect(text, path)).toBeInstanceOf(Array);
  });
});

describe('traps of naive search', () => {
  const ids = async (text: string, path = 'src/a.js') =>
    (await detect(text, path)).map(({ rule }) => rule.id);

  it.each([
    [
      'a comment',
      "import jwt from 'jsonwebtoken';\n// jwt.sign(p, k, { expiresIn: '365d' })\n/* jwt.sign({}, 'literal') */",
    ],
    [
      'a string',
      "import jwt from 'jsonwebtoken';\nconst help = \"jwt.sign({}, 'literal', { expiresIn: '365d' })\";",
    ],
    [
      'a method of the same name',
      "const crypto = require('./crypto');\ncrypto.sign({ id: 1 }, 'k', { expiresIn: '365d' });",
    ],
    [
      'arithmetic without a token',
      "import jwt from 'jsonwebtoken';\nconst month = 1000 * 60 * 60 * 24 * 30;\ncache.set(key, { exp: Date.now() + month });",
    ],
    ['a home-made token', 'const token = hmac({ exp: Date.now() + 3600, id: 1 }, secret);'],
    [
      'a type import',
      "import type { SignOptions } from 'jsonwebtoken';\nexport const sign = (p, k, o) => other.sign({ id: 1 }, k);",
      'src/a.ts',
    ],
    [
      'a name that a parameter hides',
      "import jwt from 'jsonwebtoken';\nexport const f = (jwt) => jwt.sign({ id: 1 }, key);",
    ],
    [
      'a lifetime from configuration',
      "import jwt from 'jsonwebtoken';\njwt.sign({ id: 1 }, process.env.K, { expiresIn: process.env.TTL });",
    ],
    [
      'a decode that verifies',
      'import jwt\nclaims = jwt.decode(token, key, algorithms=["RS256"])',
      'app/a.py',
    ],
    ['another language', "import jwt from 'jsonwebtoken'\njwt.sign({ id: 1 }, 'k')", 'notes.md'],
  ])('%s', async (_: string, text: string, path?: string) => {
    expect(await ids(text, path)).toEqual([]);
  });
});

it('hides a key in the code, wherever it is written, and says nothing of its length', async () => {
  const text =
    "import jwt from 'jsonwebtoken';\nconst KEY = 'hunter2';\njwt.verify(t, KEY, { algorithms: ['HS256'] });\n";
  const [found] = await detect(text, 'src/a.js');
  expect({ ...found, rule: found?.rule.id }).toEqual({
    rule: 'jwt/jsonwebtoken-key-in-code',
    start: text.indexOf("'hunter2'"),
    end: text.indexOf("'hunter2'") + "'hunter2'".length,
    message: 'The signing key stands in the code, and it is shorter than the 32 bytes that HS256 needs',
    preview: "'****'",
    secrets: [
      {
        start: text.indexOf("'hunter2'"),
        end: text.indexOf("'hunter2'") + "'hunter2'".length,
        shown: "'****'",
      },
    ],
    identity: 'hunter2',
    facts: {},
    severity: 'high',
  });
});

describe('what a token is for', () => {
  const gradeOf = async (body: string) => {
    const found = await detect(`import jwt from 'jsonwebtoken';\n${body}`, 'src/a.js');
    return found
      .filter(({ rule }) => rule.id === 'jwt/jsonwebtoken-lifetime')
      .map(({ severity, facts }) => [severity, facts.limitSeconds]);
  };
  const long = "{ expiresIn: '100d' }";
  const access = [['high', 3600]];
  const refresh = [['low', 90 * 86_400]];

  it.each([
    ['nothing said', `const token = jwt.sign({ id }, key, ${long});`, access],
    ['a function name', `function createRefreshToken() { return jwt.sign({ id }, key, ${long}); }`, refresh],
    ['a variable', `const refreshToken = jwt.sign({ id }, key, ${long});`, refresh],
    ['a key of its own', `f(jwt.sign({ id }, process.env.REFRESH_SECRET, ${long}));`, refresh],
    ['a claim', `f(jwt.sign({ id, type: 'refresh' }, key, ${long}));`, refresh],
    ['an earlier statement', `const refreshed = 1; const token = jwt.sign({ id }, key, ${long});`, access],
    ['a reset link', `function sendResetLink() { return jwt.sign({ id }, key, ${long}); }`, []],
    ['a claim of one use', `f(jwt.sign({ id, purpose: 'verify' }, key, ${long}));`, []],
    ['a mail to confirm', `const verifyEmailToken = jwt.sign({ id }, key, ${long});`, []],
    ['a login that verifies', `function verifyPassword() { return jwt.sign({ id }, key, ${long}); }`, access],
  ])('%s', async (_, body, expected) => {
    expect(await gradeOf(body)).toEqual(expected);
  });
});

describe('what a lifetime says', () => {
  it.each([
    ["{ expiresIn: '365d' }", 'This token lives 1 year; the policy for access tokens is 1 hour'],
    [
      '{ expiresIn: 60 * 60 * 1000 }',
      'This token lives 41.7 days; the policy for access tokens is 1 hour; if milliseconds were meant, it would be 1 hour',
    ],
    [
      "{ expiresIn: process.env.TTL || '30d' }",
      'This token lives 30 days; the policy for access tokens is 1 hour; an environment variable may say otherwise',
    ],
    ["{ expiresIn: '1000h' }", 'This token lives 41.7 days; the policy for access tokens is 1 hour'],
    ['{}', 'This token never expires; the policy for access tokens is 1 hour'],
  ])('%s', async (options, expected) => {
    const found = await detect(
      `import jwt from 'jsonwebtoken';\njwt.sign({ id }, key, ${options});`,
      'src/a.js',
    );
    expect(found.map(({ message }) => message)).toEqual([expected]);
  });
});

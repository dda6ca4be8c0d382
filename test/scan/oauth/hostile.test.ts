import judges from 'virtual:auth-advisor/checks';
import { describe, expect, it } from 'vitest';
import { builtinRules } from '../../../src/rules/builtin.ts';
import type { Check } from '../../../src/rules/rule-set.ts';
import type { Judge } from '../../../src/scan/check.ts';
import { SourceFile } from '../../../src/scan/source-file.ts';

const checks = builtinRules.rules.filter(
  (rule): rule is Check => rule.kind === 'check' && rule.id.startsWith('oauth/'),
);
const context = { policy: builtinRules.policy, now: new Date(0) };

const countsIn = async (text: string, path = 'app.js'): Promise<Record<string, number>> => {
  const file = new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false);
  const counts: Record<string, number> = {};
  for (const rule of checks) {
    const found = await (judges[rule.id] as Judge)(file, rule, context);
    if (found.length > 0) counts[rule.id] = found.length;
  }
  return counts;
};

const repeated = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const handler = (index: number): string =>
  `app.post('/${index}', async (req, res) => {
    const reply = await fetch('https://graph.facebook.com/me?access_token=' + req.body.token);
    req.session.userId = (await reply.json()).id;
  });`;

describe('oauth checks', () => {
  it.each([
    [
      'texts that double each other',
      `${repeated(60, (i) => `const s${i + 1} = s${i} + s${i};`)} const s0 = 'a'; passport.authenticate('google', { scope: s60, state: s60 });`,
      {},
    ],
    ['a long sum', `passport.authenticate('google', { state: ${repeated(5000, () => "'a' +")} 'b' });`, {}],
    [
      'a long chain',
      `function f(req) { fetch('https://graph.facebook.com/me')${repeated(20_000, () => '.then(g)')}; }`,
      {},
    ],
    [
      'members of members',
      `function f(req) { const a = fetch('https://graph.facebook.com/me')${'.a'.repeat(20_000)}; }`,
      {},
    ],
    [
      'callbacks in callbacks',
      `function f(req) { ${"fetch('https://graph.facebook.com/me', () => {".repeat(300)}${'})'.repeat(300)} }`,
      {},
    ],
    [
      'names that hold each other',
      `function f(req) { const a0 = req.body; ${repeated(2000, (i) => `const a${i + 1} = a${i}.token; fetch('https://graph.facebook.com/me', a${i});`)} }`,
      {},
    ],
    [
      'words without an end',
      `const a = "${'response_type='.repeat(5000)}"; pkce${' '.repeat(50_000)}= 1; ${'case a: '.repeat(5000)} /*${'*'.repeat(50_000)}`,
      {},
    ],
    [
      'brackets without an end',
      `grant_type ${'['.repeat(2000)}${'{'.repeat(2000)} '${'\\'.repeat(5000)}`,
      {},
    ],
    [
      'requests and redirects without an end',
      `const a = "${'redirect_uri.startsWith('.repeat(3000)}${"'Bearer ' + a.b.c.".repeat(3000)}"; ${'email.split("@")'.repeat(2000)}`,
      {},
    ],
    [
      'options in options',
      `x(${'{ a: '.repeat(400)}1${' }'.repeat(400)}); ${repeated(2000, (i) => `log.info(token${i} + token${i + 1});`)}`,
      {},
    ],
    [
      'roles without an end',
      `${'sts:AssumeRoleWithWebIdentity oidc-provider/'.repeat(3000)} ${'"*" '.repeat(5000)}`,
      {},
    ],
  ])('end on %s', async (_, text, expected) => {
    expect(await countsIn(text)).toEqual(expected);
  });

  it('find every one of many handlers', async () => {
    expect(await countsIn(repeated(500, handler))).toEqual({ 'oauth/login-by-access-token': 500 });
  });

  it('give the same code the same identity wherever it stands', async () => {
    const rule = checks.find(({ id }) => id === 'oauth/login-by-access-token') as Check;
    const identities = await Promise.all(
      [handler(0), `// moved\n\n\n${handler(0)}`].map(async (text) => {
        const file = new SourceFile(
          { path: 'app.js', bytes: Buffer.from(text), origin: 'file' },
          text,
          false,
        );
        return (await (judges[rule.id] as Judge)(file, rule, context)).map(({ identity }) => identity);
      }),
    );
    expect(identities[0]).toEqual(identities[1]);
  });

  it('give two places of one kind two identities', async () => {
    const address = (id: number): string => `a.href = '/x?${'response_type'}=token&client_id=${id}';`;
    const text = `${address(1)} ${address(2)}`;
    const rule = checks.find(({ id }) => id === 'oauth/implicit-flow') as Check;
    const file = new SourceFile({ path: 'app.js', bytes: Buffer.from(text), origin: 'file' }, text, false);
    const found = await (judges[rule.id] as Judge)(file, rule, context);
    expect(new Set(found.map(({ identity }) => identity)).size).toBe(2);
  });

  it('weigh one step less in tests, and hide a written secret', async () => {
    const secret = ['Zq8', 'f3K', 'w71', 'LmX', 'p0d'].join('');
    const text = `import React from 'react';\nexport const oauth = start({ clientSecret: '${secret}' });`;
    const rule = checks.find(({ id }) => id === 'oauth/client-secret-in-browser') as Check;
    const judge = judges[rule.id] as Judge;
    const file = (path: string) =>
      new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false);
    const [product] = await judge(file('src/oauth.js'), rule, context);
    const [test] = await judge(file('test/oauth.js'), rule, context);
    expect([product?.severity, test?.severity]).toEqual(['high', 'medium']);
    expect(product?.secrets.map(({ start, end }) => text.slice(start, end))).toEqual([secret]);
    expect(JSON.stringify([product?.message, product?.preview])).not.toContain(secret);
  });
});

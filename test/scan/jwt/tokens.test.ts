import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/core/duration.ts';
import { parsePolicy, parseRules } from '../../../src/rules/load.ts';
import { expandSample, sampleClock } from '../../../src/rules/samples.ts';
import type { CheckRule } from '../../../src/rules/schema/check.ts';
import type { Example } from '../../../src/rules/schema/common.ts';
import type { Judge } from '../../../src/scan/check.ts';
import { findTokens } from '../../../src/scan/jwt/find-tokens.ts';
import { tokenJudge } from '../../../src/scan/jwt/judge-tokens.ts';
import { type TokenCheck, tokenChecks } from '../../../src/scan/jwt/problem.ts';
import { SourceFile } from '../../../src/scan/source-file.ts';

const read = (file: string) => ({ file, text: readFileSync(file, 'utf8') });
const context = { policy: parsePolicy(read('rules/policy.yaml')), now: sampleClock };
const rules = parseRules([read('rules/jwt/tokens.yaml')]).map(({ rule }) => rule as CheckRule);

const fileOf = (text: string, path = 'src/a.ts') =>
  new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false);

const judgeOf = async (rule: CheckRule): Promise<Judge> =>
  ((await import(`../../../src/scan/jwt/${rule.id.slice('jwt/'.length)}.ts`)) as { judge: Judge }).judge;

const detectAll = async (file: SourceFile) =>
  (await Promise.all(rules.map(async (rule) => (await judgeOf(rule))(file, rule, context)))).flat();

const part = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const noise = () => randomBytes(32).toString('base64url');
const token = (header: unknown, payload: unknown, signature = noise()) =>
  `${part(header)}.${part(payload)}.${signature}`;
const now = sampleClock.getTime() / 1000;

/** The one check that speaks of a token, without `token-`. */
const speaks = async (text: string, path?: string) =>
  (await detectAll(fileOf(text, path))).map(
    ({ rule, severity }) => `${rule.id.replace('jwt/token-', '')} ${severity}`,
  );

const parts = (rule: CheckRule, example: Example) => {
  const one: Exclude<Example, string> = typeof example === 'string' ? { text: example } : example;
  const { text, problems } = expandSample(one.text);
  expect(problems).toEqual([]);
  return { ...one, path: one.path ?? rule.examples.path ?? 'a.txt', text };
};

describe('every example of every rule of tokens', () => {
  const cases = (which: 'match' | 'ignore') =>
    rules.flatMap((rule) => rule.examples[which].map((example) => [rule.id, rule, example] as const));

  it.each(cases('match'))('%s finds %#, and no other rule does', async (id, rule, example) => {
    const { text, path, lifetime, severity } = parts(rule, example);
    const found = await detectAll(fileOf(text, path));
    expect(found.map((one) => one.rule.id)).toEqual([id]);
    if (severity) expect(found[0]?.severity).toBe(severity);
    if (lifetime)
      expect(found[0]?.facts.lifetimeSeconds).toBe(lifetime === 'never' ? null : parseDuration(lifetime));
  });

  it.each(cases('ignore'))('%s passes over %#', async (id, rule, example) => {
    const { text, path } = parts(rule, example);
    expect((await detectAll(fileOf(text, path))).filter((one) => one.rule.id === id)).toEqual([]);
  });

  it('has a rule for every check', () => {
    expect(rules.map(({ id }) => id.replace('jwt/', '')).sort()).toEqual([...tokenChecks].sort());
  });
});

describe('what a token says of itself', () => {
  const rs = { alg: 'RS256' };
  it.each([
    ['lives 15 minutes', rs, { sub: 'u', iat: now, exp: now + 900 }, 'committed medium'],
    ['has expired', rs, { sub: 'u', iat: now - 900, exp: now - 1 }, 'committed info'],
    ['lived a year, and has expired', rs, { sub: 'u', iat: now - 31_536_001, exp: now - 1 }, 'lifetime low'],
    ['says exp as text', rs, { sub: 'u', exp: '1700000000' }, 'no-expiry high'],
    ['says exp 0', rs, { sub: 'u', exp: 0 }, 'committed info'],
    ['says exp below 0', rs, { sub: 'u', exp: -1e20 }, 'committed info'],
    ['says exp null', rs, { sub: 'u', exp: null }, 'no-expiry high'],
    ['says exp 1e400', rs, `{"sub":"u","exp":1e400}`, 'no-expiry high'],
    ['says exp beyond 2^53', rs, { sub: 'u', exp: 2 ** 53 + 2 }, 'exp-milliseconds high'],
    ['ends before it begins', rs, { sub: 'u', iat: now + 99_999, exp: now + 5 }, 'committed medium'],
    ['counts iat in milliseconds', rs, { sub: 'u', iat: now * 1000, exp: now + 172_800 }, 'lifetime medium'],
    ['has alg null', { alg: null, typ: 'JWT' }, { sub: 'u', exp: now + 9 }, 'alg-none high'],
    ['has alg as a list', { alg: ['HS256'], typ: 'JWT' }, { sub: 'u', exp: now + 9 }, 'alg-none high'],
    [
      'has alg twice, the last none',
      '{"alg":"HS256","alg":"none"}',
      { sub: 'u', exp: now + 9 },
      'alg-none high',
    ],
    ['names no person', rs, { iss: 'crm', iat: now, exp: now + 5e7 }, 'lifetime high'],
    [
      'is a Kubernetes token of the new kind',
      rs,
      { 'kubernetes.io': { pod: {} }, iat: now, exp: now + 3600 },
      'privileged critical',
    ],
    [
      'is an Apple client secret',
      { alg: 'ES256' },
      { iss: 'T', aud: 'https://appleid.apple.com', iat: now, exp: now + 1e7 },
      'committed medium',
    ],
  ])('a token that %s', async (_, header, payload, expected) => {
    expect(await speaks(`t = "${token(header, payload)}"`)).toEqual([expected]);
  });

  it('is told once a place, and lower in tests', async () => {
    const one = token({ alg: 'none' }, { sub: 'u', exp: now + 9 }, '');
    expect(await speaks(`a = "${one}"\nb = "${one}"`)).toEqual(['alg-none high', 'alg-none high']);
    expect(await speaks(`a = "${one}"`, 'test/a.test.ts')).toEqual(['alg-none medium']);
  });

  it.each(['HS256', 'HS384', 'HS512', 'hs256'])('finds the word that signed it with %s', async (alg) => {
    const signed = `${part({ alg })}.${part({ sub: 'u', exp: now + 9 })}`;
    const hash = `sha${alg.slice(2)}`;
    const by = (secret: string) => createHmac(hash, secret).update(signed).digest('base64url');
    for (const secret of ['secret', 'your-256-bit-secret', 'SuperSecret'.toLowerCase(), 'Password123', '']) {
      expect(await speaks(`${signed}.${by(secret)}`)).toEqual(['weak-secret critical']);
    }
    expect(await speaks(`${signed}.${by(randomBytes(32).toString('hex'))}`)).toEqual(['committed medium']);
  });
});

describe('what must not leave', () => {
  it('shows names, no values and no signature', async () => {
    const raw = token(
      { alg: 'HS256' },
      { iss: 'https://id.example.com', email: 'a@example.com', password: 'hunter2', exp: now + 9 },
    );
    const [one] = await detectAll(fileOf(`x ${raw} y`));
    expect(one?.preview).toBe('eyJ**** (HS256; claims iss, email, password, exp)');
    expect(one?.secrets).toEqual([{ start: 2, end: 2 + raw.length, shown: 'eyJ****' }]);
    const { identity: _, rule: __, ...shown } = one ?? {};
    for (const secret of ['hunter2', 'a@example', 'id.example', raw.slice(-20)])
      expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it('escapes the names', async () => {
    const raw = token({ alg: 'RS\u001b[31m' }, { '\u202eevil': 1, sub: 'u', exp: now + 9 });
    const [one] = await detectAll(fileOf(raw));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
    expect(one?.preview).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

describe('what is no token', () => {
  const header = part({ alg: 'HS256' });
  const payload = part({ sub: 'u', exp: now + 9 });
  it.each([
    ['two parts', `${header}.${payload}`],
    ['four parts', `${header}.${payload}.${noise()}.${noise()}`],
    ['five parts (JWE)', `${header}.${noise()}.${noise()}.${noise()}.${noise()}`],
    ['the middle of other text', `A${header}.${payload}.${noise()}`],
    ['padding', `${header}=.${payload}=.${noise()}`],
    ['the alphabet of plain base64', `${header}.${payload}+/.${noise()}`],
    ['bits left over', `${header}.${part({ s: 1, exp: 12 }).slice(0, -1)}B.${noise()}`],
    ['a payload that is a list', `${header}.${part([1, 2])}.${noise()}`],
    ['a payload that is a number', `${header}.${part('12345')}.${noise()}`],
    ['no JSON', `${header}.${part('{"sub":')}.${noise()}`],
    ['other JSON', `${part({ a: 1 })}.${part({ b: 2 })}.${noise()}`],
    [
      'a payload that is nested too deeply',
      `${header}.${part(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`)}.${noise()}`,
    ],
    ['a payload of more than 64 KiB', `${header}.${part({ a: 'x'.repeat(70_000) })}.${noise()}`],
  ])('%s', async (_, text) => expect(await findTokens(fileOf(text))).toEqual([]));

  it.each([
    ['a word for a signature', `${header}.${payload}.signature`],
    ['dots for a signature', `${header}.${payload}.xxxxxxxx`],
  ])('%s opens nothing', async (_, text) => expect(await speaks(text)).toEqual([]));

  it.each([
    ['eyJ without end', 'eyJ'.repeat(400_000)],
    ['eyJ and dots', 'eyJ.'.repeat(300_000)],
    ['almost tokens', 'eyJaaaaa.eyJaaaaa.'.repeat(60_000)],
    ['long payloads', `${'eyJaaaaaa.'}${'a'.repeat(80_000)} `.repeat(20)],
    ['dashes', `-eyJ${'-'.repeat(500_000)}`],
  ])('%s is read in one go', async (_, text) => expect(await findTokens(fileOf(text))).toEqual([]));

  it('stops counting at five hundred', async () => {
    const one = `${token({ alg: 'RS256' }, { sub: 'u' })}\n`;
    expect(await findTokens(fileOf(one.repeat(700)))).toHaveLength(500);
  });
});

it('asks the clock of the context', async () => {
  const judge = tokenJudge('token-committed' satisfies TokenCheck);
  const rule = rules.find(({ id }) => id === 'jwt/token-committed') as CheckRule;
  const text = token({ alg: 'RS256' }, { sub: 'u', iat: now, exp: now + 900 });
  const later = { ...context, now: new Date(sampleClock.getTime() + 901_000) };
  expect((await judge(fileOf(text), rule, later)).map(({ severity }) => severity)).toEqual(['info']);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/core/duration.ts';
import { parsePolicy, parseRules, readYamlFolder } from '../../src/rules/load.ts';
import type { Setting } from '../../src/rules/rule-set.ts';
import { expandSample, sampleClock } from '../../src/rules/samples.ts';
import type { Example } from '../../src/rules/schema/common.ts';
import type { SettingRule } from '../../src/rules/schema/setting.ts';
import { weaknessOf } from '../../src/scan/setting-secret.ts';
import { createSettingDetector } from '../../src/scan/settings.ts';
import { SourceFile } from '../../src/scan/source-file.ts';

const policy = parsePolicy({ file: 'policy.yaml', text: readFileSync('rules/policy.yaml', 'utf8') });
const context = { policy, now: new Date(sampleClock) };

const rules = ['keys', 'jwt', 'oauth']
  .flatMap((folder) => readYamlFolder(`rules/${folder}`))
  .filter(({ file }) => file.includes('settings'))
  .flatMap((file) => parseRules([file]))
  .map(({ rule }) => rule)
  .filter((rule): rule is SettingRule => rule.kind === 'setting');

const detect = async (some: readonly Setting[], text: string, path: string) => {
  const detector = createSettingDetector(some, context);
  const lower = text.toLowerCase();
  const hits = detector.literals.flatMap(({ text: literal }, index) => {
    const start = lower.indexOf(literal.toLowerCase());
    return start < 0 ? [] : [{ literal: index, start }];
  });
  const file = new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false);
  return detector.detect(file, hits);
};

const parts = (rule: SettingRule, example: Example) => {
  const one: Exclude<Example, string> = typeof example === 'string' ? { text: example } : example;
  const { text, problems } = expandSample(one.text);
  expect(problems).toEqual([]);
  return { ...one, path: one.path ?? rule.examples.path ?? 'config.yaml', text };
};

describe('every example of every rule of settings', () => {
  const cases = (which: 'match' | 'ignore') =>
    rules.flatMap((rule) => rule.examples[which].map((example) => [rule.id, rule, example] as const));

  it.each(cases('match'))('%s finds %#', async (_, rule, example) => {
    const { text, path, lifetime, severity, confidence } = parts(rule, example);
    const found = await detect([rule], text, path);
    expect(found.map((one) => one.rule.id)).toEqual([rule.id]);
    const [first] = found;
    if (severity) expect(first?.severity ?? rule.severity).toBe(severity);
    if (confidence) expect(first?.confidence ?? rule.confidence).toBe(confidence);
    if (lifetime) {
      const seconds = lifetime === 'never' ? null : parseDuration(lifetime);
      expect(first?.facts.lifetimeSeconds).toBe(seconds);
    }
  });

  it.each(cases('ignore'))('%s passes over %#', async (_, rule, example) => {
    const { text, path } = parts(rule, example);
    expect(await detect([rule], text, path)).toEqual([]);
  });

  it('is told about by its own rule when all look', async () => {
    for (const rule of rules) {
      for (const example of rule.examples.match) {
        const { text, path } = parts(rule, example);
        const found = (await detect(rules, text, path)).filter(
          (one) => (one.rule as SettingRule).judge.is === rule.judge.is,
        );
        expect(found.map((one) => one.rule.id)).toEqual([rule.id]);
      }
    }
  });
});

describe('a lifetime without a unit', () => {
  const of = (text: string, path = '.env') => detect(rules, text, path);
  const say = async (text: string, path?: string) =>
    (await of(text, path)).map(({ facts, confidence, severity }) => [
      facts.lifetimeSeconds,
      severity,
      confidence,
    ]);

  it.each([
    ['JWT_EXPIRATION=3600', []],
    ['JWT_EXPIRATION=604800', []],
    ['JWT_EXPIRATION=31536000', [[31_536, 'info', 'low']]],
    ['JWT_EXPIRATION=2592000000', [[2_592_000, 'medium', 'low']]],
    ['JWT_EXPIRATION=0', []],
    ['JWT_EXPIRATION=-1', []],
    ['JWT_EXPIRATION=99999999999999999999', []],
    ['JWT_EXPIRATION_SECONDS=604800', [[604_800, 'medium', undefined]]],
    ['JWT_EXPIRATION_MIN=90', [[5400, 'info', undefined]]],
    ['JWT_EXPIRES_HOURS=48', [[172_800, 'medium', undefined]]],
    ['JWT_EXPIRATION_DAYS=60', [[5_184_000, 'high', undefined]]],
    ['JWT_EXPIRES_IN=soon', []],
    ['JWT_EXPIRES_IN=true', []],
    ['JWT_EXPIRES_IN=', []],
  ])('%s', async (text, expected) => expect(await say(text)).toEqual(expected));

  it('is said to be one', async () => {
    expect((await of('JWT_EXPIRATION=31536000'))[0]?.message).toBe(
      '`JWT_EXPIRATION` has no unit that can be told; in the shortest reading that makes sense it lives 8.8 hours; the policy for access tokens is 1 hour.',
    );
  });

  it('weighs less in tests and examples', async () => {
    const severities = await Promise.all(
      ['.env', '.env.example', 'test/.env', 'docs/.env'].map(
        async (path) => (await of('JWT_EXPIRES_IN=365d', path))[0]?.severity,
      ),
    );
    expect(severities).toEqual(['high', 'medium', 'medium', 'medium']);
  });

  it('says when it is a default', async () => {
    const hole = `$${'{JWT_EXPIRES_IN:-90d}'}`;
    const [one] = await of(`services: {a: {environment: {JWT_EXPIRES_IN: "${hole}"}}}`, 'compose.yaml');
    expect(one?.message).toBe(
      '`services.a.environment.JWT_EXPIRES_IN`, when its variable is not set, means a token that lives 90 days; the policy for access tokens is 1 hour.',
    );
  });
});

describe('what a finding shows', () => {
  it('hides a weak secret, and tells which it is apart', async () => {
    const text = 'A=1\nJWT_SECRET=hunter2 # x\n';
    const [one] = await detect(rules, text, '.env');
    expect(one).toMatchObject({
      start: 4,
      end: 22,
      message: '`JWT_SECRET` is shorter than the 32 bytes that the algorithm needs.',
      preview: 'JWT_SECRET: ****',
      secrets: [{ start: 15, end: 22, shown: '****' }],
      identity: 'JWT_SECRET=hunter2',
    });
  });

  it('shows nothing that stands beside what it judges', async () => {
    const text = `HASURA_GRAPHQL_JWT_SECRET='{"jwk_url": "https://id.example.com", "key": "k-e-y"}'`;
    const [one] = await detect(rules, text, '.env');
    expect(one?.rule.id).toBe('jwt/hasura-no-audience');
    expect(one?.preview).toBe('jwk_url');
  });

  it('points at the value of an alias', async () => {
    const text = 'ttl: &t 90d\nother: 1\njwt:\n  expiresIn: *t\n';
    expect((await detect(rules, text, 'a.yaml')).map(({ start, end }) => text.slice(start, end))).toEqual([
      '90d',
    ]);
  });

  it('escapes names and values', async () => {
    const text = 'jwt:\n  "expires\\u202eIn": 1\n  expiresIn: "90d"\n"\\u001b.jwt": {ttl: "90d\\u001b"}\n';
    for (const { message, preview } of await detect(rules, text, 'a.yaml')) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
      expect(message + preview).not.toMatch(/[\u0000-\u001f\u202e]/);
    }
  });

  it('speaks of each place once, though aliases repeat it', async () => {
    const text = 'base: &b {jwt: {expiresIn: 90d}}\nprod: *b\nstage: *b\n';
    expect(await detect(rules, text, 'a.yaml')).toHaveLength(1);
  });

  it('says nothing about code, and about files that it cannot read', async () => {
    expect(await detect(rules, 'JWT_EXPIRES_IN=365d', 'a.ts')).toEqual([]);
    expect(await detect(rules, `JWT_EXPIRES_IN: ${'['.repeat(500)}`, 'a.yaml')).toEqual([]);
  });
});

describe('a secret', () => {
  it.each([
    ['secret', 'is a word that everybody tries first'],
    ['My-Super_Secret Key', 'is a word that everybody tries first'],
    ['please_change_this_secret_before_you_deploy_it', 'reads like a placeholder that nobody replaced'],
    ['your-very-long-jwt-secret-goes-right-here', 'reads like a placeholder that nobody replaced'],
    ['x7Kp2', 'is shorter than the 32 bytes that the algorithm needs'],
  ])('%s %s', (secret, weakness) => expect(weaknessOf(secret, 32)).toBe(weakness));

  it.each([
    '',
    '<secret>',
    '[secret]',
    '/run/secrets/jwt',
    'https://a.example.com',
    '****',
    'null',
    'jwt.pem',
    'q'.repeat(32),
  ])('%j is none that can be guessed from here', (secret) => expect(weaknessOf(secret, 32)).toBeUndefined());
});

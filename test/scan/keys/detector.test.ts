import { describe, expect, it } from 'vitest';
import type { Token } from '../../../src/rules/rule-set.ts';
import { expandSample } from '../../../src/rules/samples.ts';
import { createKeyDetector } from '../../../src/scan/keys/detector.ts';
import { detectIn } from './support.ts';

const base: Token = {
  kind: 'token',
  id: 'keys/acme',
  title: 'Acme key',
  provider: 'Acme',
  severity: 'high',
  confidence: 'high',
  parts: [{ lit: 'acme_' }, { chars: 'A-Za-z0-9', len: 24 }],
  why: 'It opens the door of the whole house.',
  essay: ['K4'],
  fix: 'Keep it in a vault.',
  references: ['RFC 6749'],
  cwe: [798],
};

const rule = (changes: Partial<Token>): Token => ({ ...base, ...changes });
const expand = (text: string): string => expandSample(text).text;
const detect = (rules: readonly Token[], text: string, path?: string) =>
  detectIn(createKeyDetector(rules), text, path);
const ids = async (rules: readonly Token[], text: string) =>
  (await detect(rules, text)).map((one) => one.rule.id);

describe('a detection', () => {
  it('says what, where and how sure, and holds the raw value as identity alone', async () => {
    const text = expand('key = acme_<alnum:24>;');
    expect(await detect([rule({ revoke: 'acme.example > Keys' })], text)).toEqual([
      {
        rule: rule({ revoke: 'acme.example > Keys' }),
        start: 6,
        end: 35,
        message: 'Acme key in plain text',
        preview: 'acme_****',
        secrets: [{ start: 6, end: 35, shown: 'acme_****' }],
        identity: text.slice(6, 35),
        facts: { provider: 'Acme' },
        severity: 'high',
        confidence: 'high',
        fix: 'Revoke it first, whoever can read this file has it: acme.example > Keys. Keep it in a vault.',
      },
    ]);
  });

  it.each([
    ['src/app.ts', 'high', 'high'],
    ['test/app.test.ts', 'medium', 'medium'],
    ['docs/setup.md', 'medium', 'medium'],
  ])('weighs by the role of the file: %s', async (path, severity, confidence) => {
    const [found] = await detect([base], expand('acme_<alnum:24>'), path);
    expect([found?.severity, found?.confidence]).toEqual([severity, confidence]);
  });

  it.each(['example: "acme_<alnum:24>"', '{"example": "acme_<alnum:24>"}', "x-example = 'acme_<alnum:24>'"])(
    'weighs the value of a key named example as documentation: %s',
    async (text) => {
      const [found] = await detect([base], expand(text), 'openapi.yaml');
      expect([found?.severity, found?.confidence]).toEqual(['medium', 'medium']);
    },
  );

  it('of a publishable value is information and asks for no revocation', async () => {
    const [found] = await detect(
      [rule({ publishable: true, revoke: 'somewhere' })],
      expand('acme_<alnum:24>'),
    );
    expect([found?.severity, found?.message, found?.fix]).toEqual([
      'info',
      'Acme key: meant to be public, so this is for your information',
      'Keep it in a vault.',
    ]);
  });
});

describe('a checksum', () => {
  const checked = rule({
    parts: [{ lit: 'acme_' }, { chars: 'A-Za-z0-9', len: 36 }],
    checksum: 'crc32-base62-6',
    confidence: 'medium',
  });

  it('that holds makes sure', async () => {
    const [found] = await detect([checked], expand('acme_<alnum:30><crc32-base62>'));
    expect([found?.confidence, found?.facts.checksum, found?.message]).toEqual([
      'high',
      'right',
      'Acme key in plain text; its checksum is right, so it was really issued',
    ]);
  });

  it('that does not hold makes less sure, but drops nothing', async () => {
    const [found] = await detect([checked], expand('acme_<alnum:36>'));
    expect([found?.confidence, found?.facts.checksum]).toEqual(['low', 'wrong']);
  });
});

describe('values that nobody issued', () => {
  it.each([
    'acme_xxxxxxxxxxxxxxxxxxxxxxxx',
    'acme_XXXXXXXXXXXXXXXXXXXXXXXX',
    'acme_123456789012345678901234',
    'acme_abcdefghijklmnopqrstuvwx',
    'acme_ABCDEFGHIJKLmnopqrstuvwx',
    'acme_abc123abc123abc123abc123',
    'acme_YourApiKeyGoesHere123456',
    'acme_9f8e7d6c5bEXAMPLEa1b2c3d',
    'acme_0000000000000000000000ab',
    'acme_onTokenRefreshRequestedX',
    'acme_deadbeefdeadbeefdeadbee5',
  ])('%s is left alone', async (text) => {
    expect(await ids([base], text)).toEqual([]);
  });

  it('include the documented ones', async () => {
    const text = expand('acme_<alnum:24>');
    expect(await ids([rule({ dummies: [text.slice(8, 20)] })], text)).toEqual([]);
  });

  it('include those with too little variety, where the rule asks for it', async () => {
    const text = 'acme_aabaabbabbabaabbaababbba';
    expect(await ids([rule({ entropy: 2 })], text)).toEqual([]);
    expect(await ids([rule({ entropy: 3 })], expand('acme_<alnum:24>'))).toEqual(['keys/acme']);
  });
});

describe('a format without a literal', () => {
  const bare = rule({ parts: [{ chars: 'a-f0-9', len: 32 }], near: ['acme_key', 'x-acme'] });

  it.each([
    ['on the same line', 'ACME_KEY=<hex:32>'],
    ['behind it', '<hex:32> # acme_key'],
    ['two lines up', 'acme_key:\n  # rotated\n  value: <hex:32>'],
    ['inside a header', "-H 'X-Acme: <hex:32>'"],
    ['at the very start', '<hex:32> x-acme'],
  ])('is found near its word: %s', async (_, text) => {
    expect(await ids([bare], expand(text))).toEqual(['keys/acme']);
  });

  it.each([
    ['without it', 'md5 = <hex:32>'],
    ['three lines on', 'acme_key:\n\n\n<hex:32>'],
    ['too far to the left', `acme_key${' '.repeat(130)}<hex:32>`],
    ['too far to the right', `<hex:32>${' '.repeat(80)}acme_key`],
    ['as a part of something longer', 'acme_key=<hex:40>'],
  ])('is not found %s', async (_, text) => {
    expect(await ids([bare], expand(text))).toEqual([]);
  });

  it('is found once where its words stand close together, and every one of several', async () => {
    const line = 'acme_key x-acme acme_key <hex:32>\n';
    expect(await ids([bare], expand(line))).toEqual(['keys/acme']);
    expect(await ids([bare], expand(line.repeat(3)))).toEqual(['keys/acme', 'keys/acme', 'keys/acme']);
  });
});

describe('a phrase beside a token', () => {
  const bare = rule({ parts: [{ chars: 'a-f0-9', len: 32 }], near: ['acme api key'] });

  it.each([
    'ACME_API_KEY=<hex:32>',
    'acme.api-key: <hex:32>',
    'const acmeApiKey = "<hex:32>"',
    'acme:\n  api_key: <hex:32>',
    '{"acme":{"apiKey":"<hex:32>"}}',
    'new Acme({ apiKey: "<hex:32>" })',
  ])('counts however its words are joined: %s', async (text) => {
    expect(await ids([bare], expand(text))).toEqual(['keys/acme']);
  });

  it.each([
    'acme:\n  name: api\n  key: <hex:32>',
    'resolved "https://registry.example/acme/-/acme-1.0.0.tgz#<hex:32>"',
    'API_KEY=<hex:32> # acme',
  ])('does not count when other words stand between: %s', async (text) => {
    expect(await ids([bare], expand(text))).toEqual([]);
  });
});

describe('a stretch that several rules claim', () => {
  const bare = rule({ id: 'keys/bare', parts: [{ chars: 'A-Za-z0-9', len: 26 }], near: ['secret'] });
  const short = rule({
    id: 'keys/short',
    parts: [{ lit: '6L' }, { chars: 'A-Za-z0-9', len: 24 }],
    near: ['secret'],
  });

  it.each([[[bare, short]], [[short, bare]]])(
    'goes to the rule that knows a character of it, whatever the order',
    async (rules) => {
      expect(await ids(rules, expand('secret=6L<alnum:24>'))).toEqual(['keys/short']);
    },
  );

  const wide = rule({ id: 'keys/wide', parts: [{ lit: 'acme_' }, { chars: 'A-Za-z0-9_', len: [20, 60] }] });
  const narrow = rule({ id: 'keys/narrow', parts: [{ lit: 'acme_live_' }, { chars: 'A-Za-z0-9', len: 24 }] });

  it.each([[[wide, narrow]], [[narrow, wide]]])(
    'goes to the longer literal, whatever the order',
    async (rules) => {
      expect(await ids(rules, expand('acme_live_<alnum:24>'))).toEqual(['keys/narrow']);
    },
  );

  it('goes to the rule that asks for more, where the literals are alike', async () => {
    const withWord = rule({ id: 'keys/word', near: ['firebase'] });
    const text = expand('firebase acme_<alnum:24>');
    expect(await ids([base, withWord], text)).toEqual(['keys/word']);
    expect(await ids([base, withWord], text.replace('firebase', 'somebody'))).toEqual(['keys/acme']);
  });

  it('does not hide its neighbour', async () => {
    expect(await ids([wide, narrow], expand('acme_live_<alnum:24> acme_<alnum:24>'))).toEqual([
      'keys/narrow',
      'keys/wide',
    ]);
  });
});

describe('an identifier and its secret', () => {
  const identifier = rule({
    id: 'keys/acme-id',
    title: 'Acme key id',
    severity: 'low',
    confidence: 'medium',
    parts: [{ lit: 'ACID' }, { chars: 'A-Z0-9', len: 16 }],
  });
  const secret = rule({
    id: 'keys/acme-secret',
    title: 'Acme secret',
    confidence: 'medium',
    parts: [{ chars: 'a-f0-9', len: 40 }],
    near: ['secret'],
    pair: 'keys/acme-id',
  });
  const rules = [identifier, secret];

  it('are one finding, at the secret, with both masked', async () => {
    const text = expand('id = ACID<chars:A-Z0-9:16>\nsecret = <hex:40>');
    const found = await detect(rules, text);
    expect(found).toMatchObject([
      {
        rule: { id: 'keys/acme-secret' },
        start: 35,
        end: 75,
        message: 'Acme secret in plain text, beside its Acme key id ACID****',
        facts: { provider: 'Acme', pairedWith: 'keys/acme-id' },
        confidence: 'high',
        secrets: [
          { start: 35, end: 75, shown: '****' },
          { start: 5, end: 25, shown: 'ACID****' },
        ],
      },
    ]);
  });

  it('are each reported alone when they stand far apart', async () => {
    const text = expand(`id = ACID<chars:A-Z0-9:16>${'\n'.repeat(20)}secret = <hex:40>`);
    expect((await detect(rules, text)).map((one) => [one.rule.id, one.confidence])).toEqual([
      ['keys/acme-id', 'medium'],
      ['keys/acme-secret', 'medium'],
    ]);
  });

  it('are joined with the nearest, pair by pair', async () => {
    const pair = 'id = ACID<chars:A-Z0-9:16>\nsecret = <hex:40>\n';
    expect(await ids(rules, expand(pair.repeat(3)))).toEqual(Array(3).fill('keys/acme-secret'));
  });
});

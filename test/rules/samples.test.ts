import { createHmac, createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SampleRule } from '../../src/rules/sample-token.ts';
import { expandSample, sampleClock } from '../../src/rules/samples.ts';

const text = (sample: string, seed?: string): string => {
  const { text: expanded, problems } = expandSample(sample, seed === undefined ? {} : { seed });
  expect(problems).toEqual([]);
  return expanded;
};

describe('runs of characters', () => {
  it.each([
    ['<alnum:36>', /^[A-Za-z0-9]{36}$/],
    ['<base62:30>', /^[A-Za-z0-9]{30}$/],
    ['<hex:40>', /^[0-9a-f]{40}$/],
    ['<HEX:8>', /^[0-9A-F]{8}$/],
    ['<digits:12>', /^[0-9]{12}$/],
    ['<upper:16>', /^[A-Z]{16}$/],
    ['<lower:16>', /^[a-z]{16}$/],
    ['<base64:40>', /^[A-Za-z0-9+/]{40}$/],
    ['<base64url:43>', /^[A-Za-z0-9_-]{43}$/],
    ['<chars:A-Z2-7:16>', /^[A-Z2-7]{16}$/],
    ['a <text:b-c> d', /^a b-c d$/],
  ])('%s', (sample, shape) => {
    expect(text(sample)).toMatch(shape);
  });

  it('are the same for the same seed, and others for another seed or place', () => {
    expect(text('<hex:40>', 'a')).toBe(text('<hex:40>', 'a'));
    expect(text('<hex:40>', 'a')).not.toBe(text('<hex:40>', 'b'));
    const [first, second] = text('<hex:40> <hex:40>').split(' ');
    expect(first).not.toBe(second);
  });
});

describe('tokens', () => {
  const rule: SampleRule = {
    parts: [{ lit: 'tok_' }, { chars: 'A-Za-z0-9', len: 36 }],
    checksum: 'crc32-base62-6',
  };
  const ruleOf = (id: string) => (id === 'keys/tok' ? rule : undefined);

  it('are made from the parts of a rule, checksum included', () => {
    const token = expandSample('k=<token:keys/tok>', { ruleOf }).text.slice(2);
    expect(token).toMatch(/^tok_[A-Za-z0-9]{36}$/);
    expect(expandSample(`${'<text:'}${token.slice(0, -6)}><crc32-base62>`).text).toBe(token);
  });

  it('lack a character where they must not match', () => {
    expect(expandSample('<near:keys/tok>', { ruleOf }).text).toMatch(/^tok_[A-Za-z0-9]{35}$/);
  });

  it('are never a documented sample value', () => {
    const narrow: SampleRule = { parts: [{ chars: 'ab', len: 1 }], dummies: ['a'] };
    const made = Array.from(
      { length: 20 },
      (_, i) => expandSample('<token:keys/x>', { seed: `${i}`, ruleOf: () => narrow }).text,
    );
    expect(new Set(made)).toEqual(new Set(['b']));
  });
});

describe('JWTs', () => {
  const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

  it('carry header and payload, with the clock filled in', () => {
    const [header, payload, signature] = text(
      '<jwt {"alg":"RS256"} {"iat":{{now}},"exp":{{now+3600}},"nbf":{{now-60}}}>',
    ).split('.');
    const now = sampleClock.getTime() / 1000;
    expect(decode(header)).toEqual({ alg: 'RS256' });
    expect(decode(payload)).toEqual({ iat: now, exp: now + 3600, nbf: now - 60 });
    expect(signature).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('may be unsigned, and may hold braces and brackets in texts', () => {
    const [header, payload, signature] = text('<jwt-unsigned {"alg":"none"} {"a":"}>{","b":{"c":1}}>').split(
      '.',
    );
    expect([decode(header), decode(payload), signature]).toEqual([
      { alg: 'none' },
      { a: '}>{', b: { c: 1 } },
      '',
    ]);
  });

  it('may be signed with a known secret', () => {
    const [header, payload, signature] = text('<jwt-hs256:hunter2 {"alg":"HS256"} {}>').split('.');
    expect(signature).toBe(
      createHmac('sha256', 'hunter2').update(`${header}.${payload}`).digest('base64url'),
    );
  });
});

describe('PEM', () => {
  it.each(['rsa-2048', 'pkcs8', 'ec-p256', 'ed25519'])('<pem:%s> is a key that opens', (kind) => {
    expect(createPrivateKey(text(`<pem:${kind}>`)).type).toBe('private');
  });

  it('keeps the indentation of its block', () => {
    const lines = text('key: |\n    <pem:ed25519>\nend: 1').split('\n');
    expect(lines.slice(1, -1).every((line) => line.startsWith('    '))).toBe(true);
  });

  it('is written on one line where asked', () => {
    expect(text('K="<pem-line:ed25519>"')).toMatch(
      /^K="-----BEGIN PRIVATE KEY-----\\n[^\n]+\\n-----END PRIVATE KEY-----"$/,
    );
  });
});

describe('what is not a placeholder', () => {
  it.each([
    '<div class="a">',
    '<s:key>',
    'a < b',
    '<your token>',
    'Map<string, number>',
    '<https://acme.example>',
    '<alnum',
    '{{now}}',
  ])('%s stays as it is', (sample) => {
    expect(text(sample)).toBe(sample);
  });
});

describe('slips', () => {
  it.each([
    ['<alnun:36>', /unknown placeholder <alnun:\.\.\.>; did you mean <alnum/],
    ['<octal:36>', /unknown placeholder <octal:/],
    ['<alnum:lots>', /needs a length/],
    ['<token:keys/nobody>', /names no token rule/],
    ['<pem:dsa>', /known kinds are/],
    ['<jwt {"alg":"none"}>', /needs a header and a payload/],
    ['<jwt {alg} {}>', /not JSON/],
  ])('%s', (sample, problem) => {
    const { text: kept, problems } = expandSample(sample);
    expect(problems.join()).toMatch(problem);
    expect(kept).toBe(sample);
  });
});

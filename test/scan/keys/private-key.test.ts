import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/rules/rule-set.ts';
import { expandSample, sampleClock } from '../../../src/rules/samples.ts';
import type { Policy } from '../../../src/rules/schema/policy.ts';
import type { Detection } from '../../../src/scan/detection.ts';
import { judge } from '../../../src/scan/keys/private-key.ts';
import { fileOf, keyRules } from './support.ts';

const found = keyRules.find(({ id }) => id === 'keys/private-key');
if (found?.kind !== 'check') throw new Error('rules/keys has no check named keys/private-key');
const rule = found;
const policy: Policy = { lifetimes: { access: {}, refresh: {}, session: {}, code: {} } };

const judged = async (text: string, path = 'src/a.txt'): Promise<readonly Detection[]> =>
  judge(fileOf(text, path), rule satisfies Check, { policy, now: sampleClock });

const sample = (text: string): string => {
  const { text: expanded, problems } = expandSample(text);
  expect(problems).toEqual([]);
  return expanded;
};

describe('private keys', () => {
  it.each(rule.examples.match.map((example, i) => ({ example, i })))(
    'match $i is one finding',
    async ({ example }) => {
      const written = typeof example === 'string' ? { text: example } : example;
      const detections = await judged(sample(written.text), written.path);
      expect(detections).toHaveLength(1);
      if (written.severity) expect(detections[0]?.severity).toBe(written.severity);
      if (written.confidence) expect(detections[0]?.confidence).toBe(written.confidence);
    },
  );

  it.each(rule.examples.ignore.map((example, i) => ({ example, i })))(
    'ignore $i is left alone',
    async ({ example }) => {
      expect(await judged(sample(typeof example === 'string' ? example : example.text))).toEqual([]);
    },
  );

  it.each([
    ['rsa-2048', { type: 'RSA', bits: 2048, encrypted: false }],
    ['pkcs8', { type: 'RSA', bits: 2048, encrypted: false }],
    ['ec-p256', { type: 'EC', bits: 256, encrypted: false }],
    ['ed25519', { type: 'Ed25519', encrypted: false }],
    ['openssh', { type: 'Ed25519', encrypted: false }],
    ['encrypted', { encrypted: true }],
  ])('decodes %s', async (kind, facts) => {
    const [detection] = await judged(sample(`<pem:${kind}>`));
    expect(detection?.facts).toEqual(facts);
  });

  const wrappings: [string, (pem: string) => string][] = [
    ['CRLF', (pem) => pem.replaceAll('\n', '\r\n')],
    ['JSON escapes', (pem) => JSON.stringify({ key: `${pem}\n` })],
    ['JSON in JSON', (pem) => JSON.stringify(JSON.stringify({ key: pem }))],
    ['PHP slashes', (pem) => JSON.stringify(pem).replaceAll('/', '\\/')],
    [
      'joined strings',
      (pem) =>
        pem
          .split('\n')
          .map((line) => `  "${line}\\n"`)
          .join(' +\n'),
    ],
    [
      'a comment',
      (pem) =>
        pem
          .split('\n')
          .map((line) => `# ${line}`)
          .join('\n'),
    ],
    ['XML entities', (pem) => `<k>${pem.replaceAll('\n', '&#10;')}</k>`],
    [
      'deep indentation',
      (pem) =>
        pem
          .split('\n')
          .map((line) => `            ${line}`)
          .join('\n'),
    ],
  ];
  it.each(wrappings)('reads a key in %s as the same key', async (_, wrap) => {
    const pem = sample('<pem:rsa-2048>');
    const [plain] = await judged(pem);
    const [wrapped] = await judged(wrap(pem));
    // Compared before the assertion, so that a failure prints no key.
    expect(wrapped !== undefined && wrapped.identity === plain?.identity).toBe(true);
    expect(wrapped?.confidence).toBe('high');
  });

  it('covers the whole body by its secret stretch and shows none of it', async () => {
    const text = `before ${sample('<pem:pkcs8>')} after`;
    const [detection] = await judged(text);
    const body = text.slice(text.indexOf('KEY-----') + 8, text.indexOf('-----END'));
    expect(detection?.secrets.map(({ start, end, shown }) => [text.slice(start, end), shown])).toEqual([
      [body, '****'],
    ]);
    expect(text.slice(detection?.start, detection?.end)).toMatch(
      /^-----BEGIN [\s\S]*-----END PRIVATE KEY-----$/,
    );
  });

  it('finds each of several keys once, whatever stands between', async () => {
    const text = sample('<pem:rsa-2048>\n<pem:certificate>\n<pem:ec-p256>\n<pem:public>\n<pem:ed25519>');
    expect((await judged(text)).map(({ facts }) => facts.type)).toEqual(['RSA', 'EC', 'Ed25519']);
  });

  it.each([
    '{"type": "service_account", "private_key": "<pem-line:pkcs8>"}',
    '{"private_key": "<pem-line:pkcs8>", "client_email": "a@b.iam.gserviceaccount.com"}',
  ])('names the service account that a key belongs to: %s', async (text) => {
    const [detection] = await judged(sample(text));
    expect(detection?.message).toBe(
      'Private key (RSA, 2048 bits) of a Google Cloud service account in plain text',
    );
    expect(detection?.fix).toMatch(/^Delete the key first/);
  });

  it('is less sure of a body that does not decode', async () => {
    const text = sample('-----BEGIN RSA PRIVATE KEY-----\n<base64:800>\n-----END RSA PRIVATE KEY-----');
    expect((await judged(text)).map(({ confidence }) => confidence)).toEqual(['medium']);
  });

  it('is not drawn into ten thousand keys that never end', async () => {
    expect(await judged('-----BEGIN RSA PRIVATE KEY-----\n'.repeat(10_000))).toEqual([]);
  });

  it('takes no block of more than 16 KiB', async () => {
    const text = sample(
      '-----BEGIN RSA PRIVATE KEY-----\n<base64:10000>\n<base64:10000>\n-----END RSA PRIVATE KEY-----',
    );
    expect(await judged(text)).toEqual([]);
  });
});

describe('keys without armour', () => {
  it('are found on one line, with their size', async () => {
    const [detection] = await judged(sample('rsa.private=<pem-bare:pkcs8>'));
    expect([detection?.preview, detection?.facts, detection?.confidence]).toEqual([
      '****',
      { type: 'RSA', bits: 2048, encrypted: false },
      'high',
    ]);
  });

  it('are not found a second time inside armour', async () => {
    const text = sample('-----BEGIN PRIVATE KEY-----<pem-bare:pkcs8>-----END PRIVATE KEY-----');
    expect((await judged(text)).map(({ preview }) => preview)).toEqual(['-----BEGIN PRIVATE KEY-----****']);
  });

  it('must decode', async () => {
    const text = sample('<pem-bare:pkcs8>');
    expect(await judged(text.slice(0, 900))).toEqual([]);
  });
});

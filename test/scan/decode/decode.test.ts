import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { builtinRules } from '../../../src/rules/builtin.ts';
import { expandSample } from '../../../src/rules/samples.ts';
import { scannerFor } from '../../../src/scan/scanner.ts';

const now = new Date('2026-01-02T03:04:05Z');
const scanner = scannerFor({
  rules: builtinRules.rules,
  policy: builtinRules.policy,
  now,
  digestKey: 'test',
});
const scan = async (content: string | Uint8Array, path = 'conf.txt') =>
  scanner.scan({ path, bytes: Buffer.from(content as string), origin: 'file' });
const idsIn = async (content: string | Uint8Array, path?: string): Promise<string[]> =>
  (await scan(content, path)).findings.map(({ ruleId }) => ruleId);

const sample = (text: string): string => expandSample(text).text;
const token = sample('ghp_<alnum:30><crc32-base62>');
const base64 = (text: string | Uint8Array): string => Buffer.from(text as string).toString('base64');
const pat = ['keys/github-pat'];

describe('what is encoded within a file', () => {
  it('is found in a Kubernetes Secret', async () => {
    const docker = JSON.stringify({ auths: { 'ghcr.io': { auth: base64(`me:${token}`) } } });
    const manifest = `kind: Secret\ndata:\n  token: ${base64(token)}\n  .dockerconfigjson: ${base64(docker)}\n`;
    const { findings } = await scan(manifest, 'deploy/secret.yaml');
    const mine = findings.filter(({ ruleId }) => ruleId === 'keys/github-pat');
    expect(mine.map(({ location, facts }) => [location.line, facts.encoding])).toEqual([
      [3, 'base64'],
      [4, 'base64 in base64'],
    ]);
    expect(mine[0]?.message).toContain('in base64, which protects nothing');
  });

  it('is found on wrapped lines, under the lines that hold it', async () => {
    const lines = base64(`${'some text before it\n'.repeat(9)}${token}\nand behind`).match(/.{1,76}/g) ?? [];
    const { findings } = await scan(`value: |\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
    expect(findings.map(({ ruleId, location: { line, endLine } }) => [ruleId, line, endLine])).toEqual([
      ['keys/github-pat', 5, 5],
    ]);
  });

  it('is found behind the characters of an escape', async () => {
    for (const before of ['\\n', '%3D', '\\u0022', 'key=', 'Basic ', 'data:text/plain;base64,'])
      expect(await idsIn(`"x${before}${base64(`token is ${token}`)}"`)).toEqual(pat);
  });

  it('is found beside a word that stands outside', async () => {
    const key = sample('<hex:32>');
    expect(await idsIn(`DATADOG_API_KEY: ${key}`)).toEqual(['keys/datadog-api-key']);
    expect(await idsIn(`DATADOG_API_KEY: ${base64(key)}`)).toContain('keys/datadog-api-key');
  });

  it('is found when it was packed before', async () => {
    const release = base64(base64(gzipSync(JSON.stringify({ config: { token } }))));
    expect(await idsIn(`release: ${release}`)).toEqual(pat);
  });

  it('is found at the second level, and not deeper', async () => {
    expect(await idsIn(base64(base64(`token is ${token}`)))).toEqual(pat);
    expect(await idsIn(base64(base64(base64(`token is ${token}`))))).toEqual([]);
  });

  it('may be a private key', async () => {
    const { findings } = await scan(`key: ${base64(sample('<pem:ec-p256>'))}\n`);
    expect(findings.map(({ ruleId, facts }) => [ruleId, facts.encoding])).toEqual([
      ['keys/private-key', 'base64'],
    ]);
  });

  it('may be a JWT', async () => {
    const jwt = sample('<jwt {"alg":"RS256"} {"sub":"1","iat":1700000000,"exp":1900000000}>');
    const { findings } = await scan(`token: ${base64(jwt)}\n`);
    expect(findings.map(({ ruleId, facts }) => [ruleId, facts.encoding])).toEqual([
      [expect.stringMatching(/^jwt\/token-/), 'base64'],
    ]);
  });

  it('is not looked for in the parts of a JWT', async () => {
    const jwt = sample(
      `<jwt {"alg":"RS256"} {"sub":"1","iat":1700000000,"exp":1900000000,"key":"${token}"}>`,
    );
    expect((await idsIn(jwt)).filter((id) => id.startsWith('keys/'))).toEqual([]);
  });

  it('is masked as a whole, with its neighbours in the same value', async () => {
    const value = base64(`user:hunter2-and-more:${token}`);
    const { findings } = await scan(`first\nvalue: ${value}\nlast\n`);
    expect(findings[0]?.frame.map(({ text }) => text)).toEqual(['first', 'value: ghp_****', 'last']);
    for (let at = 0; at + 12 < value.length; at++)
      expect(JSON.stringify(findings)).not.toContain(value.slice(at, at + 12));
  });

  it('has the fingerprint of the same token in plain text', async () => {
    const identity = async (text: string) => (await scan(text)).findings[0]?.identity;
    expect(await identity(base64(`x ${token}`))).toBe(await identity(token));
  });
});

describe('escapes', () => {
  const escaped = (text: string, make: (code: number) => string): string =>
    [...text].map((char) => make(char.charCodeAt(0))).join('');

  it.each([
    ['percent', `https://api.example/?q=a%26token%3D${token}%26x`],
    ['JSON', `{"url": "https://api.example/?a=b\\u0026token=${token}\\u0026x"}`],
    ['text in text', `"{\\"a\\": \\"\\\\u003d${token}\\"}"`],
    ['HTML', `<a title="&#61;${token}&#61;">`],
    ['one letter', token.replace('h', '\\x68')],
    ['braces', token.replace('h', '\\u{68}')],
    ['all of it', escaped(token, (code) => `&#${code};`)],
  ])('do not hide a token: %s', async (_, text) => expect(await idsIn(text)).toEqual(pat));

  it('of other scripts are not decoded', async () => {
    const { findings } = await scan(`"\\u4e2d\\u6587${token}\\u4e2d"`);
    expect(findings.map(({ facts }) => facts.encoding)).toEqual([undefined]);
  });
});

describe('strings of binary files', () => {
  const nul = Buffer.alloc(40);
  const pool = (encoding: 'utf16le' | 'be', text: string): Buffer =>
    encoding === 'utf16le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16();

  it.each(['utf16le', 'be'] as const)('are found in UTF-16, %s', async (encoding) => {
    for (const odd of [0, 1]) {
      const file = Buffer.concat([
        nul.subarray(odd),
        pool(encoding, `key ${token}`),
        nul,
        pool(encoding, 'other'),
      ]);
      expect(await idsIn(file, 'resources.arsc')).toEqual(pat);
    }
  });

  it('are found one byte after the other, as in DEX', async () => {
    const file = Buffer.concat([
      nul,
      Buffer.from([token.length]),
      Buffer.from(token),
      Buffer.from([0, 5]),
      nul,
    ]);
    expect(await idsIn(file, 'classes.dex')).toEqual(pat);
  });

  it('are found behind a length that looks like a letter', async () => {
    const long = sample('sk_live_<alnum:99>');
    const stripe = ['keys/stripe-secret-key'];
    expect(await idsIn(`x ${long} y`)).toEqual(stripe);
    for (const head of [[107], [107, 107], [0, 107], [0x5f, 0x10, 107]])
      expect(await idsIn(Buffer.concat([nul, Buffer.from(head), Buffer.from(long), nul]), 'x.bin')).toEqual(
        stripe,
      );
  });
});

describe('the strings of a React Native bundle', () => {
  /** Hermes bytecode that holds nothing but strings, one after the other. */
  const bundle = (strings: readonly string[]): Buffer => {
    const header = Buffer.alloc(128);
    header.writeBigUInt64LE(0x1f1903c103bc1fc6n, 0);
    header.writeUInt32LE(96, 8);
    const long = strings.filter(({ length }) => length >= 255);
    header.writeUInt32LE(strings.length, 52);
    header.writeUInt32LE(long.length, 56);
    const offsets = strings.map((_, i) => strings.slice(0, i).join('').length);
    const small = strings.map((text, i) => {
      const [offset, length] =
        text.length >= 255 ? [long.indexOf(text), 255] : [offsets[i] ?? 0, text.length];
      const entry = Buffer.alloc(4);
      entry.writeUInt32LE(((length << 24) | (offset << 1)) >>> 0);
      return entry;
    });
    const overflow = long.map((text) => {
      const entry = Buffer.alloc(8);
      entry.writeUInt32LE(offsets[strings.indexOf(text)] ?? 0, 0);
      entry.writeUInt32LE(text.length, 4);
      return entry;
    });
    return Buffer.concat([header, ...small, ...overflow, Buffer.from(strings.join(''))]);
  };

  it.each([
    ['short', ['before', token, 'after']],
    ['in a sentence', ['before', `token ${token}`, 'after']],
    ['in a long one', ['before', `${'some words '.repeat(40)}${token}`, 'after']],
  ])('are told from their neighbours: %s', async (_, strings) =>
    expect(await idsIn(bundle(strings), 'main.jsbundle')).toEqual(pat),
  );

  it('may be damaged', async () => {
    const whole = bundle(['before', token, 'after']);
    for (let at = 8; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = 0xff;
      await scan(damaged, 'main.jsbundle');
    }
  });
});

describe('decoding', () => {
  const plainly = (findings: readonly Finding[]) =>
    findings.filter(({ facts }) => facts.encoding === undefined);

  it('changes nothing about what is found as it stands', async () => {
    const text = `a: ${token}\nb: ${base64(`x ${token}`)}\nc: %20${token}\n`;
    const without = text.replace(/^b.*$/m, 'b: nothing');
    const strip = (findings: readonly Finding[]) => findings.map(({ frame: _, ...rest }) => rest);
    expect(strip(plainly((await scan(text)).findings))).toEqual(strip((await scan(without)).findings));
  });

  it('says when there is more than it decodes', async () => {
    const { limits } = await scan(base64(`some words, ${'x'.repeat(9 * 1024 * 1024)}`));
    expect(limits).toEqual(['conf.txt: holds more encoded text than is decoded']);
  });

  it.each([
    ['a picture', base64(Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919 + 13) % 251)))],
    [
      'digests',
      Array.from({ length: 50 }, (_, i) => `sha512-${base64(Buffer.alloc(64, i * 5 + 128))}`).join('\n'),
    ],
    ['long names', 'addEventListenerToEverythingThatMoves/orDoesNotMove/asTheCaseMayBe'],
  ])('finds nothing in %s', async (_, text) => expect(await scan(text)).toEqual(await scan('')));
});

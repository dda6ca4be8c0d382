import { describe, expect, it } from 'vitest';
import { crc32Base62, hasValidChecksum, inDigits, sealed } from '../../src/rules/checksum.ts';
import { sampleRandom } from '../../src/rules/sample-random.ts';
import { sampleToken } from '../../src/rules/sample-token.ts';
import { checksums } from '../../src/rules/schema/token.ts';
import { tokenRules } from '../scan/keys/support.ts';

describe('checksums', () => {
  // Values that their providers published as samples, in pieces so that no file holds them whole.
  it.each([
    ['crc32-base62-6', ['ghp', 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17'].join('_')],
    ['grafana', ['glsa', 'yscW25imSKJIuav8zF37RZmnbiDvB05G', 'fcaaf58a'].join('_')],
  ] as const)('%s holds for a published sample, and not after a change', (name, token) => {
    expect(hasValidChecksum(name, token)).toBe(true);
    expect(
      hasValidChecksum(
        name,
        token.replace(/_(.)/, (_, char: string) => `_${char === 'q' ? 'r' : 'q'}`),
      ),
    ).toBe(false);
  });

  // The valid strings of BIP 173.
  it.each(['A12UEL5L', 'a12uel5l', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw'])(
    'bech32 holds for %s',
    (text) => {
      expect(hasValidChecksum('bech32', text)).toBe(true);
    },
  );

  it.each(['A12UEL5M', 'abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxx'])(
    'bech32 does not hold for %s',
    (text) => {
      expect(hasValidChecksum('bech32', text)).toBe(false);
    },
  );

  // A seed of the NATS documentation, in pieces; and the same with a character changed.
  it.each([
    ['PPQYYYCU3VY', true],
    ['PPQYYYCU3VX', false],
  ])('nkey of a documented seed that ends in %s: %s', (end, expected) => {
    const seed = ['SUACSSL3UAHUDXKFSNVUZRF5UHPM', 'WZ6BFDTJ7M6USDXIEDN', end].join('');
    expect(hasValidChecksum('nkey', seed)).toBe(expected);
  });

  // Follows the source of Synapse: the CRC32 covers everything before the last underscore.
  it('synapse covers the prefix and the name of the user', () => {
    const body = ['syt', 'YWxpY2U', 'AbCdEfGhIjKlMnOpQrSt'].join('_');
    expect(sealed('synapse', `${body}_000000`)).toBe(`${body}_${crc32Base62(body)}`);
  });

  it('turns the check value of CRC32 into base62', () => {
    expect(crc32Base62('123456789')).toBe(
      inDigits(0xcbf43926, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 6),
    );
    expect(inDigits(61, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 6)).toBe('00000z');
  });

  it.each(checksums)('%s is stable: a sealed token stays as it is', (name) => {
    const rule = tokenRules.find(({ checksum }) => checksum === name);
    if (!rule) throw new Error(`no rule uses ${name}`);
    const token = sampleToken(rule, sampleRandom(name));
    expect(sealed(name, token)).toBe(token);
    expect(sealed(name, sampleToken({ parts: rule.parts }, sampleRandom(name)))).toBe(token);
  });
});

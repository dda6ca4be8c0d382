import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createDecoder } from '../../../src/scan/decode/create-decoder.ts';
import { createKeyDetector } from '../../../src/scan/keys/detector.ts';
import { tokenRules } from '../keys/support.ts';

const decoder = createDecoder([createKeyDetector(tokenRules)]);
const base64 = (text: string | Uint8Array): string => Buffer.from(text as string).toString('base64');

/** How many bytes are decoded, however long it takes: a machine that is busy must not fail a test. */
const decodedIn = (unit: string, bytes: number): { decoded: number; isCutShort: boolean } => {
  const content = Buffer.from(unit.repeat(Math.ceil(bytes / unit.length)), 'latin1');
  const { layers, isCutShort } = decoder.layersOf(
    { path: 'x', bytes: content, origin: 'file' },
    content,
    false,
    [],
  );
  return { decoded: layers.reduce((sum, { layer }) => sum + layer.decoded.length, 0), isCutShort };
};

describe('what is decoded of a text that is made to be decoded', () => {
  it.each([
    ['escapes', '%67hp_'],
    ['escapes far apart', `%67hp_${'x'.repeat(1100)}`],
    ['base64', `${base64('ghp_ghp_ghp_ghp_ghp_ghp_')} `],
    ['base64 in base64', `${base64(base64('ghp_ghp_ghp_ghp_ghp_ghp_'))} `],
    ['entities', '&#103;hp_'],
  ])('is no more than three times the text: %s', (_, unit) => {
    const size = 200_000;
    const { decoded } = decodedIn(unit, size);
    expect(decoded).toBeLessThan(3 * size);
    expect(decoded).toBeGreaterThan(0);
  });

  it.each([
    ['many packed texts', `${base64(gzipSync(Buffer.alloc(1_900_000, 'ghp_ ')))} `],
    ['packed texts that are too large', `${base64(gzipSync(Buffer.alloc(3_000_000, 'ghp_ ')))} `],
    ['beginnings of packed texts', 'H4sIAAAAAAAAAxxxxxxxxxxxxxxxxx '],
  ])('ends at 8 MiB, and that is said: %s', (_, unit) => {
    const { decoded, isCutShort } = decodedIn(unit, 200_000);
    expect({ isWithin: decoded <= 8 * 1024 * 1024, isCutShort }).toEqual({
      isWithin: true,
      isCutShort: true,
    });
  });
});

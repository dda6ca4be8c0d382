import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../../src/core/blob.ts';
import { open } from '../../support/open.ts';
import { paxRecord, tar } from '../../support/tar.ts';
import { zip } from '../../support/zip.ts';

const text = Array.from({ length: 300 }, (_, i) => `line ${(i * 7919) % 997}`).join('\n');
const inner = zip([{ name: 'deep.txt', content: text }]);
const members = [
  { name: 'a.txt', content: text },
  { name: 'b/c.txt', content: 'short', store: true, comment: 'about c' },
  { name: 'in.zip', content: inner },
];
const extra = Buffer.alloc(28);
extra.writeUInt16LE(1, 0);
extra.writeUInt16LE(24, 2);

const seeds: readonly (readonly [string, Buffer])[] = [
  ['zip', zip(members, { comment: 'about all' })],
  [
    'zip with large sizes',
    zip([{ name: 'x', content: text, bytes: 0xffffffff, packedBytes: 0xffffffff, extra }]),
  ],
  [
    'tar',
    tar([
      { name: 'x', type: 'x', content: paxRecord('path', 'by-pax') + paxRecord('size', '2996') },
      { name: 'a.txt', content: text },
      { name: 'L', type: 'L', content: 'long name\0' },
      { name: 'b.txt', content: 'short' },
      { name: 'in.zip', content: inner },
    ]),
  ],
  ['gzip', Buffer.concat([gzipSync(text), gzipSync('more')])],
  ['tar.gz', gzipSync(tar(members))],
];

/** One byte overwritten, some cut out, some put in, or the end cut off. */
const mutation = fc.oneof(
  fc.tuple(fc.constant('set' as const), fc.nat(), fc.nat(255)),
  fc.tuple(fc.constant('cut' as const), fc.nat(), fc.integer({ min: 1, max: 40 })),
  fc.tuple(fc.constant('put' as const), fc.nat(), fc.integer({ min: 1, max: 40 })),
  fc.tuple(fc.constant('end' as const), fc.nat(), fc.constant(0)),
);

const mutated = (bytes: Buffer, [kind, place, value]: [string, number, number]): Buffer => {
  const at = place % Math.max(bytes.length, 1);
  if (kind === 'end') return bytes.subarray(0, at);
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + value)]);
  if (kind === 'put')
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(value, value), bytes.subarray(at)]);
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};

const bytesIn = (items: readonly SourceItem[]): number =>
  items.reduce((sum, item) => sum + (item.kind === 'blob' ? item.blob.bytes.length : 0), 0);

const limits = { entries: 50, bytes: 200_000, entryBytes: 100_000, freeBytes: 100_000 };

describe.each(seeds)('a damaged %s', (_, seed) => {
  it('never throws, gives no more than its limits, and differs from the whole one only if it says so or keeps its content', async () => {
    const whole = contents(await open(seed, limits));
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        const items = await open(mutations.reduce(mutated, seed), limits);
        expect(bytesIn(items)).toBeLessThan(600_000);
        const faults = items.filter((item) => item.kind === 'skip');
        const given = contents(items);
        // What is missing without a word must be hidden by what was put in its place, which was read.
        if (faults.length === 0) expect(given.length).toBeGreaterThan(0);
        return (
          faults.length > 0 ||
          whole.every((one) => given.includes(one)) ||
          given.some((one) => !whole.includes(one))
        );
      }),
      { numRuns: 400, seed: 20_260_115 },
    );
  }, 60_000);
});

const contents = (items: readonly SourceItem[]): string[] =>
  items.flatMap((item) => (item.kind === 'blob' ? [Buffer.from(item.blob.bytes).toString('latin1')] : []));

describe('bytes that only begin like an archive', () => {
  it.each(['zip', 'tar', 'gzip'])('never throw: %s', async (kind) => {
    const head =
      kind === 'zip' ? zip([]).subarray(0, 4) : kind === 'gzip' ? gzipSync('').subarray(0, 4) : tar([]);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (rest) => {
        await open(Buffer.concat([head, rest]), limits);
      }),
      { numRuns: 200, seed: 20_260_115 },
    );
  });
});

describe('an archive that is nothing but beginnings of entries', () => {
  it.each([
    ['signatures', Buffer.from('PK\x03\x04'.repeat(200_000), 'latin1')],
    [
      'empty entries',
      Buffer.concat(Array(5000).fill(zip([{ name: 'n', content: '', store: true }]).subarray(0, 31))),
    ],
  ])('ends at its number of entries: %s', async (_, bytes) => {
    const items = await open(
      Buffer.concat([zip([{ name: 'a', content: 'x' }]).subarray(0, 34), bytes]),
      limits,
    );
    expect(items.at(-1)).toEqual({
      kind: 'skip',
      skip: { path: 'a', why: 'limit', detail: 'more than 50 entries' },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartCutter, type PartSizes, type Piece } from '../../src/sources/part-cutter.ts';

const cut = (chunks: readonly Uint8Array[], sizes: PartSizes, expected = 0): Piece[] => {
  const cutter = new PartCutter(expected, sizes);
  return [...chunks.flatMap((chunk) => [...cutter.push(chunk)]), cutter.end()];
};

const owned = ({ bytes, part }: Piece): Uint8Array => bytes.subarray(0, part?.ownedBytes ?? bytes.length);

/** Line and column of a byte, counted the slow way on the decoded text before it. */
const placeOf = (all: Buffer, offset: number): { line: number; column: number } => {
  const text = all.toString('utf8', 0, offset).replace(/^\ufeff/, '');
  // A CR whose LF is the next byte has not ended its line yet.
  const lines = text.split(all[offset] === 0x0a ? /\r\n|\n|\r(?!\n|$)/ : /\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
};

const piecesOfText = fc.constantFrom(
  'a',
  'token',
  ' ',
  '"',
  '\n',
  '\r\n',
  '\r',
  'é',
  '漢',
  '😀',
  '\0',
  'xy'.repeat(20),
  '\ufeff',
);
const texts = fc.array(piecesOfText, { maxLength: 120 }).map((parts) => Buffer.from(parts.join('')));
const sizes = fc
  .record({ partBytes: fc.integer({ min: 8, max: 60 }), overlapBytes: fc.integer({ min: 4, max: 30 }) })
  .filter(({ partBytes, overlapBytes }) => overlapBytes <= partBytes);
const chunkSizes = fc.integer({ min: 1, max: 90 });

const chunksOf = (all: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.subarray(i * size, (i + 1) * size));

describe('PartCutter', () => {
  it('gives parts whose own bytes join to the whole, whatever the chunks', () => {
    fc.assert(
      fc.property(
        texts,
        sizes,
        chunkSizes,
        fc.integer({ min: 0, max: 200 }),
        (all, size, chunk, expected) => {
          const pieces = cut(chunksOf(all, chunk), size, expected);
          expect(Buffer.concat(pieces.map(owned)).equals(all)).toBe(true);
          expect(pieces).toEqual(cut([all], size));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('places each part at the line and column of its first byte', () => {
    fc.assert(
      fc.property(
        texts.filter((all) => all.filter((byte) => byte === 0).length === 0),
        sizes,
        (all, size) => {
          let offset = 0;
          for (const piece of cut([all], size)) {
            if (piece.part) {
              const { line, column } = piece.part;
              expect({ offset, line, column }).toEqual({ offset, ...placeOf(all, offset) });
            }
            offset += owned(piece).length;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('repeats the start of the next part at the end of each, so that nothing short is cut', () => {
    fc.assert(
      fc.property(texts, sizes, (all, size) => {
        let offset = 0;
        const pieces = cut([all], size);
        for (const [index, piece] of pieces.entries()) {
          const isLast = index === pieces.length - 1;
          expect(all.subarray(offset, offset + piece.bytes.length).equals(piece.bytes)).toBe(true);
          if (!isLast)
            expect(piece.bytes.length - owned(piece).length).toBeGreaterThanOrEqual(size.overlapBytes);
          offset += owned(piece).length;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('gives a content that fits whole', () => {
    const size = { partBytes: 10, overlapBytes: 4 };
    expect(cut([], size)).toEqual([{ bytes: Buffer.alloc(0) }]);
    expect(cut([Buffer.from('0123456789')], size)).toEqual([{ bytes: Buffer.from('0123456789') }]);
  });

  it.each([
    ['after the last line end', 'aaaa\nbbbb\ncccccccccc', 'aaaa\nbbbb\n'],
    ['after CRLF and not within it', 'aaaaaaaaaaa\r\nccccccc', 'aaaaaaaaaaa'],
    ['after a lone CR', 'aaaaaaa\rbbbbbbbbbbbb', 'aaaaaaa\r'],
    ['where no token can be', 'aaaa "bbbbbbbbbbbbbbb', 'aaaa "'],
    ['between two characters', 'aaaaaaaaaaa漢cccccccc', 'aaaaaaaaaaa'],
  ])('ends a part %s', (_, text, first) => {
    const [piece] = cut([Buffer.from(text.padEnd(40, 'x'))], { partBytes: 12, overlapBytes: 8 });
    expect(piece && Buffer.from(owned(piece)).toString()).toBe(first);
  });

  it('cuts UTF-16 between its units', () => {
    const all = Buffer.from(`\ufeff${'line\n'.repeat(40)}`, 'utf16le');
    for (const piece of cut([all], { partBytes: 33, overlapBytes: 10 }).slice(0, -1))
      expect(owned(piece).length % 4).toBe(0);
  });
});

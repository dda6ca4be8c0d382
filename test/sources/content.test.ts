import { closeSync, fstatSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../src/core/blob.ts';
import { contentItems } from '../../src/sources/content.ts';
import { fileItems } from '../../src/sources/read-file.ts';
import { stdinSource } from '../../src/sources/stdin.ts';
import { collect, summary } from '../support/collect.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const input = (bytes: Buffer, size = 7) => Object.assign(chunksOf(bytes, size), { isTTY: false });

describe('stdinSource', () => {
  it('yields what arrives as one blob', async () => {
    const items = await collect(stdinSource(input(Buffer.from('some é text')), 'app.ts'));
    expect(items).toEqual([
      { kind: 'blob', blob: { path: 'app.ts', origin: 'stdin', bytes: Buffer.from('some é text') } },
    ]);
  });

  it('yields an empty blob for an empty input', async () => {
    expect(summary(await collect(stdinSource(input(Buffer.alloc(0)), '<stdin>')))).toEqual(['<stdin>: ']);
  });

  it('skips an archive, wherever its first chunk ends', async () => {
    for (const size of [1, 7, 1000])
      expect(summary(await collect(stdinSource(input(gzipSync('x'.repeat(100)), size), '<stdin>')))).toEqual([
        '<stdin> - archive (gzip)',
      ]);
  });
});

describe('a marker at every place around the border of two parts', () => {
  const sizes = { partBytes: 64, overlapBytes: 16 };
  const marker = 'MARKER-123';

  /** How often a part owns the marker, as the engine counts it: by where it starts. */
  const timesOwned = (items: readonly SourceItem[]): number =>
    items.filter((item) => {
      if (item.kind !== 'blob') return false;
      const at = Buffer.from(item.blob.bytes).indexOf(marker);
      return at >= 0 && at < (item.blob.part?.ownedBytes ?? Number.POSITIVE_INFINITY);
    }).length;

  const withMarkerAt = (at: number, filler: string): Buffer =>
    Buffer.from(filler.repeat(300).slice(0, at) + marker + filler.repeat(300).slice(0, 200));

  it.each([
    ['without a line end', 'a'],
    ['with short lines', 'aaaaa\n'],
    ['with CRLF', 'aaaa\r\n'],
    ['minified', 'aa;'],
  ])('is whole in exactly one part %s', async (_, filler) => {
    for (let at = 0; at < 200; at++) {
      const bytes = withMarkerAt(at, filler);
      const content = { path: 'x', origin: 'file' as const, expectedBytes: 0 };
      const items = await collect(contentItems(chunksOf(bytes, 13), content, sizes));
      expect({ at, owned: timesOwned(items) }).toEqual({ at, owned: 1 });
    }
  });

  it('is whole in exactly one part of a file', () => {
    const path = join(tempFolder(), 'x');
    for (let at = 40; at < 80; at++) {
      writeFileSync(path, withMarkerAt(at, 'a'));
      const fd = openSync(path, 'r');
      const items = [...fileItems({ fd, stats: fstatSync(fd) }, 'x', sizes)];
      closeSync(fd);
      expect({ at, owned: timesOwned(items) }).toEqual({ at, owned: 1 });
    }
  });
});

it('a real large file has its marker on the border found once, at the right line and column', async () => {
  const path = join(tempFolder(), 'big');
  const border = 8 * 1024 * 1024;
  const marker = 'MARKER-123';
  const line = `${'é'.repeat(49)}\n`;
  const before = line.repeat(Math.ceil((border - 3) / Buffer.byteLength(line))).slice(0, -50);
  writeFileSync(path, `${before}éé${marker}\n${line.repeat(1000)}`);
  const fd = openSync(path, 'r');
  const items = [...fileItems({ fd, stats: fstatSync(fd) }, 'big')];
  closeSync(fd);
  const places = items.flatMap((item) => {
    if (item.kind !== 'blob' || !item.blob.part) return [];
    const { bytes, part } = item.blob;
    const at = Buffer.from(bytes).indexOf(marker);
    if (at < 0 || at >= part.ownedBytes) return [];
    const lines = Buffer.from(bytes.subarray(0, at)).toString().split('\n');
    return [{ line: part.line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 }];
  });
  expect(items).toHaveLength(2);
  expect(places).toEqual([{ line: before.split('\n').length, column: 3 }]);
});

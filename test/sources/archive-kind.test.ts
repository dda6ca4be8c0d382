import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { archiveKind } from '../../src/sources/archive-kind.ts';
import { tempFolder, writeTree } from '../support/temp-folder.ts';

const tar = (): Buffer => {
  const cwd = tempFolder();
  writeTree(cwd, { x: 'content' });
  return execFileSync('tar', ['-cf', '-', 'x'], { cwd });
};
const zipHeader = (): Buffer => {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(5, 26);
  return header;
};
const changed = (bytes: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};

describe('archiveKind', () => {
  it.each([
    ['tar', tar],
    ['gzip', () => gzipSync('content')],
    ['zip', zipHeader],
    ['zip', () => Buffer.from('504b050600000000000000000000000000000000000000', 'hex')],
    ['bzip2', () => Buffer.from('425a68393141592653590000', 'hex')],
    ['xz', () => Buffer.from('fd377a585a000004', 'hex')],
    ['7z', () => Buffer.from('377abcaf271c0004', 'hex')],
    ['zstd', () => Buffer.from('28b52ffd04586100', 'hex')],
  ])('knows %s', (kind, make) => {
    expect(archiveKind(make())).toBe(kind);
  });

  // What passes as an archive is not read, so a text must not be able to.
  it.each([
    ['nothing', () => Buffer.alloc(0)],
    ['a text that begins like a zip', () => Buffer.from(`PK\x03\x04${' KEY=value\n'.repeat(9)}`)],
    ['a zip header that is cut off', () => zipHeader().subarray(0, 20)],
    ['a zip header without a name', () => changed(zipHeader(), 26, 0)],
    ['a zip header with an unknown method', () => changed(zipHeader(), 8, 77)],
    ['a text that begins like bzip2', () => Buffer.from('BZh9\nKEY=value\n')],
    ['gzip with reserved flags', () => changed(gzipSync('content'), 3, 0xe0)],
    [
      'a text with the word ustar where tar has it',
      () => Buffer.from(`${'#'.repeat(257)}ustar${'#'.repeat(300)}`),
    ],
    ['a tar header with a wrong checksum', () => changed(tar(), 0, 0x79)],
  ])('does not take %s for one', (_, make) => {
    expect(archiveKind(make())).toBeUndefined();
  });
});

/** How many leading bytes `archiveKind` needs. */
export const archiveHeadBytes = 512;

/**
 * What kind of archive or compressed file this is, by its header. The checks are stricter than the usual two to four
 * bytes, because a file that passes as an archive is not read.
 * @param head - the first `archiveHeadBytes` bytes, or all where there are fewer.
 * @returns undefined for anything else.
 */
export const archiveKind = (head: Uint8Array): string | undefined =>
  kinds.find(({ magic, fits }) => magic.every((byte, at) => head[at] === byte) && fits(head))?.kind;

interface Kind {
  readonly kind: string;
  readonly magic: readonly number[];
  readonly fits: (head: Uint8Array) => boolean;
}

const byteAt = (head: Uint8Array, at: number): number => head[at] ?? 0;
const word = (head: Uint8Array, at: number): number => byteAt(head, at) | (byteAt(head, at + 1) << 8);
const always = (): boolean => true;

// Compression methods of APPNOTE 4.4.5 that are in use.
const zipMethods = new Set([0, 1, 6, 8, 9, 12, 14, 93, 95, 98, 99]);

const kinds: readonly Kind[] = [
  // Version needed (4.4.3 ends at 6.3), method, and a file name of some length.
  {
    kind: 'zip',
    magic: [0x50, 0x4b, 0x03, 0x04],
    fits: (head) =>
      head.length >= 30 && byteAt(head, 4) <= 63 && zipMethods.has(word(head, 8)) && word(head, 26) > 0,
  },
  { kind: 'zip', magic: [0x50, 0x4b, 0x05, 0x06, 0, 0, 0, 0], fits: (head) => head.length >= 22 },
  // RFC 1952 section 2.3: method 8, the three high flag bits are zero.
  {
    kind: 'gzip',
    magic: [0x1f, 0x8b, 0x08],
    fits: (head) => head.length >= 18 && (byteAt(head, 3) & 0xe0) === 0,
  },
  { kind: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], fits: always },
  { kind: '7z', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], fits: always },
  { kind: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], fits: always },
  // The level, then the block magic (pi).
  {
    kind: 'bzip2',
    magic: [0x42, 0x5a, 0x68],
    fits: (head) => [0x31, 0x41, 0x59, 0x26, 0x53, 0x59].every((byte, at) => head[at + 4] === byte),
  },
  { kind: 'tar', magic: [], fits: (head) => hasTarChecksum(head) },
];

// The word `ustar` can stand in any text; a right header checksum cannot be there by chance.
const hasTarChecksum = (head: Uint8Array): boolean => {
  if (head.length < 512 || String.fromCharCode(...head.subarray(257, 262)) !== 'ustar') return false;
  const stored = Number.parseInt(String.fromCharCode(...head.subarray(148, 156)), 8);
  // The checksum field itself counts as eight spaces.
  const sum = head.reduce(
    (total, byte, at) => (at >= 512 ? total : total + (at >= 148 && at < 156 ? 0x20 : byte)),
    0,
  );
  return stored === sum;
};

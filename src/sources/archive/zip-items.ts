import { constants, crc32, inflateRawSync } from 'node:zlib';
import type { SourceItem } from '../../core/blob.ts';
import { PartCutter } from '../part-cutter.ts';
import { shownName } from '../raw-path.ts';
import { type ByteSource, chunksOf } from './byte-source.ts';
import { memberItems } from './member-items.ts';
import { memberBlob, memberSkip, type Opening, shownMember } from './opening.ts';
import { type Packing, type Unpacked, unpack, zstdEngine } from './unpack.ts';
import { readZipDirectory, type ZipDirectory, type ZipEntry } from './zip-directory.ts';
import { isEncrypted } from './zip-headers.ts';

/** Everything in a zip archive: its entries in the order of their place, what lies between them, and its names. */
export async function* zipItems(source: ByteSource, opening: Opening): AsyncGenerator<SourceItem> {
  const { limits } = opening.budget;
  const directory = readZipDirectory(source, limits.entries);
  yield memberBlob(opening, undefined, { bytes: namesIn(directory) });
  if (directory.trouble) yield memberSkip(opening, undefined, 'corrupt', directory.trouble);
  for (const { name, why } of directory.broken)
    yield memberSkip(opening, shownMember(shownName(name)), 'corrupt', why);
  for (const entry of directory.entries) {
    opening.budget.takeEntry();
    yield* entryItems(source, entry, opening);
  }
  yield* outsideItems(source, directory, opening);
  if (directory.hasTooMany)
    yield memberSkip(opening, undefined, 'limit', `more than ${limits.entries} entries`);
}

/** Names and comments are content, too: one a line, the names of the local headers where they differ. */
const namesIn = ({ entries, broken, comments }: ZipDirectory): Buffer => {
  const lines = [
    ...entries.flatMap(({ header, localName }) => (localName ? [header.name, localName] : [header.name])),
    ...broken.map(({ name }) => name),
    ...comments.filter(({ length }) => length > 0),
  ];
  return Buffer.concat(lines.flatMap((line) => [line, lineEnd]));
};

const lineEnd = Buffer.from('\n');

const packings: Readonly<Record<number, Packing>> = { 8: 'deflate', 93: 'zstd' };

async function* entryItems(
  source: ByteSource,
  entry: ZipEntry,
  opening: Opening,
): AsyncGenerator<SourceItem> {
  const { header, dataStart, dataEnd } = entry;
  const name = shownMember(shownName(header.name));
  if (name.endsWith('/') && dataEnd === dataStart) return;
  if (isEncrypted(header)) return yield memberSkip(opening, name, 'unreadable', 'encrypted');
  const packing = packings[header.method];
  if (header.method !== 0 && (!packing || (packing === 'zstd' && !zstdEngine())))
    return yield memberSkip(opening, name, 'unreadable', `packed with method ${header.method}`);
  const end: Unpacked = { isDamaged: false, used: 0 };
  const state = { crc: 0, bytes: 0 };
  const packed = chunksOf(source, dataStart, dataEnd);
  const whole = header.method === 8 ? atOnce(source, entry) : undefined;
  const content = whole ? [whole] : packing ? unpack(packing, packed, end) : packed;
  yield* memberItems(opening, name, counted(content, state), expectedOf(entry));
  const fault = end.isDamaged ? 'damaged or cut off' : faultOf(entry, state, opening);
  if (fault) yield memberSkip(opening, name, 'corrupt', fault);
}

const expectedOf = ({ header: { bytes } }: ZipEntry): number => (Number.isSafeInteger(bytes) ? bytes : 0);

const smallPacked = 1024 * 1024;
const smallBytes = 8 * 1024 * 1024;

/** Most entries are small; unpacking them in one call is several times faster than through a stream. */
const atOnce = (source: ByteSource, { header, dataStart, dataEnd }: ZipEntry): Buffer | undefined => {
  const { bytes } = header;
  if (dataEnd - dataStart > smallPacked || bytes === 0 || bytes > smallBytes) return undefined;
  try {
    return inflateRawSync(source.read(dataStart, dataEnd - dataStart), {
      maxOutputLength: bytes,
      finishFlush: constants.Z_FINISH,
    });
  } catch {
    // Damaged, or larger than it says: the stream tells how far it can be read.
    return undefined;
  }
};

async function* counted(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  state: { crc: number; bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    state.crc = crc32(chunk, state.crc);
    state.bytes += chunk.length;
    yield chunk;
  }
}

/** Of an entry that was read to its end. */
const faultOf = (
  { header, isUnlisted }: ZipEntry,
  { crc, bytes }: { crc: number; bytes: number },
  { budget }: Opening,
): string | undefined => {
  if (isUnlisted && header.crc === 0) return undefined;
  if (bytes > budget.limits.entryBytes) return undefined;
  if (bytes !== header.bytes) return `holds ${bytes} bytes, not ${header.bytes} as its header says`;
  return crc === header.crc ? undefined : 'its checksum is wrong';
};

// Sizes and checksum of the entry before, with their signature, in 64 bits each.
const descriptorBytes = 24;

async function* outsideItems(
  source: ByteSource,
  { outside }: ZipDirectory,
  opening: Opening,
): AsyncGenerator<SourceItem> {
  for (const { start, end } of outside) {
    if (end - start <= descriptorBytes) continue;
    const cutter = new PartCutter(end - start, opening.sizes);
    const name = `(bytes ${start} to ${end}, outside of the entries)`;
    for (const chunk of chunksOf(source, start, end)) {
      for (const piece of cutter.push(chunk)) yield memberBlob(opening, name, piece);
    }
    yield memberBlob(opening, name, cutter.end());
  }
}

import { type Blob, type SourceItem, skipClasses } from '../../core/blob.ts';
import { archiveHeadBytes, archiveKind } from '../archive-kind.ts';
import { defaultPartSizes, type PartSizes } from '../part-cutter.ts';
import {
  ArchiveBudget,
  ArchiveLimitError,
  type ArchiveLimits,
  defaultArchiveLimits,
} from './archive-budget.ts';
import { BlockReader } from './block-reader.ts';
import { type ByteSource, chunksOf } from './byte-source.ts';
import { type Gunzipped, gunzip, gzipHeaderAt } from './gunzip.ts';
import { memberItems } from './member-items.ts';
import { memberBlob, memberSkip, type Opening } from './opening.ts';
import { tarItems } from './tar-items.ts';
import { type Unpacked, unpack } from './unpack.ts';
import { zipItems } from './zip-items.ts';

/** An archive that lies in no other one. */
export interface Outermost {
  /** As it is shown. */
  readonly path: string;
  readonly origin: Blob['origin'];
  readonly sizes?: PartSizes;
  readonly limits?: ArchiveLimits;
}

/**
 * Everything in an archive, and in the archives in it. Nothing is written anywhere. What cannot be read is yielded as a
 * skip: damaged, encrypted, over a limit.
 * @param kind - one that `canOpen` knows.
 */
export async function* openArchive(
  source: ByteSource,
  kind: string,
  outermost: Outermost,
): AsyncGenerator<SourceItem> {
  const { path, origin, sizes = defaultPartSizes, limits = defaultArchiveLimits } = outermost;
  const budget = new ArchiveBudget(source.size, limits);
  const opening: Opening = { path, origin, sizes, budget, member: undefined, depth: 1, open: itemsOf };
  let faults = 0;
  try {
    for await (const item of itemsOf(source, kind, opening)) {
      if (isFault(item)) faults++;
      if (!isFault(item) || faults <= mostFaults) yield item;
    }
  } catch (error) {
    if (!(error instanceof ArchiveLimitError)) throw error;
    yield memberSkip(opening, undefined, 'limit', error.message);
  }
  if (faults > mostFaults)
    yield memberSkip(opening, undefined, 'unreadable', `${faults - mostFaults} more faults of its entries`);
}

/** A bomb may have a hundred thousand entries that cannot be read. */
const mostFaults = 100;

const isFault = (item: SourceItem): boolean => item.kind === 'skip' && skipClasses[item.skip.why].failed;

async function* itemsOf(source: ByteSource, kind: string, opening: Opening): AsyncGenerator<SourceItem> {
  if (kind === 'zip') yield* zipItems(source, opening);
  else if (kind === 'tar') yield* tarItems(chunksOf(source, 0, source.size), opening);
  else if (kind === 'gzip') yield* gzipItems(source, opening);
  else yield* zstdItems(source, opening);
}

/** A compressed file: what is in it is one file, or a tar archive that does not count as another level. */
async function* packedItems(
  opening: Opening,
  name: Buffer,
  unpacked: AsyncIterable<Uint8Array>,
): AsyncGenerator<SourceItem> {
  const reader = new BlockReader(unpacked);
  try {
    const head = await reader.take(archiveHeadBytes);
    const content = joined(head, reader);
    if (archiveKind(head) === 'tar') yield* tarItems(budgeted(content, opening), opening);
    else {
      opening.budget.takeEntry();
      yield memberBlob(opening, undefined, { bytes: name });
      yield* memberItems(opening, innerName(opening), content, 0);
    }
  } finally {
    await reader.close();
  }
}

async function* gzipItems(source: ByteSource, opening: Opening): AsyncGenerator<SourceItem> {
  const result: Gunzipped = { isDamaged: false, end: 0 };
  const name = gzipHeaderAt(source, 0)?.name ?? Buffer.alloc(0);
  yield* packedItems(opening, name, gunzip(source, result));
  if (result.isDamaged) yield memberSkip(opening, undefined, 'corrupt', 'damaged or cut off');
  else if (!onlyZeros(source, result.end))
    yield memberSkip(opening, undefined, 'corrupt', 'something that is not packed follows its end');
}

async function* zstdItems(source: ByteSource, opening: Opening): AsyncGenerator<SourceItem> {
  const end: Unpacked = { isDamaged: false, used: 0 };
  yield* packedItems(opening, Buffer.alloc(0), unpack('zstd', chunksOf(source, 0, source.size), end));
  if (end.isDamaged) yield memberSkip(opening, undefined, 'corrupt', 'damaged or cut off');
}

async function* joined(head: Uint8Array, reader: BlockReader): AsyncGenerator<Uint8Array> {
  yield head;
  yield* reader.stream(Number.POSITIVE_INFINITY);
}

/** What a tar archive skips (padding, links) must count as unpacked, too. */
async function* budgeted(chunks: AsyncIterable<Uint8Array>, { budget }: Opening): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    budget.takeStream(chunk.length);
    yield chunk;
  }
}

/** `app.log` for `app.log.gz`. */
const innerName = ({ path, member }: Opening): string => {
  const name = (member ?? path).split('/').at(-1) ?? '';
  return name.replace(/\.(?:gz|zst|gzip|zstd)$/i, '') || '(content)';
};

const onlyZeros = (source: ByteSource, start: number): boolean => {
  for (const chunk of chunksOf(source, start, source.size))
    if (chunk.some((byte) => byte !== 0)) return false;
  return true;
};

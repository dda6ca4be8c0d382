import type { SourceItem } from '../../core/blob.ts';
import { PartCutter } from '../part-cutter.ts';
import { shownName } from '../raw-path.ts';
import { BlockReader } from './block-reader.ts';
import { memberItems } from './member-items.ts';
import { memberBlob, memberSkip, type Opening, shownMember } from './opening.ts';
import { blockBytes, readPax, readTarHeader, type TarHeader } from './tar-header.ts';

/** Everything in a tar archive. Links are not followed; their targets are content, as are all names. */
export async function* tarItems(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  opening: Opening,
): AsyncGenerator<SourceItem> {
  const reader = new BlockReader(chunks);
  const names = new PartCutter(0, opening.sizes);
  try {
    const faults = new Set<string>();
    yield* entriesOf(reader, names, opening, faults);
    for (const fault of faults) yield memberSkip(opening, undefined, 'corrupt', fault);
    yield memberBlob(opening, undefined, names.end());
  } finally {
    await reader.close();
  }
}

/** What the headers before an entry say about it. */
interface Said {
  path?: Buffer;
  linkPath?: Buffer;
  bytes?: number;
}

async function* entriesOf(
  reader: BlockReader,
  names: PartCutter,
  opening: Opening,
  faults: Set<string>,
): AsyncGenerator<SourceItem> {
  let said: Said = {};
  let ended = false;
  for (;;) {
    const block = await reader.take(blockBytes);
    if (block.length === 0) break;
    // Two blocks of zeros are the end; what follows is read all the same, as some readers do.
    if (block.every((byte) => byte === 0)) {
      ended = true;
      continue;
    }
    const header = readTarHeader(block);
    if (!header) {
      faults.add('has a damaged header');
      yield* stray(names, block, opening);
      continue;
    }
    ended = false;
    if (header.continues) await skipSparsePlaces(reader);
    const length = said.bytes ?? header.bytes;
    if (length === undefined) {
      faults.add('has an entry of impossible size');
      yield* stray(names, block, opening);
    } else if ('xgLK'.includes(header.type)) {
      said = await readAhead(reader, header, length, said, names, faults);
    } else {
      yield* oneEntry(reader, header, length, said, names, opening, faults);
      said = {};
    }
  }
  if (!ended) faults.add('ends without its end mark: it may be cut off');
}

/** Bytes that are no header may still be content. */
function* stray(names: PartCutter, block: Buffer, opening: Opening): Generator<SourceItem> {
  for (const piece of names.push(block)) yield memberBlob(opening, undefined, piece);
}

const mostPlaceBlocks = 10_000;

const skipSparsePlaces = async (reader: BlockReader): Promise<void> => {
  for (let count = 0; count < mostPlaceBlocks; count++) {
    const block = await reader.take(blockBytes);
    if (block[504] !== 1) return;
  }
};

const mostAhead = 1024 * 1024;

/** Headers that name the next entry. Their text is content as well: comments may stand there. */
const readAhead = async (
  reader: BlockReader,
  { type }: TarHeader,
  length: number,
  said: Said,
  names: PartCutter,
  faults: Set<string>,
): Promise<Said> => {
  if (length > mostAhead) faults.add('has a header of more than 1 MiB');
  const text = await reader.take(Math.min(length, mostAhead));
  await skip(reader, length - text.length + padding(length));
  if (text.length < Math.min(length, mostAhead)) faults.add('is cut off');
  for (const _ of names.push(text)) faults.add('has more headers than are kept');
  const name = text.subarray(0, Math.max(0, text.indexOf(0) < 0 ? text.length : text.indexOf(0)));
  if (type === 'L') return { ...said, path: name };
  if (type === 'K') return { ...said, linkPath: name };
  // A global header (g) would hold for all that follow; a path or size in it makes no sense.
  return type === 'x' ? { ...said, ...readPax(text) } : said;
};

const padding = (length: number): number => (blockBytes - (length % blockBytes)) % blockBytes;

const skip = async (reader: BlockReader, count: number): Promise<void> => {
  for await (const _ of reader.stream(count));
};

const devices: Readonly<Record<string, string>> = {
  '3': 'character device',
  '4': 'block device',
  '6': 'pipe',
};

async function* oneEntry(
  reader: BlockReader,
  header: TarHeader,
  length: number,
  said: Said,
  names: PartCutter,
  opening: Opening,
  faults: Set<string>,
): AsyncGenerator<SourceItem> {
  opening.budget.takeEntry();
  const raw = said.path ?? header.name;
  for (const line of [raw, said.linkPath ?? header.linkName]) {
    if (line.length === 0) continue;
    for (const piece of names.push(Buffer.concat([line, Buffer.from('\n')])))
      yield memberBlob(opening, undefined, piece);
  }
  const name = shownMember(shownName(raw));
  const device = devices[header.type];
  if (device !== undefined) yield memberSkip(opening, name, 'special', device);
  // Links and folders have no content, whatever size they state.
  if ('123456'.includes(header.type) || (header.type === '5' && length === 0)) return;
  const state = { left: length };
  yield* memberItems(opening, name, counted(reader.stream(length), state), length);
  await skip(reader, state.left);
  if (!(await isAligned(reader, length))) faults.add('is cut off');
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  state: { left: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    state.left -= chunk.length;
    yield chunk;
  }
}

const isAligned = async (reader: BlockReader, length: number): Promise<boolean> => {
  const wanted = padding(length);
  return (await reader.take(wanted)).length === wanted;
};

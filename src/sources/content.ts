import type { Blob, SourceItem } from '../core/blob.ts';
import { bufferSource } from './archive/byte-source.ts';
import { canOpen } from './archive/can-open.ts';
import { openArchive } from './archive/open-archive.ts';
import { archiveHeadBytes, archiveKind } from './archive-kind.ts';
import { blobItem, skipItem } from './items.ts';
import { defaultPartSizes, PartCutter, type PartSizes } from './part-cutter.ts';

export interface Content {
  /** As it is shown. */
  readonly path: string;
  readonly origin: Blob['origin'];
  /** 0 where it is unknown. */
  readonly expectedBytes: number;
  /** Look into archives. */
  readonly openArchives?: boolean | undefined;
}

/**
 * Turns a stream of bytes into blobs, in parts where it is large, or into what is in it where it is an archive. An archive
 * that is not opened gives one skip and no blob: nothing of it counts as read. The stream is read to its end in any case.
 */
export async function* contentItems(
  chunks: AsyncIterable<Uint8Array>,
  { path, origin, expectedBytes, openArchives = false }: Content,
  sizes: PartSizes = defaultPartSizes,
): AsyncGenerator<SourceItem> {
  const cutter = new PartCutter(expectedBytes, sizes);
  const head = new HeadReader(openArchives ? mostArchive : 0);
  for await (const chunk of chunks) {
    head.take(chunk);
    if (head.archive) continue;
    for (const piece of cutter.push(chunk)) yield blobItem(path, piece, origin);
  }
  if (!head.archive) yield blobItem(path, cutter.end(), origin);
  else if (!openArchives || !canOpen(head.archive)) yield skipItem(path, 'archive', head.archive);
  else if (head.isTooLarge)
    yield skipItem(path, 'limit', 'an archive of more than 256 MiB outside of a file');
  else yield* openArchive(bufferSource(head.takeHeld()), head.archive, { path, origin, sizes });
}

/** Outside of a file an archive is held in memory. */
const mostArchive = 256 * 1024 * 1024;

/** Watches the first bytes go by, and holds an archive together. */
class HeadReader {
  archive: string | undefined;
  isTooLarge = false;
  readonly #most: number;
  #head = Buffer.alloc(0);
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  /** @param most - bytes of an archive to hold. */
  constructor(most: number) {
    this.#most = most;
  }

  take(chunk: Uint8Array): void {
    if (this.#head.length < archiveHeadBytes) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, archiveHeadBytes - this.#head.length)]);
      this.archive = archiveKind(this.#head);
      if (!this.archive && this.#head.length >= archiveHeadBytes) this.#held = [];
    } else if (!this.archive) return;
    this.#hold(chunk);
  }

  takeHeld(): Buffer {
    const held = this.#held;
    this.#held = [];
    return Buffer.concat(held);
  }

  #hold(chunk: Uint8Array): void {
    this.#heldBytes += chunk.length;
    this.isTooLarge = this.#heldBytes > this.#most;
    if (this.isTooLarge) this.#held = [];
    else this.#held.push(chunk);
  }
}

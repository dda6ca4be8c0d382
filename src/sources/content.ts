import type { Blob, SourceItem } from '../core/blob.ts';
import { archiveHeadBytes, archiveKind } from './archive-kind.ts';
import { blobItem, skipItem } from './items.ts';
import { defaultPartSizes, PartCutter, type PartSizes } from './part-cutter.ts';

export interface Content {
  /** As it is shown. */
  readonly path: string;
  readonly origin: Blob['origin'];
  /** 0 where it is unknown. */
  readonly expectedBytes: number;
}

/**
 * Turns a stream of bytes into blobs, in parts where it is large. An archive gives one skip and no blob: what is
 * inside was not looked at, so nothing of it counts as read. The stream is read to its end in both cases.
 */
export async function* contentItems(
  chunks: AsyncIterable<Uint8Array>,
  { path, origin, expectedBytes }: Content,
  sizes: PartSizes = defaultPartSizes,
): AsyncGenerator<SourceItem> {
  const cutter = new PartCutter(expectedBytes, sizes);
  const head = new HeadReader();
  for await (const chunk of chunks) {
    head.take(chunk);
    if (head.archive) continue;
    for (const piece of cutter.push(chunk)) yield blobItem(path, piece, origin);
  }
  yield head.archive ? skipItem(path, 'archive', head.archive) : blobItem(path, cutter.end(), origin);
}

/** Watches the first bytes go by. */
class HeadReader {
  archive: string | undefined;
  #head = Buffer.alloc(0);

  take(chunk: Uint8Array): void {
    if (this.#head.length >= archiveHeadBytes) return;
    this.#head = Buffer.concat([this.#head, chunk.subarray(0, archiveHeadBytes - this.#head.length)]);
    this.archive = archiveKind(this.#head);
  }
}

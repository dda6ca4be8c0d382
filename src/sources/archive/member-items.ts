import type { SourceItem } from '../../core/blob.ts';
import { archiveHeadBytes, archiveKind } from '../archive-kind.ts';
import { PartCutter, type Piece } from '../part-cutter.ts';
import { sayMebi } from './archive-budget.ts';
import { bufferSource } from './byte-source.ts';
import { canOpen } from './can-open.ts';
import { memberBlob, memberSkip, nestedIn, type Opening } from './opening.ts';

/**
 * Turns the content of an entry into blobs, or into what an archive in it holds. What comes out is counted.
 * @throws ArchiveLimitError when the archive as a whole goes over a limit.
 */
export async function* memberItems(
  opening: Opening,
  name: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  expectedBytes: number,
): AsyncGenerator<SourceItem> {
  const content = new Content(opening, expectedBytes);
  for await (const chunk of chunks) {
    opening.budget.takeBytes(chunk.length);
    for (const piece of content.push(chunk)) yield memberBlob(opening, name, piece);
    if (content.isTooLarge) break;
  }
  for (const piece of content.finish()) yield memberBlob(opening, name, piece);
  yield* content.isTooLarge ? [tooLarge(opening, name)] : nestedItems(opening, name, content);
}

const tooLarge = (opening: Opening, name: string): SourceItem =>
  memberSkip(opening, name, 'limit', `larger than ${sayMebi(opening.budget.limits.entryBytes)} unpacked`);

async function* nestedItems(opening: Opening, name: string, content: Content): AsyncGenerator<SourceItem> {
  const { kind } = content;
  if (kind === undefined) return;
  const held = content.takeHeld();
  if (!held) return yield closed(opening, name, kind);
  const { budget } = opening;
  if (!budget.hold(held.length))
    return yield memberSkip(opening, name, 'limit', 'archives in archives take too much memory');
  try {
    yield* opening.open(bufferSource(held), kind, nestedIn(opening, name));
  } finally {
    budget.release(held.length);
  }
}

const closed = (opening: Opening, name: string, kind: string): SourceItem =>
  canOpen(kind)
    ? memberSkip(opening, name, 'limit', `archives are nested more than ${opening.budget.limits.depth} deep`)
    : memberSkip(opening, name, 'archive', kind);

/** Waits for the head, then cuts ordinary content into parts and holds an archive together. */
class Content {
  kind: string | undefined;
  isTooLarge = false;
  readonly #opening: Opening;
  readonly #cutter: PartCutter;
  #head: Uint8Array | undefined = new Uint8Array(0);
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(opening: Opening, expectedBytes: number) {
    this.#opening = opening;
    this.#cutter = new PartCutter(expectedBytes, opening.sizes);
  }

  *push(chunk: Uint8Array): Generator<Piece> {
    this.#bytes += chunk.length;
    this.isTooLarge = this.#bytes > this.#opening.budget.limits.entryBytes;
    if (!this.#head) return yield* this.#take(chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    if (this.#head.length >= archiveHeadBytes) yield* this.#settle();
  }

  *finish(): Generator<Piece> {
    if (this.#head) yield* this.#settle();
    if (this.kind === undefined) yield this.#cutter.end();
  }

  /** The whole of an archive that can be opened here; it is given away. */
  takeHeld(): Buffer | undefined {
    if (!this.#isOpened) return undefined;
    const chunks = this.#chunks;
    this.#chunks = [];
    return Buffer.concat(chunks);
  }

  get #isOpened(): boolean {
    return this.#opening.depth < this.#opening.budget.limits.depth && canOpen(this.kind ?? '');
  }

  *#settle(): Generator<Piece> {
    const head = this.#head ?? new Uint8Array(0);
    this.kind = archiveKind(head.subarray(0, archiveHeadBytes));
    this.#head = undefined;
    yield* this.#take(head);
  }

  *#take(chunk: Uint8Array): Generator<Piece> {
    if (this.kind === undefined) yield* this.#cutter.push(chunk);
    else if (this.#isOpened) this.#chunks.push(chunk);
  }
}

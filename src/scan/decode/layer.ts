import type { Blob } from '../../core/blob.ts';
import { SourceFile } from '../source-file.ts';
import type { Encoded } from './encoded.ts';

/** What was decoded, with a little of what stands around it, as a text of its own. */
export interface Layer {
  /** As people say it, outermost last: `base64`, `base64 in base64`. */
  readonly encoding: string;
  readonly depth: number;
  /** Decoded; the context is left out. */
  readonly decoded: Uint8Array;
  /** Context, decoded bytes and context. */
  readonly bytes: Uint8Array;
  /** The same as latin-1, so that offsets are byte offsets. */
  file(): SourceFile;
  /** Whether a finding at these offsets of `bytes` is one of this layer: it lies in what was decoded. */
  owns(start: number, end: number): boolean;
  /** Where that stands in the bytes of the file. */
  placeOf(start: number, end: number): Place;
  /** What must not be shown of the bytes of the file when that is secret. */
  hides(start: number, end: number): Place;
}

/** Bytes; `end` is exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes come from that hold the stretch: the file itself, or a layer. */
export interface Holder {
  readonly bytes: Uint8Array;
  readonly depth: number;
  readonly encoding: string;
  placeOf(start: number, end: number): Place;
  hides(start: number, end: number): Place;
}

// As far as words beside a token are looked for.
const contextBefore = 120;
const contextAfter = 60;

/** The file as the outermost holder. */
export const wholeFile = (bytes: Uint8Array): Holder => ({
  bytes,
  depth: 0,
  encoding: '',
  placeOf: (start, end) => ({ start, end }),
  hides: (start, end) => ({ start, end }),
});

/** The decoded bytes of a layer as the holder of further stretches. */
export const insideOf = (layer: Layer, from: number): Holder => ({
  bytes: layer.decoded,
  depth: layer.depth,
  encoding: layer.encoding,
  placeOf: (start, end) => layer.placeOf(start + from, end + from),
  hides: (start, end) => layer.hides(start + from, end + from),
});

/** @returns the layer, and how many bytes of it stand before what was decoded. */
export const layerOf = (blob: Blob, holder: Holder, encoded: Encoded): { layer: Layer; head: number } => {
  const { decoded, encoding } = encoded;
  const before = contextTo(holder.bytes, encoded.start, encoded.isOneValue ? contextBefore : 0);
  const after = contextFrom(holder.bytes, encoded.end, encoded.isOneValue ? contextAfter : 0);
  const head = before.length;
  const bytes = Buffer.concat([before, decoded, after]);
  let file: SourceFile | undefined;
  const tail = head + decoded.length;
  // A space that was put in between stands nowhere.
  const inserted = encoded.isOneValue && !isEdge(holder.bytes[encoded.start - 1]) ? 1 : 0;
  const insertedAfter = encoded.isOneValue && !isEdge(holder.bytes[encoded.end]) ? 1 : 0;
  const outside = (at: number): number =>
    at <= head
      ? encoded.start - Math.max(0, head - inserted - at)
      : encoded.end + Math.max(0, at - tail - insertedAfter);
  const inHolder = (start: number, end: number): Place => ({
    start: start < head || start >= tail ? outside(start) : encoded.from(start - head),
    end: end <= head || end > tail ? outside(end) : encoded.to(end - head),
  });
  const layer: Layer = {
    encoding: holder.encoding === '' ? encoding : `${encoding} in ${holder.encoding}`,
    depth: holder.depth + 1,
    decoded,
    bytes,
    file() {
      // As a part it has neither settings nor code: those of a fragment would say nothing.
      const part = { line: 1, column: 1, ownedBytes: bytes.length };
      file ??= new SourceFile({ ...blob, bytes, part }, bytes.toString('latin1'), false);
      return file;
    },
    owns: (start, end) => end > head && start < tail && encoded.touches(start - head, end - head),
    placeOf: (start, end) => {
      const place = inHolder(start, end);
      return holder.placeOf(place.start, place.end);
    },
    hides: (start, end) => {
      const place = encoded.isOneValue && end > head && start < tail ? encoded : inHolder(start, end);
      return holder.hides(place.start, place.end);
    },
  };
  return { layer, head };
};

const space = Buffer.from(' ');

const contextTo = (bytes: Uint8Array, end: number, most: number): Uint8Array => {
  const context = bytes.subarray(Math.max(0, end - most), end);
  if (most === 0) return context;
  return isEdge(context.at(-1)) ? context : Buffer.concat([context, space]);
};

const contextFrom = (bytes: Uint8Array, start: number, most: number): Uint8Array => {
  const context = bytes.subarray(start, start + most);
  if (most === 0) return context;
  return isEdge(context[0]) ? context : Buffer.concat([space, context]);
};

// White space and quotes end every token; another neighbour of the encoded text is none of the decoded text.
const isEdge = (byte: number | undefined): boolean =>
  byte === undefined || byte <= 0x20 || byte === 0x22 || byte === 0x27 || byte === 0x60;

/** How something readable was written down. */
export const encodings = [
  'base64',
  'gzip in base64',
  'hex',
  'percent',
  'escapes',
  'UTF-16',
  'binary',
] as const;
export type Encoding = (typeof encodings)[number];

/** A stretch of bytes that stands for other bytes. Offsets are bytes; ends are exclusive. */
export interface Encoded {
  readonly encoding: Encoding;
  readonly start: number;
  readonly end: number;
  readonly decoded: Uint8Array;
  /** Whether only the whole gives a sense: then nothing of it is shown once it holds a secret. */
  readonly isOneValue: boolean;
  /** Where the decoded byte `index` begins in the bytes that hold the stretch. */
  from(index: number): number;
  /** Where the decoded byte before `end` ends there. */
  to(end: number): number;
  /** Whether decoding makes a difference to a part of what was decoded. */
  touches(start: number, end: number): boolean;
}

/** Decoded bytes that a file may make, in bytes. */
export interface DecodeBudget {
  left: number;
  /** Something was left alone because nothing was left. */
  isSpent: boolean;
}

/** A printable character of ASCII, or white space. */
export const isReadable = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;

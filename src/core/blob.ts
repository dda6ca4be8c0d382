/**
 * Bytes to scan, with where they came from. Large files arrive as several overlapping blobs, in order.
 */
export interface Blob {
  /** Relative to the working directory, with `/`; bytes that are not UTF-8 are escaped as `\xff`. */
  readonly path: string;
  /** The path below the folder that was named, where that lies outside the working directory: what the file is for is told from it. */
  readonly innerPath?: string;
  /** The path inside an archive, which is then `path`; archives in archives are joined by `!/`. */
  readonly member?: string;
  readonly bytes: Uint8Array;
  readonly origin: 'file' | 'staged' | 'stdin' | 'commit';
  /** Present on a part of a large file. */
  readonly part?: BlobPart;
}

export interface BlobPart {
  /** Line and column (both from 1, column in UTF-16 units) of the first byte. */
  readonly line: number;
  readonly column: number;
  /** A finding belongs to this part when it starts before this byte of `bytes`; the rest is overlap. */
  readonly ownedBytes: number;
}

/** Why something that was found was not read. `failed` classes make a scan incomplete; the others are policy. */
export const skipClasses = {
  ignored: { failed: false, say: 'ignored by .gitignore' },
  excluded: { failed: false, say: 'excluded by configuration' },
  symlink: { failed: false, say: 'symbolic links (not followed)' },
  special: { failed: false, say: 'sockets, pipes and devices' },
  submodule: { failed: false, say: 'submodules' },
  nested: { failed: false, say: '.git directories' },
  archive: { failed: false, say: 'archives (not opened)' },
  vanished: { failed: false, say: 'vanished during the scan' },
  unreadable: { failed: true, say: 'could not be read' },
  corrupt: { failed: true, say: 'damaged or missing' },
  limit: { failed: true, say: 'over a limit' },
} as const satisfies Record<string, { failed: boolean; say: string }>;
export type SkipClass = keyof typeof skipClasses;

export interface Skip {
  readonly path: string;
  readonly why: SkipClass;
  /** One short clause for people, already escaped. */
  readonly detail?: string;
}

/** What a source yields: content, or the reason why there is none. */
export type SourceItem =
  | { readonly kind: 'blob'; readonly blob: Blob }
  | { readonly kind: 'skip'; readonly skip: Skip };

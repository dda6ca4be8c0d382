import type { Blob, SkipClass, SourceItem } from '../core/blob.ts';
import { AdvisorError } from '../core/errors.ts';
import type { Piece } from './part-cutter.ts';

/** @param path - as it is shown: relative to the working directory, with `/`. */
export const blobItem = (path: string, piece: Piece, origin: Blob['origin'] = 'file'): SourceItem => ({
  kind: 'blob',
  blob: { path, origin, ...piece },
});

/** @param detail - one short clause for people, already escaped. */
export const skipItem = (path: string, why: SkipClass, detail?: string): SourceItem => ({
  kind: 'skip',
  skip: { path, why, ...(detail && { detail }) },
});

/** @throws AdvisorError `interrupted` once the signal is aborted. */
export const throwIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted) throw new AdvisorError('interrupted', 'interrupted');
};

/** What the system calls an error, such as `EACCES`; it never carries a path. */
export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';

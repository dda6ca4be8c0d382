import { readSync } from 'node:fs';
import type { SourceItem } from '../core/blob.ts';
import { archiveHeadBytes, archiveKind } from './archive-kind.ts';
import { blobItem, skipItem } from './items.ts';
import type { OpenFile } from './open-inside.ts';
import { defaultPartSizes, PartCutter, type PartSizes } from './part-cutter.ts';

const readBytes = 1024 * 1024;
// Files of the kernel (/proc) say that they hold 0 bytes.
const probeBytes = 4096;
// Terabytes of nothing; what a file system compresses is not that thin.
const sparseLimit = 1024 * 1024 * 1024;

/**
 * Yields the content of an open regular file, in parts where it is large. Bytes that are appended while it is read
 * are left for the next scan.
 * An archive gives one skip and no blob: what is inside was not looked at, so nothing of it counts as read.
 */
export function* fileItems(
  { fd, stats }: OpenFile,
  path: string,
  sizes: PartSizes = defaultPartSizes,
): Generator<SourceItem> {
  if (stats.size > sparseLimit && stats.blocks !== undefined && stats.blocks * 512 < stats.size / 64) {
    yield skipItem(path, 'limit', 'a sparse file of more than 1 GiB');
    return;
  }
  const first = readUpTo(fd, Math.min(stats.size || probeBytes, readBytes));
  const archive = archiveKind(first.subarray(0, archiveHeadBytes));
  if (archive) yield skipItem(path, 'archive', archive);
  else if (first.length === stats.size) yield blobItem(path, { bytes: first });
  else yield* longFileItems({ fd, stats }, first, path, sizes);
}

function* longFileItems(
  { fd, stats }: OpenFile,
  first: Buffer,
  path: string,
  sizes: PartSizes,
): Generator<SourceItem> {
  const limit = stats.size || sizes.partBytes;
  const cutter = new PartCutter(limit, sizes);
  let total = 0;
  for (let chunk = first; chunk.length > 0; chunk = readUpTo(fd, Math.min(limit - total, readBytes))) {
    for (const piece of cutter.push(chunk)) yield blobItem(path, piece);
    total += chunk.length;
  }
  yield blobItem(path, cutter.end());
  if (total < stats.size) yield skipItem(path, 'unreadable', 'shrank while it was read');
  if (stats.size === 0 && total === limit)
    yield skipItem(path, 'limit', 'of unknown size, read to its first 8 MiB');
}

/** Reads until `count` bytes are there or the file ends. */
const readUpTo = (fd: number, count: number): Buffer => {
  const bytes = Buffer.allocUnsafeSlow(count);
  let length = 0;
  while (length < count) {
    const got = readSync(fd, bytes, length, count - length, null);
    if (got === 0) break;
    length += got;
  }
  return bytes.subarray(0, length);
};

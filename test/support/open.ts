import type { SourceItem } from '../../src/core/blob.ts';
import { shownPlace } from '../../src/core/location.ts';
import { type ArchiveLimits, defaultArchiveLimits } from '../../src/sources/archive/archive-budget.ts';
import { bufferSource } from '../../src/sources/archive/byte-source.ts';
import { openArchive } from '../../src/sources/archive/open-archive.ts';
import { archiveKind } from '../../src/sources/archive-kind.ts';
import { collect } from './collect.ts';

/** What is in an archive, its kind told by its head. */
export const open = (
  bytes: Uint8Array,
  limits: Partial<ArchiveLimits> = {},
  path = 'a',
): Promise<SourceItem[]> =>
  collect(
    openArchive(bufferSource(bytes), archiveKind(bytes.subarray(0, 512)) ?? 'zip', {
      path,
      origin: 'file',
      limits: { ...defaultArchiveLimits, ...limits },
    }),
  );

/** Items as short lines: `path: content`, `path - class (detail)`; long content as its length. */
export const said = (items: readonly SourceItem[]): string[] =>
  items.map((item) => {
    if (item.kind === 'skip') return `${item.skip.path} - ${item.skip.why} (${item.skip.detail})`;
    const text = Buffer.from(item.blob.bytes).toString('latin1');
    return `${shownPlace(item.blob)}: ${text.length > 60 ? `${text.length} bytes` : text}`;
  });

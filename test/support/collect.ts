import type { SourceItem } from '../../src/core/blob.ts';

/** Everything that a source yields. */
export const collect = async (source: AsyncIterable<SourceItem>): Promise<SourceItem[]> => {
  const items: SourceItem[] = [];
  for await (const item of source) items.push(item);
  return items;
};

/** Items as short lines: `path: content` for a blob, `path - class (detail)` for a skip. */
export const summary = (items: readonly SourceItem[]): string[] =>
  items.map((item) => {
    if (item.kind === 'blob') return `${item.blob.path}: ${Buffer.from(item.blob.bytes).toString()}`;
    const { path, why, detail } = item.skip;
    return `${path} - ${why}${detail ? ` (${detail})` : ''}`;
  });

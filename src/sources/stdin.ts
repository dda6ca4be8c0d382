import type { SourceItem } from '../core/blob.ts';
import type { Input } from '../core/io.ts';
import { contentItems } from './content.ts';

/**
 * Yields what arrives on standard input, in parts where it is large. Archives are as in a folder.
 * @param name - the path under which it is reported.
 */
export const stdinSource = (input: Input, name: string, openArchives = false): AsyncGenerator<SourceItem> =>
  contentItems(input, { path: name, origin: 'stdin', expectedBytes: 0, openArchives });

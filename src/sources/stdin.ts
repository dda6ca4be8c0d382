import type { SourceItem } from '../core/blob.ts';
import type { Input } from '../core/io.ts';
import { contentItems } from './content.ts';

/**
 * Yields what arrives on standard input, in parts where it is large. An archive gives one skip, as it does in a folder.
 * @param name - the path under which it is reported.
 */
export const stdinSource = (input: Input, name: string): AsyncGenerator<SourceItem> =>
  contentItems(input, { path: name, origin: 'stdin', expectedBytes: 0 });

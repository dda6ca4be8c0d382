import { type Skip, type SkipClass, skipClasses } from '../core/blob.ts';
import { escapeText } from '../core/escape.ts';
import type { Receipt } from '../core/report.ts';
import type { LoadedConfig } from '../rules/config.ts';
import type { Gathered } from './gather.ts';
import type { SourceOptions } from './scan-source.ts';

/** What a receipt is made from beside what was read. */
export interface ReceiptBasis {
  readonly rules: Receipt['rules'];
  readonly config: LoadedConfig | undefined;
  readonly stale: readonly string[];
  readonly suppressed: number;
  readonly baseline?: Receipt['config']['baseline'] | undefined;
  readonly durationMs: number;
}

type Asked = Pick<SourceOptions, 'paths' | 'staged' | 'stdin'> & { readonly verbose: boolean };

/** What was asked for, what was read, and what was not. */
export const receiptOf = (
  gathered: Gathered,
  options: Asked,
  { rules, config, stale, suppressed, baseline, durationMs }: ReceiptBasis,
): Receipt => {
  const failed = gathered.skips.some(({ why }) => skipClasses[why].failed);
  const fromStdin = options.stdin || options.paths.includes('-');
  // With --staged, nothing staged is an answer. A tree in which nothing was read is a mistake of the caller's.
  const read = fromStdin
    ? gathered.bytes > 0
    : gathered.files > 0 || options.staged || onlyExcluded(options, gathered);
  return {
    complete: !failed && read,
    asked: {
      mode: options.staged ? 'staged' : fromStdin ? 'stdin' : 'files',
      paths: options.paths.length > 0 ? options.paths : options.staged ? [] : ['.'],
    },
    read: { files: gathered.files, members: gathered.members, bytes: gathered.bytes },
    skipped: countByClass(gathered.skips),
    skips: gathered.skips.filter(({ why }) => options.verbose || skipClasses[why].failed),
    rules,
    config: {
      file: config?.file ?? null,
      excluded: config?.config.scan?.exclude ?? [],
      suppressed,
      ...(baseline ? { baseline } : {}),
      stale,
    },
    limits: gathered.limits.map(escapeText),
    durationMs,
  };
};

/** A hook names the files of a commit; when the configuration excludes them all, that is what was asked for. */
const onlyExcluded = ({ paths }: Asked, { skips }: Gathered): boolean =>
  paths.length > 0 && skips.length > 0 && skips.every(({ why }) => why === 'excluded');

const countByClass = (skips: readonly Skip[]): Partial<Record<SkipClass, number>> => {
  const counts: Partial<Record<SkipClass, number>> = {};
  for (const { why } of skips) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
};

import type { Skip, SourceItem } from '../core/blob.ts';
import { AdvisorError } from '../core/errors.ts';
import { byPlace, type Finding } from '../core/finding.ts';
import type { InlineIgnore } from '../core/inline-ignore.ts';
import { shownPlace } from '../core/location.ts';
import type { BlobResult, Scanner } from '../scan/engine.ts';
import type { Progress } from './progress.ts';

/** What a whole source gave. */
export interface Gathered {
  readonly findings: readonly Finding[];
  readonly ignores: readonly InlineIgnore[];
  readonly limits: readonly string[];
  readonly skips: readonly Skip[];
  readonly files: number;
  /** Read inside archives. */
  readonly members: number;
  readonly bytes: number;
}

/**
 * Scans everything that a source yields.
 * @throws AdvisorError `interrupted`.
 */
export const gather = async (
  source: AsyncIterable<SourceItem>,
  scanner: Scanner,
  progress: Progress,
  signal: AbortSignal,
): Promise<Gathered> => {
  const findings: Finding[] = [];
  const ignores: InlineIgnore[] = [];
  const limits: string[] = [];
  const skips: Skip[] = [];
  let files = 0;
  let members = 0;
  let bytes = 0;
  for await (const item of source) {
    if (signal.aborted) throw new AdvisorError('interrupted', 'interrupted');
    if (item.kind === 'skip') {
      skips.push(item.skip);
      continue;
    }
    const { blob } = item;
    const result: BlobResult = await scanner.scan(blob);
    findings.push(...result.findings);
    ignores.push(...result.ignores);
    limits.push(...result.limits);
    skips.push(...result.skips);
    // The overlap of a large file's parts counts once, and so does the file.
    bytes += blob.part ? blob.part.ownedBytes : blob.bytes.length;
    const isLast = !blob.part || blob.part.ownedBytes === blob.bytes.length;
    if (isLast && blob.member === undefined) files++;
    else if (isLast) members++;
    progress.tick(files, shownPlace(blob), findings.length);
  }
  return { findings: findings.sort(byPlace), ignores, limits, skips, files, members, bytes };
};

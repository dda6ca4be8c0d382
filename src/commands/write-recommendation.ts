import { usageError } from '../core/errors.ts';
import { escapeText } from '../core/escape.ts';
import type { Io } from '../core/io.ts';
import type { Recommendation } from '../core/recommendation.ts';
import { adrTitle } from '../reports/recommendation/adr.ts';
import { type RecommendationFormat, recommendationFormats } from '../reports/recommendation/index.ts';
import { renderMany } from '../reports/recommendation/many.ts';
import { lookFor } from './look-for.ts';
import { isFolder, writeAdr } from './write-adr.ts';
import { writeReport } from './write-report.ts';

interface Target {
  readonly format: RecommendationFormat;
  readonly output?: string | undefined;
  readonly color: boolean;
}

/**
 * Writes recommendations in the form and to the place that were asked for. Of decision records in a folder,
 * standard error says the names.
 * @param isList - true for the form that can hold several surfaces, however many it holds.
 * @throws AdvisorError `usage` for several surfaces in a form of one, and when they cannot be written.
 */
export const writeRecommendations = async (
  all: readonly Recommendation[],
  isList: boolean,
  target: Target,
  io: Io,
): Promise<void> => {
  const { format, output } = target;
  const [only] = all;
  if (format === 'adr' && output !== undefined && (all.length === 1 || isFolder(output, io)))
    return writeRecords(all, target, output, io);
  const look = lookFor(target, io);
  const text = only && !isList ? recommendationFormats[format](only, look) : renderMany(all, format, look);
  if (text === undefined) throw oneAtATime(format);
  await writeReport([text], output, io);
};

const writeRecords = async (
  all: readonly Recommendation[],
  target: Target,
  output: string,
  io: Io,
): Promise<void> => {
  const look = lookFor(target, io);
  for (const one of all) {
    const path = writeAdr(recommendationFormats.adr(one, look), adrTitle(one), output, io);
    await io.stderr.write(`wrote ${escapeText(path)}\n`);
  }
};

const oneAtATime = (format: RecommendationFormat) =>
  usageError(
    `--format ${format} takes one surface`,
    format === 'adr'
      ? 'Choose one of the file with --surface NAME, or give a folder with -o: it gets a record for each.'
      : 'Choose one of the file with --surface NAME.',
  );

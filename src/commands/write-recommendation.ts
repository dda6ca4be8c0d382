import type { Io } from '../core/io.ts';
import type { Recommendation } from '../core/recommendation.ts';
import { adrTitle } from '../reports/recommendation/adr.ts';
import { type RecommendationFormat, recommendationFormats } from '../reports/recommendation/index.ts';
import { writeAdr } from './write-adr.ts';
import { writeReport } from './write-report.ts';

interface Target {
  readonly format: RecommendationFormat;
  readonly output?: string | undefined;
  readonly color: boolean;
}

/**
 * Writes a recommendation in the form and to the place that were asked for. Of a decision record in a folder,
 * standard error says the name.
 * @throws AdvisorError when it cannot be written.
 */
export const writeRecommendation = async (
  one: Recommendation,
  { format, output, color }: Target,
  io: Io,
): Promise<void> => {
  const look = {
    color: color && output === undefined,
    columns: output === undefined ? io.stdout.columns : 0,
    today: io.now().toISOString().slice(0, 10),
  };
  const text = recommendationFormats[format](one, look);
  if (format !== 'adr' || output === undefined) return writeReport([text], output, io);
  await io.stderr.write(`wrote ${writeAdr(text, adrTitle(one), output, io)}\n`);
};

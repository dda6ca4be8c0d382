import type { Recommendation } from '../../core/recommendation.ts';
import { stringify } from '../stringify.ts';
import { type RecommendationFormat, recommendationFormats } from './index.ts';
import { jsonOf } from './json.ts';
import type { RecommendationLook } from './text.ts';

/**
 * Several surfaces in one report.
 * @returns undefined for a format whose files are about one surface.
 */
export const renderMany = (
  all: readonly Recommendation[],
  format: RecommendationFormat,
  look: RecommendationLook,
): string | undefined => {
  if (format === 'json') return `${stringify({ version: 1, recommendations: all.map(jsonOf) })}\n`;
  if (format === 'text' || format === 'markdown')
    return all.map((one) => recommendationFormats[format](one, look)).join('\n\n');
  return undefined;
};

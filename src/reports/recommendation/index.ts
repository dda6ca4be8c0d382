import type { Recommendation } from '../../core/recommendation.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { outlineOf } from './outline.ts';
import { type RecommendationLook, renderText } from './text.ts';

/** Every form that a recommendation can take. */
export const recommendationFormats = {
  text: (one, look) => renderText(outlineOf(one), look),
  json: (one) => renderJson(one),
  markdown: (one) => renderMarkdown(outlineOf(one)),
} as const satisfies Record<string, (one: Recommendation, look: RecommendationLook) => string>;

export type RecommendationFormat = keyof typeof recommendationFormats;

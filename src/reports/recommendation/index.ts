import type { Recommendation } from '../../core/recommendation.ts';
import { renderAdr } from './adr.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderMermaid } from './mermaid.ts';
import { outlineOf } from './outline.ts';
import { type RecommendationLook, renderText } from './text.ts';

/** Every form that a recommendation can take. */
export const recommendationFormats = {
  text: (one, look) => renderText(outlineOf(one), look),
  json: (one) => renderJson(one),
  markdown: (one) => renderMarkdown(outlineOf(one)),
  adr: (one, { today }) => renderAdr(one, today),
  mermaid: (one) => renderMermaid(one),
  html: (one, { today }) => renderHtml(one, today),
} as const satisfies Record<string, (one: Recommendation, look: RecommendationLook) => string>;

export type RecommendationFormat = keyof typeof recommendationFormats;

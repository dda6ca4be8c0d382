import { escapeText } from '../../core/escape.ts';
import type { Outline, Point } from './outline.ts';

/** An outline as Markdown. */
export const renderMarkdown = ({ title, lead, sections }: Outline): string => {
  const head = [`# ${escapeMarkdown(title)}`, ...lead.map(escapeMarkdown)];
  const body = sections.map(
    (section) => `## ${escapeMarkdown(section.title)}\n\n${section.points.map(point).join('\n')}`,
  );
  return `${[...head, ...body].join('\n\n')}\n`;
};

const point = ({ mark, text, notes }: Point): string => {
  const line = `- ${mark ? `**${escapeMarkdown(mark)}**: ` : ''}${escapeMarkdown(text)}`;
  return notes.length > 0 ? `${line}\n  <small>${notes.map(escapeMarkdown).join(' · ')}</small>` : line;
};

/** Text in which no character is markup or HTML. */
export const escapeMarkdown = (text: string): string =>
  escapeText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]>|#~]/g, '\\$&');

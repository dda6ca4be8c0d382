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

const point = ({ mark, text, reply, items = [], notes }: Point): string => {
  const head = mark ? `**${escapeMarkdown(mark)}**: ` : '';
  const tail = reply === undefined ? '' : ` **${escapeMarkdown(reply)}**`;
  // A line of its own: an end of line alone is a space to Markdown.
  const small = notes.length > 0 ? `<br>\n  <small>${notes.map(escapeMarkdown).join('; ')}</small>` : '';
  return [
    `- ${head}${escapeMarkdown(text)}${tail}${small}`,
    ...items.map((item) => `  - ${escapeMarkdown(item)}`),
  ].join('\n');
};

/** Text in which no character is markup or HTML. */
export const escapeMarkdown = (text: string): string =>
  escapeText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]>|#~$]/g, '\\$&')
    // At the start of a line: an item, a rule, or the underline of a heading.
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');

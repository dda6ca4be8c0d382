import { Chalk } from 'chalk';
import { escapeText } from '../core/escape.ts';
import type { Explanation, ExplanationSection } from '../core/explanation.ts';
import { usableWidth, wrap } from './wrap.ts';

/** Lines of an example that are shown; the rest is in the rule file. */
const mostCodeLines = 24;

/**
 * An explanation for a terminal.
 * @param columns - width in characters.
 */
export const renderExplanation = (one: Explanation, look: { color: boolean; columns: number }): string => {
  const chalk = new Chalk({ level: look.color ? 1 : 0 });
  const width = Math.min(usableWidth(look.columns), 100);
  const head = `${chalk.bold(one.id)}  ${escapeText(one.title)}\n${chalk.dim([one.kind, ...one.facts].join(' · '))}\n`;
  const body = one.sections.map(
    (section) => `\n${chalk.bold(section.label)}\n${renderSection(section, width)}\n`,
  );
  return head + body.join('');
};

const renderSection = (section: ExplanationSection, width: number): string => {
  if ('text' in section) return wrap('  ', section.text, width).join('\n');
  if ('items' in section) return section.items.flatMap((item) => wrap('  - ', item, width)).join('\n');
  const lines = section.code.trimEnd().split('\n');
  const shown = lines.slice(0, mostCodeLines).map((line) => `    ${escapeText(line)}`);
  return [...shown, ...(lines.length > mostCodeLines ? ['    …'] : [])].join('\n');
};

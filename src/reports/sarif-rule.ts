import type { ReportingDescriptor } from 'sarif';
import type { ReportRule } from '../core/report.ts';
import type { Severity } from '../core/severity.ts';

const levels = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const satisfies Record<Severity, string>;

/** SARIF's level for a severity. */
export const levelOf = (severity: Severity): (typeof levels)[Severity] => levels[severity];

/** GitHub's bands: above 9.0 critical, from 7.0 high, from 4.0 medium, below low. */
const scores = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '1.0',
} as const satisfies Record<Severity, string>;

/** A rule as SARIF describes it; GitHub shows its help beside each alert. */
export const sarifRule = (rule: ReportRule): ReportingDescriptor => ({
  id: rule.id,
  name: nameOf(rule.id),
  shortDescription: { text: clipped(rule.title) },
  fullDescription: { text: clipped(rule.why) },
  help: { text: helpText(rule), markdown: helpMarkdown(rule) },
  defaultConfiguration: { level: levelOf(rule.severity) },
  properties: {
    tags: ['security', ...rule.cwe.map((id) => `external/cwe/cwe-${String(id).padStart(3, '0')}`)],
    precision: rule.confidence,
    'security-severity': scores[rule.severity],
  },
});

/** `keys/github-pat` is named GithubPat. */
const nameOf = (id: string): string =>
  id
    .slice(id.indexOf('/') + 1)
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

// GitHub refuses descriptions of more than 1024 characters.
const clipped = (text: string): string => {
  const chars = [...text.trim()];
  return chars.length <= 1024 ? chars.join('') : `${chars.slice(0, 1021).join('')}...`;
};

const helpText = ({ id, why, fix, references }: ReportRule): string =>
  [why, `Fix: ${fix}`, `See: ${references.join('; ')}`, `More: auth-advisor explain ${id}`].join('\n\n');

const helpMarkdown = ({ id, why, fix, references }: ReportRule): string =>
  [
    `**Why** ${escapeMarkdown(why)}`,
    `**Fix** ${escapeMarkdown(fix)}`,
    `**See**\n\n${references.map((one) => `- ${escapeMarkdown(one)}`).join('\n')}`,
    `**More** \`auth-advisor explain ${id}\``,
  ].join('\n\n');

/** Whatever Markdown could read as markup stands for itself; a person's own rules are text here, not HTML. */
const escapeMarkdown = (text: string): string => text.trim().replace(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&');

import { skipClasses } from '../core/blob.ts';
import { escapeText } from '../core/escape.ts';
import type { TriagedFinding } from '../core/finding.ts';
import { failsRun, type Receipt, type Report } from '../core/report.ts';
import { severities } from '../core/severity.ts';
import { coverageOf, many, sayOf, skippedOf } from './coverage.ts';
import type { Format, Look } from './format.ts';
import { type Paint, paintFor } from './paint.ts';
import { findingLines, headLine } from './text-finding.ts';
import { usableWidth, wrap } from './wrap.ts';

/** For people: each finding with its frame, then what was covered, what was not, and what made the run fail. */
export const text: Format = {
  *render(report, look) {
    const paint = paintFor(look.color);
    for (const finding of report.findings) {
      // What the baseline knows is counted, not shown again at each run.
      if (finding.status === 'baseline' && !look.verbose) continue;
      yield block(look.quiet ? [headLine(finding, paint)] : [...findingLines(finding, look, paint), '']);
    }
    yield block(closingLines(report, look, paint));
  },
};

const block = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

const closingLines = (report: Report, look: Look, paint: Paint): string[] => {
  const { receipt } = report;
  const width = usableWidth(look.columns);
  const parts = [
    look.verbose ? otherSkipLines(receipt, width) : [],
    incompleteLines(receipt, width, paint),
    limitLines(receipt, width, paint),
    switchedOffLines(receipt, width),
    staleLines(receipt, width),
    look.quiet ? [] : summaryLines(report, width, paint),
  ].filter((lines) => lines.length > 0);
  return parts.flatMap((lines, index) => (index === 0 || look.quiet ? lines : ['', ...lines]));
};

const pathAndWhy = ({ path, why, detail }: Receipt['skips'][number]): string =>
  `${path}: ${sayOf(why, 1)}${detail === undefined ? '' : ` (${detail})`}`;

const listed = (items: readonly string[], width: number): string[] =>
  items.flatMap((item) => wrap('  ', oneLine(item), width));

/** A name with a line break in it is still one item. */
const oneLine = (item: string): string => escapeText(item);

const otherSkipLines = ({ skips }: Receipt, width: number): string[] => {
  const others = skips.filter(({ why }) => !skipClasses[why].failed);
  return others.length === 0 ? [] : ['Not read:', ...listed(others.map(pathAndWhy), width)];
};

const incompleteLines = ({ complete, skips }: Receipt, width: number, paint: Paint): string[] => {
  const failed = skips.filter(({ why }) => skipClasses[why].failed);
  if (complete && failed.length === 0) return [];
  const head = 'Incomplete: not everything that was asked for was read, so this is no all-clear.';
  return [
    ...wrap('', head, width).map((line) => paint.alarm(line)),
    ...listed(failed.map(pathAndWhy), width),
  ];
};

const limitLines = ({ limits }: Receipt, width: number, paint: Paint): string[] =>
  limits.length === 0 ? [] : [paint.strong('Read only in part:'), ...listed(limits, width)];

const switchedOffLines = ({ rules, config }: Receipt, width: number): string[] => {
  const parts = [
    rules.off.length === 0 ? [] : `${many(rules.off.length, 'rule')} (${rules.off.join(', ')})`,
    config.excluded.length === 0 ? [] : `paths matching ${config.excluded.join(', ')}`,
    config.suppressed === 0 ? [] : `${many(config.suppressed, 'finding')} suppressed`,
  ].flat();
  if (parts.length === 0) return [];
  const where = config.file === null ? '' : ` (see ${config.file})`;
  return wrap('', oneLine(`Switched off${where}: ${parts.join('; ')}.`), width);
};

const staleLines = ({ config }: Receipt, width: number): string[] =>
  config.stale.length === 0 ? [] : ['Stale ignores, to be removed:', ...listed(config.stale, width)];

const summaryLines = ({ findings, receipt, failOn }: Report, width: number, paint: Paint): string[] => {
  const fresh = findings.filter(({ status }) => status === 'new');
  const known = findings.filter(({ status }) => status === 'baseline').length;
  const aside = known === 0 ? '' : ` The baseline knows ${known} more.`;
  const nothing = receipt.asked.mode === 'stdin' ? receipt.read.bytes === 0 : receipt.read.files === 0;
  if (nothing && fresh.length === 0) return wrap('', nothingRead(receipt), width);
  const lines = wrap('', `${verdict(fresh, receipt)}${aside} ${coverageOf(receipt)}`, width);
  if (failsRun({ findings, failOn }))
    return [...lines, paint.alarm(`Failing because of --fail-on ${failOn}.`)];
  return fresh.length === 0 && receipt.complete ? lines.map((line) => paint.good(line)) : lines;
};

const verdict = (fresh: readonly TriagedFinding[], { complete }: Receipt): string => {
  if (fresh.length === 0) return complete ? 'No findings.' : 'No findings in what was read.';
  const counts = severities.flatMap((severity) => {
    const count = fresh.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : `${count} ${severity}`;
  });
  const files = new Set(fresh.map(({ location }) => location.path)).size;
  return `${many(fresh.length, 'finding')} (${counts.join(', ')}) in ${many(files, 'file')}.`;
};

const nothingRead = ({ asked, skipped }: Receipt): string => {
  const left = skippedOf(skipped);
  if (asked.mode === 'stdin') return 'Nothing was scanned: standard input was empty.';
  if (asked.mode === 'staged')
    return `Nothing was scanned: ${left === '' ? 'no change is staged' : `of what is staged, ${left}`}.`;
  const paths = oneLine(asked.paths.join(', '));
  const why =
    left === '' ? `there is no file in "${paths}"` : `nothing to read is left in "${paths}", ${left}`;
  const advice = skipped.ignored
    ? ' --no-ignore reads what .gitignore names.'
    : left === ''
      ? ' Check the path.'
      : '';
  return `Nothing was scanned: ${why}.${advice}`;
};

import type { TriagedFinding } from '../core/finding.ts';
import { failsRun, type Receipt, type Report } from '../core/report.ts';
import { severities } from '../core/severity.ts';
import { coverageOf, many } from './coverage.ts';
import { coverageLines, listed, nothingRead } from './coverage-lines.ts';
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
    ...coverageLines(receipt, look, paint),
    staleLines(receipt, width),
    look.quiet ? [] : summaryLines(report, width, paint),
  ].filter((lines) => lines.length > 0);
  return parts.flatMap((lines, index) => (index === 0 || look.quiet ? lines : ['', ...lines]));
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

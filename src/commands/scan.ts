import { exitCodes } from '../core/errors.ts';
import type { Status } from '../core/finding.ts';
import type { Io } from '../core/io.ts';
import { failsRun, type Report } from '../core/report.ts';
import type { Severity } from '../core/severity.ts';
import { type FormatName, formats } from '../reports/index.ts';
import type { LoadedBaseline } from '../rules/baseline.ts';
import type { LoadedConfig } from '../rules/config.ts';
import type { Rule } from '../rules/rule-set.ts';
import { scannerFor } from '../scan/scanner.ts';
import { triage } from '../triage/triage.ts';
import { baselineFor, misplaced } from './baseline-for.ts';
import { type Gathered, gather } from './gather.ts';
import { createProgress } from './progress.ts';
import { receiptOf } from './scan-receipt.ts';
import { configFor, type SourceOptions, sourceFor } from './scan-source.ts';
import { type Selection, selectRules } from './select-rules.ts';
import { writeReport } from './write-report.ts';

/** `auth-advisor scan`, as the command line gives it. */
export interface ScanOptions extends SourceOptions {
  /** The mechanisms that are used, in place of findings. */
  readonly inventory?: boolean;
  readonly format: FormatName;
  readonly output: string | undefined;
  readonly failOn: Severity | undefined;
  readonly rules: string | undefined;
  /** A path, false for none, undefined for the one that stands next to the configuration. */
  readonly baseline: string | false | undefined;
  readonly inlineIgnores: boolean;
  readonly includeSuppressed: boolean;
  readonly exitZero: boolean;
  readonly progress: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
  readonly version: string;
}

/**
 * Scans and reports.
 * @returns the exit status: 0 clean and complete, 1 findings, 3 incomplete.
 * @throws AdvisorError for anything that keeps the scan from starting.
 */
export const scan = async (options: ScanOptions, io: Io): Promise<number> => {
  if (options.inventory) return (await import('./show-inventory.ts')).showInventory(options, io);
  const report = await scanReport(options, io);
  await writeReport(formats[options.format].render(report, lookOf(options, io)), options.output, io);
  return exitStatus(report, options.exitZero);
};

/** What of the options decides about the content of a report. */
export type ReportOptions = Omit<ScanOptions, 'inventory' | 'format' | 'output' | 'exitZero' | 'color'>;

/**
 * Scans.
 * @throws AdvisorError for anything that keeps the scan from starting.
 */
export const scanReport = async (options: ReportOptions, io: Io): Promise<Report> => {
  const started = io.now();
  const config = await configFor(options, io);
  const baseline = await baselineFor(options.baseline, options.config, config, io.cwd);
  const selection = await selectRules(options.rules, config, io.cwd);
  const scanner = scannerFor({
    rules: selection.rules,
    policy: selection.policy,
    now: started,
    digestKey: io.env.AUTH_ADVISOR_KEY ?? config?.config.salt ?? 'auth-advisor',
  });
  const progress = createProgress(io, options.progress && !options.quiet);
  const gathered = await gather(sourceFor(options, config, io), scanner, progress, io.signal).finally(() =>
    progress.end(),
  );
  return reportOf(gathered, options, { selection, config, baseline, started }, io);
};

interface Basis {
  readonly selection: Selection;
  readonly config: LoadedConfig | undefined;
  readonly baseline: LoadedBaseline | undefined;
  readonly started: Date;
}

const reportOf = (
  gathered: Gathered,
  options: ReportOptions,
  { selection, config, baseline, started }: Basis,
  io: Io,
): Report => {
  const whole = !options.staged && !options.stdin && options.paths.every((path) => path === '.');
  const { findings, stale } = triage(gathered.findings, {
    ignores: gathered.ignores,
    suppressions: config?.config.scan?.suppress ?? [],
    useInline: options.inlineIgnores,
    whole,
    baseline: baseline && { entries: baseline.entries, whole: whole && baseline.root === io.cwd },
    today: started.toISOString().slice(0, 10),
  });
  const shown = options.includeSuppressed
    ? findings
    : findings.filter(({ status }) => status !== 'suppressed');
  const named = new Set(shown.map(({ ruleId }) => ruleId));
  const count = (wanted: Status): number => findings.filter(({ status }) => status === wanted).length;
  return {
    version: options.version,
    findings: shown,
    receipt: receiptOf(gathered, options, {
      rules: { active: selection.rules.length, off: selection.off },
      config,
      stale: [...stale, ...misplaced(baseline, io.cwd)],
      suppressed: count('suppressed'),
      baseline: baseline && {
        file: baseline.file,
        entries: baseline.entries.length,
        known: count('baseline'),
      },
      durationMs: io.now().getTime() - started.getTime(),
    }),
    rules: selection.rules.filter(({ id }) => named.has(id)).map(reportRule),
    failOn: options.failOn ?? config?.config.scan?.['fail-on'] ?? 'medium',
  };
};

const reportRule = ({ id, title, severity, confidence, why, fix, references, cwe }: Rule) => ({
  id,
  title,
  severity,
  confidence,
  why,
  fix,
  references,
  cwe,
});

const lookOf = (options: ScanOptions, io: Io) => ({
  color: options.color && options.output === undefined,
  columns: options.output === undefined ? io.stdout.columns : 100,
  verbose: options.verbose,
  quiet: options.quiet,
});

/** Findings outrank incompleteness: both fail, and a finding is the more urgent news. */
const exitStatus = (report: Report, exitZero: boolean): number => {
  if (failsRun(report) && !exitZero) return 1;
  return report.receipt.complete ? 0 : exitCodes.incomplete;
};

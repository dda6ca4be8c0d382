import { exitCodes } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { failsRun, type Report } from '../core/report.ts';
import type { Severity } from '../core/severity.ts';
import { type FormatName, formats } from '../reports/index.ts';
import type { LoadedConfig } from '../rules/config.ts';
import type { Rule } from '../rules/rule-set.ts';
import { scannerFor } from '../scan/scanner.ts';
import { triage } from '../triage/triage.ts';
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
  const started = io.now();
  const config = await configFor(options, io);
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
  const report = reportOf(gathered, options, selection, config, started, io);
  await writeReport(formats[options.format].render(report, lookOf(options, io)), options.output, io);
  return exitStatus(report, options.exitZero);
};

const reportOf = (
  gathered: Gathered,
  options: ScanOptions,
  selection: Selection,
  config: LoadedConfig | undefined,
  started: Date,
  io: Io,
): Report => {
  const { findings, stale } = triage(gathered.findings, {
    ignores: gathered.ignores,
    suppressions: config?.config.scan?.suppress ?? [],
    useInline: options.inlineIgnores,
    whole: !options.staged && !options.stdin && options.paths.every((path) => path === '.'),
    today: started.toISOString().slice(0, 10),
  });
  const shown = options.includeSuppressed
    ? findings
    : findings.filter(({ status }) => status !== 'suppressed');
  const named = new Set(shown.map(({ ruleId }) => ruleId));
  const suppressed = findings.filter(({ status }) => status === 'suppressed').length;
  return {
    version: options.version,
    findings: shown,
    receipt: receiptOf(gathered, options, {
      rules: { active: selection.rules.length, off: selection.off },
      config,
      stale,
      suppressed,
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

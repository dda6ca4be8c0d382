import { relative, resolve } from 'node:path';
import { type Skip, type SkipClass, type SourceItem, skipClasses } from '../core/blob.ts';
import { AdvisorError, exitCodes, usageError } from '../core/errors.ts';
import { escapeText } from '../core/escape.ts';
import { byPlace, type Finding } from '../core/finding.ts';
import type { InlineIgnore } from '../core/inline-ignore.ts';
import type { Io } from '../core/io.ts';
import { failsRun, type Receipt, type Report } from '../core/report.ts';
import type { Severity } from '../core/severity.ts';
import { type FormatName, formats } from '../reports/index.ts';
import { findConfig, type LoadedConfig, loadConfig } from '../rules/config.ts';
import type { Rule } from '../rules/rule-set.ts';
import type { BlobResult, Scanner } from '../scan/engine.ts';
import { scannerFor } from '../scan/scanner.ts';
import { directorySource } from '../sources/directory.ts';
import { stagedSource } from '../sources/staged.ts';
import { stdinSource } from '../sources/stdin.ts';
import { triage } from '../triage/triage.ts';
import { pathMatcher } from './path-matcher.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Selection, selectRules } from './select-rules.ts';
import { writeReport } from './write-report.ts';

/** `auth-advisor scan`, as the command line gives it. */
export interface ScanOptions {
  readonly paths: readonly string[];
  readonly staged: boolean;
  readonly stdin: boolean;
  /** Name that stdin's content is judged by. */
  readonly stdinFilename: string | undefined;
  readonly format: FormatName;
  readonly output: string | undefined;
  readonly failOn: Severity | undefined;
  readonly rules: string | undefined;
  /** A path, or false for --no-config. */
  readonly config: string | false | undefined;
  readonly ignoreFiles: boolean;
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

const configFor = async (options: ScanOptions, io: Io): Promise<LoadedConfig | undefined> => {
  if (options.config === false) return undefined;
  const file = options.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, options.config);
  return file === undefined ? undefined : loadConfig(file, io.cwd);
};

const sourceFor = (
  options: ScanOptions,
  config: LoadedConfig | undefined,
  io: Io,
): AsyncIterable<SourceItem> => {
  const { cwd, env, signal } = io;
  const exclude = pathMatcher(config?.config.scan?.exclude ?? []);
  const folder = config ? relative(config.folder, cwd).replaceAll('\\', '/') : '';
  const isExcluded = (path: string): boolean => exclude(folder ? `${folder}/${path}` : path);
  const fromStdin = options.stdin || options.paths.includes('-');
  if (fromStdin && (options.staged || options.paths.some((path) => path !== '-'))) {
    throw usageError('standard input cannot be combined with --staged or with other paths');
  }
  if (fromStdin) {
    if (io.stdin.isTTY)
      throw usageError(
        'nothing is piped into standard input',
        'For example: git show HEAD:app.ts | auth-advisor scan --stdin',
      );
    return stdinSource(io.stdin, options.stdinFilename ?? '<stdin>');
  }
  if (options.staged) return stagedSource({ cwd, env, isExcluded, signal, paths: options.paths });
  const paths = options.paths.length > 0 ? options.paths : ['.'];
  return directorySource(paths, { cwd, useIgnoreFiles: options.ignoreFiles, isExcluded, signal });
};

interface Gathered {
  readonly findings: readonly Finding[];
  readonly ignores: readonly InlineIgnore[];
  readonly limits: readonly string[];
  readonly skips: readonly Skip[];
  readonly files: number;
  readonly bytes: number;
}

const gather = async (
  source: AsyncIterable<SourceItem>,
  scanner: Scanner,
  progress: Progress,
  signal: AbortSignal,
): Promise<Gathered> => {
  const findings: Finding[] = [];
  const ignores: InlineIgnore[] = [];
  const limits: string[] = [];
  const skips: Skip[] = [];
  let files = 0;
  let bytes = 0;
  for await (const item of source) {
    if (signal.aborted) throw new AdvisorError('interrupted', 'interrupted');
    if (item.kind === 'skip') {
      skips.push(item.skip);
      continue;
    }
    const { blob } = item;
    const result: BlobResult = await scanner.scan(blob);
    findings.push(...result.findings);
    ignores.push(...result.ignores);
    limits.push(...result.limits);
    skips.push(...result.skips);
    // The overlap of a large file's parts counts once, and so does the file.
    bytes += blob.part ? blob.part.ownedBytes : blob.bytes.length;
    if (!blob.part || blob.part.ownedBytes === blob.bytes.length) files++;
    progress.tick(files, blob.path, findings.length);
  }
  return { findings: findings.sort(byPlace), ignores, limits, skips, files, bytes };
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
    receipt: receiptOf(
      gathered,
      options,
      selection,
      config,
      { stale, suppressed },
      io.now().getTime() - started.getTime(),
    ),
    rules: selection.rules.filter(({ id }) => named.has(id)).map(reportRule),
    failOn: options.failOn ?? config?.config.scan?.['fail-on'] ?? 'medium',
  };
};

const receiptOf = (
  gathered: Gathered,
  options: ScanOptions,
  selection: Selection,
  config: LoadedConfig | undefined,
  said: { stale: readonly string[]; suppressed: number },
  durationMs: number,
): Receipt => {
  const failed = gathered.skips.some(({ why }) => skipClasses[why].failed);
  const fromStdin = options.stdin || options.paths.includes('-');
  // With --staged, nothing staged is an answer. A tree in which nothing was read is a mistake of the caller's.
  const read = fromStdin
    ? gathered.bytes > 0
    : gathered.files > 0 || options.staged || onlyExcluded(options, gathered);
  return {
    complete: !failed && read,
    asked: {
      mode: options.staged ? 'staged' : fromStdin ? 'stdin' : 'files',
      paths: options.paths.length > 0 ? options.paths : options.staged ? [] : ['.'],
    },
    read: { files: gathered.files, bytes: gathered.bytes },
    skipped: countByClass(gathered.skips),
    skips: gathered.skips.filter(({ why }) => options.verbose || skipClasses[why].failed),
    rules: { active: selection.rules.length, off: selection.off },
    config: {
      file: config?.file ?? null,
      excluded: config?.config.scan?.exclude ?? [],
      suppressed: said.suppressed,
      stale: said.stale,
    },
    limits: gathered.limits.map(escapeText),
    durationMs,
  };
};

/** A hook names the files of a commit; when the configuration excludes them all, that is what was asked for. */
const onlyExcluded = ({ paths }: ScanOptions, { skips }: Gathered): boolean =>
  paths.length > 0 && skips.length > 0 && skips.every(({ why }) => why === 'excluded');

const countByClass = (skips: readonly Skip[]): Partial<Record<SkipClass, number>> => {
  const counts: Partial<Record<SkipClass, number>> = {};
  for (const { why } of skips) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
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

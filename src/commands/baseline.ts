import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { AdvisorError, exitCodes, usageError } from '../core/errors.ts';
import { escapeText } from '../core/escape.ts';
import type { Io } from '../core/io.ts';
import { shownPlace } from '../core/location.ts';
import type { Report } from '../core/report.ts';
import { loadBaseline, printBaseline, usualBaseline } from '../rules/baseline.ts';
import { replaceFile } from './replace-file.ts';
import { scanReport } from './scan.ts';

/** `auth-advisor baseline`, as the command line gives it. */
export interface BaselineOptions {
  /** Relative to the working directory. */
  readonly file: string | undefined;
  readonly config: string | false | undefined;
  readonly rules: string | undefined;
  readonly ignoreFiles: boolean;
  readonly progress: boolean;
  readonly version: string;
}

/**
 * Writes down the findings of the working directory, so that scans report new ones alone.
 * @param options.force - replace a baseline that is there.
 * @returns 0, or 3 when not everything could be read.
 * @throws AdvisorError `usage` when there is one already.
 */
export const createBaseline = async (
  options: BaselineOptions & { readonly force: boolean },
  io: Io,
): Promise<number> => {
  const name = options.file ?? usualBaseline;
  const file = resolve(io.cwd, name);
  if (!options.force && statSync(file, { throwIfNoEntry: false }))
    throw usageError(
      `${name} exists`,
      'Remove what is mended with `auth-advisor baseline prune`, or replace it with --force.',
    );
  const report = await scanAll(options, false, io);
  const entries = report.findings
    .filter(({ status }) => status === 'new')
    .map(({ fingerprint, ruleId, location }) => ({ fingerprint, rule: ruleId, path: shownPlace(location) }));
  write(file, name, printBaseline(entries, file, io.cwd));
  const count = new Set(entries.map(({ fingerprint }) => fingerprint)).size;
  await io.stdout.write(`${escapeText(name)}: ${say(count)}. Commit it; scans report what is new.\n`);
  if (report.receipt.complete) return 0;
  await io.stderr.write(`warning: ${unread(report)}; what is found there later will be new\n`);
  return exitCodes.incomplete;
};

/**
 * Removes the findings that are no longer there.
 * @returns 0; nothing is written when nothing is to be removed.
 * @throws AdvisorError `incomplete` when not everything could be read: what was not read may still hold them;
 * `usage` in another folder than the one that the baseline was made in.
 */
export const pruneBaseline = async (options: BaselineOptions, io: Io): Promise<number> => {
  const name = options.file ?? usualBaseline;
  const file = resolve(io.cwd, name);
  const { root, entries } = await loadBaseline(file, io.cwd);
  if (root !== io.cwd)
    throw usageError(
      `${name} was made in another folder`,
      `Prune it there: ${relative(io.cwd, root).replaceAll('\\', '/') || root}`,
    );
  const report = await scanAll(options, name, io);
  if (!report.receipt.complete)
    throw new AdvisorError('incomplete', `${unread(report)}, so that nothing was removed from ${name}`);
  const present = new Set(
    report.findings.filter(({ status }) => status === 'baseline').map(({ fingerprint }) => fingerprint),
  );
  const kept = entries.filter(({ fingerprint }) => present.has(fingerprint));
  const removed = entries.length - kept.length;
  if (removed > 0) write(file, name, printBaseline(kept, file, io.cwd));
  await io.stdout.write(`${escapeText(name)}: ${removed} removed, ${say(kept.length)} left.\n`);
  return 0;
};

const scanAll = (options: BaselineOptions, baseline: string | false, io: Io): Promise<Report> =>
  scanReport(
    {
      ...options,
      paths: ['.'],
      staged: false,
      stdin: false,
      stdinFilename: undefined,
      baseline,
      archives: true,
      failOn: undefined,
      inlineIgnores: true,
      includeSuppressed: false,
      quiet: false,
      verbose: false,
    },
    io,
  );

const say = (count: number): string => `${count} ${count === 1 ? 'finding' : 'findings'}`;

const unread = ({ receipt }: Report): string => {
  const [first, ...others] = receipt.skips;
  if (!first) return 'nothing was read';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `not everything could be read (${escapeText(first.path)}${more})`;
};

const write = (file: string, name: string, text: string): void => {
  try {
    replaceFile(file, [text]);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AdvisorError('internal', `the baseline could not be written to ${name} (${code})`);
  }
};

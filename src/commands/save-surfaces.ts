import { realpathSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { AdvisorError, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import type { Recommendation } from '../core/recommendation.ts';
import { type DecisionDays, recordOf } from '../decide/record.ts';
import { findConfig, type LoadedConfig, loadConfig } from '../rules/config.ts';
import { isDay, isSurfaceId } from '../rules/schema/config.ts';
import { withSurface } from '../rules/write-surface.ts';
import { isRefused } from './accept-warnings.ts';
import { dayOf } from './look-for.ts';
import { replaceFile } from './replace-file.ts';

interface RecordOptions {
  readonly path?: readonly string[] | undefined;
  readonly review?: string | undefined;
  readonly surface?: string | undefined;
}

/**
 * Gets ready to record decisions.
 * @param target - the configuration to write to; true for the one that applies here.
 * @returns what writes them. A surface that is refused is not written.
 * @throws ConfigError for a file that does not validate, usageError for a wrong name or day.
 */
export const prepareRecord = async (
  target: string | true,
  options: RecordOptions,
  io: Io,
): Promise<(all: readonly Recommendation[]) => Promise<void>> => {
  if (options.surface !== undefined) checkName(options.surface);
  const days = daysOf(options.review, io.now());
  const file =
    target === true ? (findConfig(io.cwd) ?? join(io.cwd, 'auth-advisor.yaml')) : resolve(io.cwd, target);
  await current(file, io);
  return async (all) => {
    for (const one of all) checkName(one.surface);
    const writable = all.filter(({ warnings }) => !warnings.some(isRefused));
    for (const one of all) if (!writable.includes(one)) await sayRefused(one, io);
    if (writable.length === 0) return;
    // Read again: a person may have taken a while to answer.
    const before = await current(file, io);
    write(file, textWith(before, writable, options, days), io.cwd);
    const names = writable.map(({ surface }) => surface).join(', ');
    await io.stderr.write(
      `saved: ${names} in ${shown(file, io.cwd)}, to be looked at again on ${days.review}\n`,
    );
    for (const { surface } of writable.filter((one) => !pathsOf(one, before, options)))
      await io.stderr.write(
        `note: ${surface} covers every path; narrow its "paths" there, or save it with --path GLOB\n`,
      );
  };
};

const textWith = (
  before: LoadedConfig | undefined,
  writable: readonly Recommendation[],
  options: RecordOptions,
  days: DecisionDays,
): string =>
  writable.reduce<string | undefined>(
    (text, one) =>
      withSurface(text, one.surface ?? '', recordOf(one, pathsOf(one, before, options) ?? ['**'], days)),
    before?.text,
  ) ?? '';

const pathsOf = (
  { surface }: Recommendation,
  before: LoadedConfig | undefined,
  { path }: RecordOptions,
): readonly string[] | undefined => (path?.length ? path : before?.config.surfaces?.[surface ?? '']?.paths);

const current = async (file: string, { cwd }: Io): Promise<LoadedConfig | undefined> =>
  statSync(file, { throwIfNoEntry: false }) === undefined ? undefined : loadConfig(file, cwd);

const checkName = (name: string | null): void => {
  if (name === null)
    throw usageError('--save needs a name for the surface', 'For example: --surface billing-export');
  if (!isSurfaceId(name))
    throw usageError(
      `"${name}" cannot be the name of a recorded surface`,
      'Use letters and digits, with - _ or . between them, at most 64.',
    );
};

const daysOf = (review: string | undefined, now: Date): DecisionDays => {
  const date = dayOf(now);
  if (review === undefined) return { date, review: dayOf(aYearAfter(now)) };
  if (!isDay(review)) throw usageError(`--review takes a day such as 2027-01-31, not "${review}"`);
  if (review <= date) throw usageError(`--review takes a day to come, not ${review}`);
  return { date, review };
};

const aYearAfter = (now: Date): Date => {
  const then = new Date(now);
  then.setUTCFullYear(then.getUTCFullYear() + 1);
  return then;
};

const sayRefused = async ({ surface, warnings }: Recommendation, io: Io): Promise<void> => {
  const ids = warnings.filter(isRefused).map(({ id }) => id);
  await io.stderr.write(
    `not saved: ${surface} is refused (${ids.join(', ')}); accept with --accept ${ids[0]} --reason TEXT\n`,
  );
};

const write = (file: string, text: string, cwd: string): void => {
  try {
    const old = statSync(file, { throwIfNoEntry: false });
    // Renaming over a link would replace the link.
    replaceFile(old ? realpathSync(file) : file, [text], old ? old.mode & 0o777 : undefined);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AdvisorError('internal', `the decision could not be written to ${shown(file, cwd)} (${code})`);
  }
};

const shown = (file: string, cwd: string): string => {
  const path = relative(cwd, file);
  return path.startsWith('..') ? file : path;
};

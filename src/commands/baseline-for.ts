import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { escapeText } from '../core/escape.ts';
import { type LoadedBaseline, loadBaseline, usualBaseline } from '../rules/baseline.ts';
import type { LoadedConfig } from '../rules/config.ts';

/**
 * The baseline that applies: the one that is named, else the usual one next to the configuration (without a configuration
 * in the working directory). Who asks for no configuration gets no baseline that is not named.
 * @param named - a path, false for none.
 * @throws ConfigError for a malformed one, usageError when the named one cannot be read.
 */
export const baselineFor = async (
  named: string | false | undefined,
  askedConfig: string | false | undefined,
  config: LoadedConfig | undefined,
  cwd: string,
): Promise<LoadedBaseline | undefined> => {
  if (named === false) return undefined;
  if (named !== undefined) return loadBaseline(resolve(cwd, named), cwd);
  if (askedConfig === false) return undefined;
  const usual = join(config?.folder ?? cwd, usualBaseline);
  return statSync(usual, { throwIfNoEntry: false }) ? loadBaseline(usual, cwd) : undefined;
};

/** A sentence for the receipt where a baseline counts its paths from another folder. */
export const misplaced = (baseline: LoadedBaseline | undefined, cwd: string): string[] =>
  baseline === undefined || baseline.root === cwd || baseline.entries.length === 0
    ? []
    : [
        `${escapeText(baseline.file)}: this baseline was made in another folder and knows nothing of this one`,
      ];

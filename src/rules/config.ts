import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseDuration } from '../core/duration.ts';
import { ConfigError, type Problem } from '../core/errors.ts';
import type { Surfaces } from './check-surfaces.ts';
import { readOwnFile, shownFrom } from './read-own-file.ts';
import type { Config } from './schema/config.ts';
import type { Band, Policy } from './schema/policy.ts';
import type { YamlFile } from './yaml-file.ts';

/** A configuration and where it came from. */
export interface LoadedConfig {
  readonly config: Config;
  /** The file as it stands, without a byte order mark. */
  readonly text: string;
  /** As shown to people: relative to the working directory where it is below it. */
  readonly file: string;
  /** Absolute folder of the file; its globs are relative to this. */
  readonly folder: string;
  readonly placeOf: YamlFile<Config>['placeOf'];
}

const names = ['auth-advisor.yaml', 'auth-advisor.yml'] as const;

/**
 * The configuration file that applies to a folder: looked for there and upwards, no further than the repository's root.
 * @throws ConfigError when one folder holds both spellings.
 */
export const findConfig = (cwd: string): string | undefined => {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const present = names.map((name) => join(folder, name)).filter(exists);
    const [first, second] = present;
    if (first && second) {
      throw new ConfigError([
        problemIn(shownFrom(cwd, second), `there is ${names[0]} beside it; keep one of the two`),
      ]);
    }
    if (first) return first;
    if (exists(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
};

/**
 * Reads and validates a configuration.
 * @throws ConfigError with every problem, usageError when the file cannot be read.
 */
export const loadConfig = async (file: string, cwd: string): Promise<LoadedConfig> => {
  const name = shownFrom(cwd, file);
  const text = readOwnFile(file, name, 'configuration');
  // yaml and valibot cost 50 ms to load; most runs have no configuration.
  const [{ parseYamlFile }, { config }] = await Promise.all([
    import('./yaml-file.ts'),
    import('./schema/config.ts'),
  ]);
  const parsed = parseYamlFile(name, text, config);
  if (!parsed.value) throw new ConfigError(parsed.problems);
  const { surfaces } = parsed.value;
  if (surfaces) await rejectUnknownNames({ file: name, surfaces, placeOf: parsed.placeOf });
  return { config: parsed.value, text, file: name, folder: dirname(file), placeOf: parsed.placeOf };
};

const rejectUnknownNames = async (surfaces: Surfaces): Promise<void> => {
  const [{ checkSurfaces }, { default: model }] = await Promise.all([
    import('./check-surfaces.ts'),
    import('virtual:auth-advisor/decision-model'),
  ]);
  const problems = checkSurfaces(surfaces, model);
  if (problems.length > 0) throw new ConfigError(problems);
};

/**
 * The shipped policy with a project's own limits. They may only be shorter.
 * @throws ConfigError at each limit that is longer than the shipped one.
 */
export const tightenPolicy = (policy: Policy, loaded: LoadedConfig | undefined): Policy => {
  const own = loaded?.config.policy?.lifetimes;
  if (!loaded || !own) return policy;
  const problems: Problem[] = [];
  const lifetimes = { ...policy.lifetimes };
  for (const [use, band] of Object.entries(own) as [keyof Policy['lifetimes'], Band | undefined][]) {
    const shipped = policy.lifetimes[use];
    for (const [severity, limit] of Object.entries(band ?? {}) as [keyof Band, string][]) {
      const before = shipped[severity];
      if (before !== undefined && seconds(limit) > seconds(before)) {
        const place = loaded.placeOf(['policy', 'lifetimes', use, severity]);
        const message = `${limit} is longer than the shipped limit of ${before}; a project may only tighten the policy`;
        problems.push({ file: loaded.file, ...place, message });
      }
    }
    lifetimes[use] = { ...shipped, ...band };
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...policy, lifetimes };
};

const seconds = (text: string): number => parseDuration(text) ?? 0;

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

const problemIn = (file: string, message: string): Problem => ({ file, line: 1, column: 1, message });

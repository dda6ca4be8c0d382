import { dirname, relative, resolve } from 'node:path';
import { ConfigError } from '../core/errors.ts';
import { readOwnFile, shownFrom } from './read-own-file.ts';
import type { Baseline, BaselineEntry } from './schema/baseline.ts';

/** A baseline and where it came from. */
export interface LoadedBaseline {
  /** As shown to people. */
  readonly file: string;
  /** Absolute: the folder that its paths and fingerprints count from. */
  readonly root: string;
  readonly entries: readonly BaselineEntry[];
}

/** Name of the baseline that is used without being named. */
export const usualBaseline = 'auth-advisor-baseline.json';

/**
 * Reads and validates a baseline.
 * @param file - absolute.
 * @throws ConfigError with line and column of each problem, usageError when it cannot be read.
 */
export const loadBaseline = async (file: string, cwd: string): Promise<LoadedBaseline> => {
  const name = shownFrom(cwd, file);
  const text = readOwnFile(file, name, 'baseline');
  const [v, { baseline }] = await Promise.all([import('valibot'), import('./schema/baseline.ts')]);
  const data = parsed(text);
  const value: Baseline = v.is(baseline, data) ? data : await explained(name, text);
  return { file: name, root: resolve(dirname(file), value.root), entries: value.findings };
};

/**
 * The text of a baseline: one finding a line, sorted, so that it merges and reviews well.
 * @param file - absolute, where it will be; @param root - absolute, the folder that was scanned.
 */
export const printBaseline = (entries: readonly BaselineEntry[], file: string, root: string): string => {
  const byFingerprint = new Map(entries.map((one) => [one.fingerprint, one]));
  const lines = [...byFingerprint.values()]
    .sort(
      (a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint),
    )
    .map(({ fingerprint, rule, path }) => `    ${JSON.stringify({ fingerprint, rule, path })}`);
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  const from = relative(dirname(file), root).replaceAll('\\', '/') || '.';
  return `{\n  "version": 1,\n  "root": ${JSON.stringify(from)},\n  "findings": ${findings}\n}\n`;
};

// Code-unit order: localeCompare depends on the machine's locale.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** JSON.parse is fifty times as fast as what knows lines and columns, and a baseline may be long. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is wrong, and where, is said by the other parser.
    return undefined;
  }
};

const explained = async (name: string, text: string): Promise<Baseline> => {
  const [{ parseYamlFile }, { baseline }] = await Promise.all([
    import('./yaml-file.ts'),
    import('./schema/baseline.ts'),
  ]);
  const { value, problems } = parseYamlFile(name, text, baseline);
  if (value) return value;
  throw new ConfigError(problems, 'Make it anew: auth-advisor baseline create --force');
};

import picomatch from 'picomatch';
import type { Setting } from '../rules/rule-set.ts';
import type { ConfigEntry, ConfigFacts } from './config/entry.ts';
import type { Literal } from './detection.ts';

/** A rule with its places made ready for comparison. */
export interface CompiledSetting {
  readonly rule: Setting;
  /** One of them must occur in a file for the rule to have anything to say. */
  readonly literals: readonly Literal[];
  readonly fitsPath: (path: string) => boolean;
  readonly fitsText: (text: string) => boolean;
  /** The more a rule asks of a file, the more it knows about it. */
  readonly specificity: number;
  readonly keys: readonly (readonly string[])[];
  readonly env: readonly RegExp[];
}

// The product of rules that speak of names which many programs have in common.
const generalProduct = 'any';

/** Prepares a rule. */
export const compileSetting = (rule: Setting): CompiledSetting => {
  const { keys = [], env = [], marker = [], files = [] } = rule;
  const words = marker.length > 0 ? marker : [...keys.flatMap(spellings), ...env.map(longestRun)];
  // Made when a file speaks of the rule: most runs need none.
  let patterns: readonly RegExp[] | undefined;
  return {
    rule,
    literals: [...new Set(words)].map((text) => ({ text, ignoreCase: true })),
    fitsPath: pathTest(files),
    fitsText: textTest(marker),
    specificity:
      (rule.product === generalProduct ? 0 : 4) + (marker.length > 0 ? 2 : 0) + (files.length > 0 ? 1 : 0),
    keys: keys.map((key) => key.split('.').map(foldKey)),
    get env() {
      patterns ??= env.map(envPattern);
      return patterns;
    },
  };
};

/** The entries that a rule speaks of, each once. */
export const entriesFor = ({ keys, env }: CompiledSetting, facts: ConfigFacts): ConfigEntry[] => {
  const found =
    keys.length === 0 ? [] : facts.entries.filter((entry) => keys.some((key) => fits(key, keyPathOf(entry))));
  const starts = new Set(found.map(({ start }) => start));
  const variables =
    env.length === 0
      ? []
      : facts.env.filter(
          ({ path, start }) => !starts.has(start) && env.some((one) => one.test(path[0] ?? '')),
        );
  return [...found, ...variables];
};

/** `accessToken`, `access_token` and `Access-Token` are one key. */
export const foldKey = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');

/** The keys of an entry, folded; `a.b` in properties is the same place as `a: {b: }` in YAML. */
export const keyPathOf = (entry: ConfigEntry): readonly string[] => {
  const known = keyPaths.get(entry);
  if (known) return known;
  const path = entry.path.join('.').split('.').map(foldKey);
  keyPaths.set(entry, path);
  return path;
};

// Asked for once by every rule.
const keyPaths = new WeakMap<ConfigEntry, readonly string[]>();

/** @param pattern - folded keys, `*`, `**`. */
export const fits = (pattern: readonly string[], path: readonly string[], p = 0, k = 0): boolean => {
  const want = pattern[p];
  if (want === undefined) return k === path.length;
  if (want === '**') {
    for (let skip = k; skip <= path.length; skip++) if (fits(pattern, path, p + 1, skip)) return true;
    return false;
  }
  return k < path.length && (want === '*' || want === path[k]) && fits(pattern, path, p + 1, k + 1);
};

/** How the most telling key of a path may be spelled: `accessToken`, `access_token`, `access-token`. */
export const spellings = (key: string): string[] => {
  const names = key.split('.').filter((one) => !one.includes('*'));
  const telling = names.filter((one) => !commonKeys.has(foldKey(one)));
  const name = (telling.length > 0 ? telling : names).reduce(
    (best, one) => (one.length >= best.length ? one : best),
    '',
  );
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').split(/[-_]/);
  return ['', '_', '-'].map((glue) => words.join(glue));
};

// Words of every second file: to wait for one of them would mean to parse that file for nothing.
const commonKeys = new Set([
  ...[
    'key',
    'secret',
    'type',
    'name',
    'data',
    'items',
    'config',
    'auth',
    'security',
    'client',
    'clients',
    'token',
  ],
  ...[
    'expires',
    'expiration',
    'expiry',
    'duration',
    'lifetime',
    'timeout',
    'ttl',
    'properties',
    'attributes',
    'spring',
  ],
]);

/** Of `VITE_*SECRET` the prefix, which says more; else the longest stretch. */
const longestRun = (name: string): string => {
  const runs = name.split('*');
  const [prefix = ''] = runs;
  return prefix.length >= 5
    ? prefix
    : runs.reduce((best, run) => (run.length > best.length ? run : best), '');
};

const envPattern = (name: string): RegExp =>
  new RegExp(`^${name.replace(/[^A-Za-z0-9_*]/g, '').replaceAll('*', '[A-Za-z0-9_]{0,100}')}$`, 'i');

/** A test for a path against globs; those without a slash speak of its last part, those with `!` exclude. */
export const pathTest = (files: readonly string[]): ((path: string) => boolean) => {
  // picomatch takes a list as alternatives, so that one negation would match nearly everything: two tests, then.
  const included = files.filter((glob) => !glob.startsWith('!')).map(globTest);
  const excluded = files.filter((glob) => glob.startsWith('!')).map((glob) => globTest(glob.slice(1)));
  return (path) =>
    (included.length === 0 || included.some((test) => test(path))) && !excluded.some((test) => test(path));
};

const globTest = (glob: string): ((path: string) => boolean) => {
  let test: ((path: string) => boolean) | undefined;
  return (path) => {
    // Made when it is first asked: most runs ask for none of a hundred.
    test ??= picomatch(glob, { nocase: true, dot: true });
    return test(glob.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1));
  };
};

const textTest = (marker: readonly string[]): ((text: string) => boolean) => {
  if (marker.length === 0) return () => true;
  let pattern: RegExp | undefined;
  return (text) => {
    pattern ??= new RegExp(marker.map((word) => word.replace(/[^\w\s]/g, '\\$&')).join('|'), 'i');
    return pattern.test(text);
  };
};

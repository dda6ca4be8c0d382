import type { ConfigEntry } from './entry.ts';
import { isReference } from './reference.ts';

/**
 * The environment variables that a structured file sets: compose and workflow `env`/`environment` as map or list,
 * Kubernetes and ECS `{name, value}` items, the data of a ConfigMap.
 * @param text - the file, to place the two halves of `NAME=value`.
 */
export const environmentOf = (entries: readonly ConfigEntry[], text: string): ConfigEntry[] => {
  const configMaps = documentsOfKind(entries, ['configmap', 'secret']);
  const pairs = new Map<string, ConfigEntry>();
  return entries.flatMap((entry) => {
    const [key = '', parent = '', grandparent = ''] = [
      entry.path.at(-1),
      entry.path.at(-2),
      entry.path.at(-3),
    ];
    if (isHolder(parent) && isIndex(key)) return assignment(entry, text);
    if (isHolder(parent) && isName(key)) return [{ ...entry, path: [key] }];
    if (isHolder(grandparent) && isIndex(parent)) return namedValue(entry, pairs);
    const isData = entry.path.length === 2 && (parent === 'data' || parent === 'stringData');
    return isData && isName(key) && configMaps.has(entry.document) ? [{ ...entry, path: [key] }] : [];
  });
};

const holders = new Set([
  'env',
  'environment',
  'variables',
  'envvars',
  'envvariables',
  'environmentvariables',
  'extraenv',
  'extraenvs',
  'extraenvvars',
  'buildargs',
  'buildenv',
  'containerenv',
  'remoteenv',
  'vars',
]);

const isHolder = (key: string): boolean => holders.has(key.toLowerCase().replace(/[-_]/g, ''));
const isIndex = (key: string): boolean => /^\d{1,6}$/.test(key);
const isName = (key: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,200}$/.test(key);

/** Items of a list: `- NAME=value`. */
const assignment = (entry: ConfigEntry, text: string): ConfigEntry[] => {
  if (typeof entry.value !== 'string') return [];
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]{0,200})=([\s\S]*)$/.exec(entry.value) ?? [];
  if (name === undefined || value === undefined) return [];
  const source = text.slice(entry.start, entry.end);
  const nameAt = source.indexOf(name);
  const place = { keyStart: entry.start + nameAt, keyEnd: entry.start + nameAt + name.length };
  const valueAt = source.indexOf(value, nameAt + name.length + 1);
  // A value with escapes does not stand in the source as it reads: then the whole item is its place.
  const span =
    valueAt < 0 ? entry : { start: entry.start + valueAt, end: entry.start + valueAt + value.length };
  return [
    {
      ...entry,
      ...place,
      path: [name],
      value,
      start: span.start,
      end: span.end,
      reference: isReference(value),
    },
  ];
};

/** The second of `name` and `value` within one item completes the pair; order is free. */
const namedValue = (entry: ConfigEntry, pairs: Map<string, ConfigEntry>): ConfigEntry[] => {
  const role = entry.path.at(-1)?.toLowerCase();
  if (role !== 'name' && role !== 'value') return [];
  const item = JSON.stringify([entry.document, ...entry.path.slice(0, -1)]);
  const other = pairs.get(item);
  pairs.set(item, entry);
  if (!other) return [];
  const [name, value] = role === 'value' ? [other, entry] : [entry, other];
  if (typeof name.value !== 'string' || !isName(name.value)) return [];
  return [{ ...value, path: [name.value] }];
};

const documentsOfKind = (
  entries: readonly ConfigEntry[],
  kinds: readonly string[],
): ReadonlySet<number | undefined> =>
  new Set(
    entries
      .filter(
        ({ path, value }) =>
          path.length === 1 && path[0] === 'kind' && kinds.includes(String(value).toLowerCase()),
      )
      .map(({ document }) => document),
  );

import { type ConfigEntry, type ConfigFacts, noFacts } from './entry.ts';
import { type Format, formatOf, formats } from './formats.ts';

/**
 * The key paths and values of a configuration file; of files of no known format, none.
 * Readers are loaded on demand: the YAML parser alone costs 40 ms.
 * @param path - only its last part decides the format.
 */
export const configFacts = async (text: string, path: string): Promise<ConfigFacts> => {
  const format = formatOf(path);
  if (!format) return noFacts;
  const facts = await (await format.load())(text);
  const places = new Set(facts.entries.map(placeOf));
  // `- NAME={...}` and `{name: NAME, value: ...}`: the text has its variable's name only as environment.
  const ownEnv = facts.env.filter((entry) => !places.has(placeOf(entry)));
  const nested = await nestedFacts([...facts.entries, ...ownEnv], 0);
  if (nested.entries.length === 0) return facts;
  return {
    entries: [...facts.entries, ...nested.entries],
    env: [...facts.env, ...nested.env],
    broken: facts.broken,
  };
};

const placeOf = ({ start, path }: ConfigEntry): string => `${start}:${path.at(-1)}`;

const mostNesting = 2;
const mostNested = 200;

/** Settings inside text: a JSON value (`HASURA_GRAPHQL_JWT_SECRET`), a file within a ConfigMap. All stand where the text stands. */
const nestedFacts = async (
  entries: readonly ConfigEntry[],
  depth: number,
): Promise<Omit<ConfigFacts, 'broken'>> => {
  const found: { entries: ConfigEntry[]; env: ConfigEntry[] } = { entries: [], env: [] };
  const holders = depth < mostNesting ? entries.filter(mayHold).slice(0, mostNested) : [];
  for (const holder of holders) {
    const inner = await readInner(holder);
    if (!inner || inner.broken) continue;
    const placed = inner.entries.map((entry) => placeIn(holder, entry, true));
    const deeper = await nestedFacts(placed, depth + 1);
    found.entries.push(...placed, ...deeper.entries);
    found.env.push(...inner.env.map((entry) => placeIn(holder, entry, false)), ...deeper.env);
  }
  return found;
};

const mayHold = ({ value, path }: ConfigEntry): boolean =>
  typeof value === 'string' &&
  value.length > 6 &&
  (looksLikeJson(value) || innerFormat(path.at(-1)) !== undefined);

const looksLikeJson = (text: string): boolean => /^\s{0,40}[{[][\s"{[]/.test(text);

/** A key such as `application.yml` with a page of text behind it. */
const innerFormat = (key = ''): Format | undefined => (key.includes('.') ? formatOf(key) : undefined);

const readInner = async ({ value, path }: ConfigEntry): Promise<ConfigFacts | undefined> => {
  const text = String(value);
  if (looksLikeJson(text)) return (await formats.json.load())(text);
  const format = text.includes('\n') ? innerFormat(path.at(-1)) : undefined;
  return format && (await format.load())(text);
};

const placeIn = (holder: ConfigEntry, entry: ConfigEntry, below: boolean): ConfigEntry => ({
  ...entry,
  path: below ? [...holder.path, ...entry.path] : entry.path,
  keyStart: holder.keyStart,
  keyEnd: holder.keyEnd,
  start: holder.start,
  end: holder.end,
  ...(holder.document === undefined ? {} : { document: holder.document }),
});

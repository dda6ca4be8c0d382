import { brokenFacts, type ConfigEntry, type ConfigFacts, type Scalar } from './entry.ts';
import { environmentOf } from './environment.ts';
import { isReference } from './reference.ts';
import { createTomlLexer, type Key, TomlError, type TomlLexer } from './toml-lexer.ts';

const mostCharacters = 4 * 1024 * 1024;
const mostDepth = 100;

/** Reads TOML 1.0 with the place of every key and value. */
export const readToml = (text: string): ConfigFacts => {
  if (text.length > mostCharacters) return brokenFacts;
  const entries: ConfigEntry[] = [];
  let broken = false;
  try {
    readDocument(createTomlLexer(text), entries);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    broken = true;
  }
  return { entries, env: environmentOf(entries, text), broken };
};

const readDocument = (lexer: TomlLexer, into: ConfigEntry[]): void => {
  const tables = createTables();
  let table: readonly string[] = [];
  for (lexer.skipLines(); !lexer.atEnd(); lexer.skipLines()) {
    if (lexer.take('[[')) {
      table = tables.openItem(readHeader(lexer, ']]'));
    } else if (lexer.take('[')) {
      table = tables.open(readHeader(lexer, ']'));
    } else readPair(lexer, table, into, 0);
    lexer.lineEnd();
  }
};

const readHeader = (lexer: TomlLexer, close: string): string[] => {
  const keys = readKeys(lexer);
  lexer.expect(close);
  return keys.map(({ name }) => name);
};

const readKeys = (lexer: TomlLexer): [Key, ...Key[]] => {
  lexer.skipBlanks();
  const keys: [Key, ...Key[]] = [lexer.key()];
  for (lexer.skipBlanks(); lexer.take('.'); lexer.skipBlanks()) {
    lexer.skipBlanks();
    keys.push(lexer.key());
  }
  return keys;
};

/** Knows which tables are arrays, and how many items each has. */
const createTables = () => {
  const counts = new Map<string, number>();
  const id = (path: readonly string[]) => JSON.stringify(path);
  const resolve = (names: readonly string[]): string[] => {
    const path: string[] = [];
    for (const name of names) {
      path.push(name);
      const count = counts.get(id(path));
      if (count !== undefined) path.push(String(count - 1));
    }
    return path;
  };
  return {
    open: resolve,
    openItem: (names: readonly string[]): string[] => {
      const path = [...resolve(names.slice(0, -1)), ...names.slice(-1)];
      const count = counts.get(id(path)) ?? 0;
      counts.set(id(path), count + 1);
      return [...path, String(count)];
    },
  };
};

const readPair = (lexer: TomlLexer, table: readonly string[], into: ConfigEntry[], depth: number): void => {
  const keys = readKeys(lexer);
  lexer.expect('=');
  lexer.skipBlanks();
  const last = keys.at(-1) ?? keys[0];
  readValue(lexer, [...table, ...keys.map(({ name }) => name)], last, into, depth);
};

type Placed = Pick<Key, 'start' | 'end'>;

const readValue = (
  lexer: TomlLexer,
  path: readonly string[],
  key: Placed,
  into: ConfigEntry[],
  depth: number,
): void => {
  if (depth > mostDepth) throw new TomlError('nested too deeply');
  const start = lexer.at();
  const place = { path, keyStart: key.start, keyEnd: key.end, start };
  const emit = (value: Scalar, more: Partial<ConfigEntry>): void => {
    into.push({ ...place, value, end: lexer.at(), reference: false, ...more });
  };
  if (lexer.take('[')) {
    if (readItems(lexer, path, into, depth) === 0) emit(null, { empty: 'list' });
  } else if (lexer.take('{')) {
    if (readMembers(lexer, path, into, depth) === 0) emit(null, { empty: 'map' });
  } else {
    const value = lexer.scalar();
    emit(value, { reference: typeof value === 'string' && isReference(value) });
  }
};

const readItems = (lexer: TomlLexer, path: readonly string[], into: ConfigEntry[], depth: number): number => {
  let count = 0;
  for (lexer.skipLines(); !lexer.take(']'); lexer.skipLines()) {
    const at = lexer.at();
    readValue(lexer, [...path, String(count)], { start: at, end: at }, into, depth + 1);
    count++;
    lexer.skipLines();
    if (!lexer.take(',')) {
      lexer.expect(']');
      return count;
    }
  }
  return count;
};

const readMembers = (
  lexer: TomlLexer,
  path: readonly string[],
  into: ConfigEntry[],
  depth: number,
): number => {
  let count = 0;
  for (lexer.skipLines(); !lexer.take('}'); lexer.skipLines()) {
    readPair(lexer, path, into, depth + 1);
    count++;
    lexer.skipLines();
    if (!lexer.take(',')) {
      lexer.expect('}');
      return count;
    }
  }
  return count;
};

import type { Scalar } from './entry.ts';

/** The text is not TOML from here on. */
export class TomlError extends Error {}

export interface Key {
  readonly name: string;
  /** Without quotes. */
  readonly start: number;
  readonly end: number;
}

export interface TomlLexer {
  readonly at: () => number;
  readonly atEnd: () => boolean;
  /** Steps over `token` when it stands here. */
  readonly take: (token: string) => boolean;
  /** Steps over blanks and `token`. @throws TomlError when something else stands here. */
  readonly expect: (token: string) => void;
  readonly skipBlanks: () => void;
  /** Steps over blanks, comments and line ends. */
  readonly skipLines: () => void;
  /** Nothing but a comment may stand on the rest of the line. @throws TomlError */
  readonly lineEnd: () => void;
  /** @throws TomlError */
  readonly key: () => Key;
  /** Text, number, boolean; dates and times stay text. @throws TomlError */
  readonly scalar: () => Scalar;
}

/** Steps through the tokens of TOML. */
export const createTomlLexer = (text: string): TomlLexer => {
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const take = (token: string): boolean => {
    if (!text.startsWith(token, at)) return false;
    at += token.length;
    return true;
  };
  const expect = (token: string): void => {
    match(blanks);
    if (!take(token)) throw new TomlError(`expected ${token}`);
  };
  const quoted = (): string | undefined => {
    const kind = strings.find(({ open }) => text.startsWith(open, at));
    if (!kind) return undefined;
    const from = at + kind.open.length;
    const to = closingOf(text, kind.open, from);
    if (to === undefined) throw new TomlError('unterminated text');
    at = to + kind.open.length;
    return kind.decode(text.slice(from, to));
  };
  return {
    at: () => at,
    atEnd: () => at >= text.length,
    take,
    expect,
    skipBlanks: () => void match(blanks),
    skipLines: () => {
      while (match(whitespace) || match(comment));
    },
    lineEnd: () => {
      match(blanks);
      if (match(restOfLine) === undefined) throw new TomlError('expected the end of the line');
    },
    key: () => {
      const start = at;
      const name = quoted();
      if (name !== undefined) return { name, start: start + 1, end: at - 1 };
      const bare = match(bareKey);
      if (bare === undefined) throw new TomlError('expected a key');
      return { name: bare, start, end: at };
    },
    scalar: () => {
      const value = quoted();
      if (value !== undefined) return value;
      const token = match(bareValue);
      if (token === undefined) throw new TomlError('expected a value');
      return bareScalar(token);
    },
  };
};

const blanks = /[ \t]*/y;
const whitespace = /[ \t\r\n]+/y;
const comment = /#[^\n]*/y;
const restOfLine = /(?:#[^\n]*)?(?:\r?\n|$)/y;
const bareKey = /[A-Za-z0-9_-]+/y;
// A date and a time may be parted by one blank.
const bareValue = /(?:\d{4}-\d\d-\d\d \d\d:)?[^\s,\]}#"'[{=]+/y;

const decoded = (raw: string): string =>
  raw.replace(
    /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(\S))/g,
    (_, short?: string, long?: string, char = '') => {
      const code = short ?? long;
      if (code === undefined) return escapes[char] ?? char;
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '�';
    },
  );

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' };

const withoutFirstLineEnd = (raw: string): string => raw.replace(/^\r?\n/, '');

const strings = [
  {
    open: '"""',
    decode: (raw: string) => decoded(withoutFirstLineEnd(raw).replace(/\\[ \t]{0,100}\r?\n\s*/g, '')),
  },
  { open: "'''", decode: withoutFirstLineEnd },
  { open: '"', decode: decoded },
  { open: "'", decode: (raw: string) => raw },
] as const;

/** Where the closing quotes stand; text in single quotes has no escapes, and text in one quote has one line. */
const closingOf = (text: string, quotes: string, from: number): number | undefined => {
  let at = text.indexOf(quotes, from);
  while (at >= 0 && quotes.startsWith('"') && isEscaped(text, at, from)) at = text.indexOf(quotes, at + 1);
  if (at < 0) return undefined;
  if (quotes.length === 1) return /\n/.test(text.slice(from, at)) ? undefined : at;
  // Up to two quotes may stand right before the closing three.
  while (text.startsWith(quotes, at + 1)) at++;
  return at;
};

const isEscaped = (text: string, at: number, from: number): boolean => {
  let slashes = 0;
  while (at - slashes - 1 >= from && text[at - slashes - 1] === '\\') slashes++;
  return slashes % 2 === 1;
};

const bareScalar = (token: string): Scalar => {
  if (token === 'true' || token === 'false') return token === 'true';
  if (/^[+-]?(?:inf|nan)$/.test(token)) return Number(token.replace('inf', 'Infinity').replace('nan', 'NaN'));
  if (/^\d{4}-\d\d-\d\d|^\d\d:\d\d/.test(token)) return token;
  const plain = token.replaceAll('_', '');
  if (/^(?:0x[0-9A-Fa-f]+|0o[0-7]+|0b[01]+|[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(plain))
    return Number(plain);
  throw new TomlError('expected a value');
};

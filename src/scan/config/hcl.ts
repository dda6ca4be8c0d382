import { brokenFacts, type ConfigEntry, type ConfigFacts, type Scalar } from './entry.ts';
import { environmentOf } from './environment.ts';
import { isReference } from './reference.ts';

const mostCharacters = 4 * 1024 * 1024;
const mostDepth = 100;

/**
 * Reads HCL (Terraform): blocks with their labels become keys, literals become values, products of numbers are
 * multiplied out; every other expression is a reference.
 */
export const readHcl = (text: string): ConfigFacts => {
  if (text.length > mostCharacters) return brokenFacts;
  const reader = new HclReader(text);
  const whole = reader.body([], 0) && reader.atEnd();
  return { entries: reader.entries, env: environmentOf(reader.entries, text), broken: !whole };
};

interface Key {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
}

class HclReader {
  readonly entries: ConfigEntry[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Attributes and blocks up to a closing brace. @returns false where the text is not HCL. */
  body(path: readonly string[], depth: number): boolean {
    if (depth > mostDepth) return false;
    for (this.#skip(emptiness); !this.atEnd() && this.#text[this.#at] !== '}'; this.#skip(emptiness)) {
      if (!this.#member(path, depth)) return false;
      this.#skip(/[ \t,]*/y);
    }
    return true;
  }

  #member(path: readonly string[], depth: number): boolean {
    const key = this.#key(path);
    if (!key) return false;
    this.#skip(blanks);
    if (this.#take('=') || this.#take(':')) return this.#value(key, depth);
    const labels: string[] = [];
    for (let label = this.#match(labelPattern); label !== undefined; label = this.#match(labelPattern)) {
      labels.push(label.trim().replace(/^"|"$/g, ''));
    }
    if (!this.#take('{')) return false;
    return this.body([...key.path, ...labels], depth + 1) && this.#take('}');
  }

  #key(path: readonly string[]): Key | undefined {
    const start = this.#at;
    const written = this.#match(/"[^"\n]{1,300}"|\([^()\n]{1,300}\)|[A-Za-z_][\w-]{0,300}/y);
    if (written === undefined) return undefined;
    const quotes = written.startsWith('"') ? 1 : 0;
    const name = written.slice(quotes, written.length - quotes);
    return { path: [...path, name], start: start + quotes, end: this.#at - quotes };
  }

  #value(key: Key, depth: number): boolean {
    this.#skip(blanks);
    const start = this.#at;
    if (this.#take('{')) {
      const before = this.entries.length;
      if (!this.body(key.path, depth + 1) || !this.#take('}')) return false;
      if (this.entries.length === before) this.#emit(key, null, start, { empty: 'map' });
      return true;
    }
    if (this.#take('[')) return this.#list(key, start, depth);
    return this.#scalar(key, start);
  }

  #list(key: Key, start: number, depth: number): boolean {
    if (depth > mostDepth) return false;
    let count = 0;
    for (this.#skip(emptiness); !this.#take(']'); this.#skip(emptiness)) {
      const at = this.#at;
      if (this.atEnd() || !this.#value({ path: [...key.path, String(count)], start: at, end: at }, depth + 1))
        return false;
      count++;
      this.#skip(emptiness);
      this.#take(',');
      // `[for x in y : x]` and the like are not lists of literals.
      if (this.#at === at) return false;
    }
    if (count === 0) this.#emit(key, null, start, { empty: 'list' });
    return true;
  }

  #scalar(key: Key, start: number): boolean {
    const heredoc = this.#heredoc(key, start);
    if (heredoc !== undefined) return heredoc;
    const end = this.#endOfExpression();
    const raw = this.#text.slice(start, end).trimEnd();
    if (raw === '') return false;
    this.#at = start + raw.length;
    const value = literal(raw);
    if (value === undefined) this.#emit(key, raw, start, { reference: true });
    else this.#emit(key, value, start, { reference: typeof value === 'string' && isReference(value) });
    return true;
  }

  /** @returns whether it is closed; undefined when none begins here. */
  #heredoc(key: Key, start: number): boolean | undefined {
    const tag = /<<-?([A-Za-z_]\w{0,60})[ \t]*\r?\n/y;
    tag.lastIndex = start;
    const match = tag.exec(this.#text);
    if (!match) return undefined;
    const from = start + match[0].length;
    const close = new RegExp(`^[ \\t]*${match[1]}[ \\t]*$`, 'gm');
    close.lastIndex = from;
    const closing = close.exec(this.#text);
    this.#at = closing ? close.lastIndex : this.#text.length;
    const value = this.#text.slice(from, closing?.index ?? this.#text.length);
    this.#emit(key, value, start, { reference: isReference(value) });
    return closing !== null;
  }

  /** An expression ends with its line, or before what closes the list or map around it. */
  #endOfExpression(): number {
    const token = /"|[([{]|[)\]}]|,|\r?\n|#|\/\/|\/\*/g;
    token.lastIndex = this.#at;
    let depth = 0;
    for (let match = token.exec(this.#text); match; match = token.exec(this.#text)) {
      const [found] = match;
      if (found === '"') token.lastIndex = endOfText(this.#text, match.index);
      else if (/[([{]/.test(found)) depth++;
      else if (/[)\]}]/.test(found)) depth--;
      if (depth < 0 || (depth === 0 && /^(?:,|\r?\n|#|\/\/|\/\*)$/.test(found))) return match.index;
    }
    return this.#text.length;
  }

  #emit(key: Key, value: Scalar, start: number, more: Partial<ConfigEntry>): void {
    const place = { path: key.path, keyStart: key.start, keyEnd: key.end, start, end: this.#at };
    this.entries.push({ ...place, value, reference: false, ...more });
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #skip(pattern: RegExp): void {
    while (this.#match(pattern));
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }
}

const blanks = /[ \t]+/y;
const emptiness = /[\s,]+|#[^\n]*|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//y;
const labelPattern = /(?:"[^"\n]{0,300}"|[A-Za-z_][\w-]{0,300})[ \t]{0,40}/y;

/** Behind the closing quote; an interpolation may hold quotes of its own. */
const endOfText = (text: string, start: number): number => {
  const token = /\\.|"|\$\{|\{|\}|\n/g;
  token.lastIndex = start + 1;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    if (found === '\n' || (found === '"' && depth === 0))
      return found === '"' ? token.lastIndex : match.index;
    if (found === '${' || (found === '{' && depth > 0)) depth++;
    else if (found === '}' && depth > 0) depth--;
  }
  return text.length;
};

/** @returns undefined for an expression that says nothing by itself. */
const literal = (raw: string): Scalar | undefined => {
  if (/^"(?:[^"\\]|\\.){0,65536}"$/.test(raw)) return raw.slice(1, -1).replace(/\\(["\\])/g, '$1');
  if (raw.startsWith('"') && raw.endsWith('"') && raw.includes('${')) return raw.slice(1, -1);
  if (raw === 'true' || raw === 'false') return raw === 'true';
  if (raw === 'null') return null;
  if (!/^-?\d{1,15}(?:\.\d{1,15})?(?:\s{0,10}\*\s{0,10}\d{1,15}){0,10}$/.test(raw)) return undefined;
  return raw.split('*').reduce((product, factor) => product * Number(factor), 1);
};

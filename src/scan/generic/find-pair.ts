import { defaultOf } from '../config/reference.ts';
import type { FileKind } from './file-kind.ts';
import { type Join, joinAfter } from './join-after.ts';
import { type NamePlace, nameAt } from './name-at.ts';
import type { Pair, Setting } from './pair.ts';
import { type RawValue, readBare, readElement, readQuoted, type WordEnd } from './read-value.ts';
import { settingAt } from './setting-at.ts';

/**
 * The pair whose name holds the word at an offset, if there is one. Looks at that line, and at the next for items of a list.
 * @param kind - of the file, decides where a bare word is text.
 */
export const pairAt = (text: string, at: number, kind: FileKind): Pair | undefined => {
  const name = nameAt(text, at);
  const join = name && joinAfter(text, name, kind);
  if (!name || !join) return undefined;
  const setting = settingAt(text, name.start - (name.quote === ':' ? 0 : name.quote.length), kind);
  const found = valueBehind(text, name, join, setting);
  if (!found) return undefined;
  return {
    name: text.slice(name.start, name.end),
    nameStart: name.start,
    ...withoutReference(found),
    form: join.form,
    setting,
  };
};

/** Of `${DB_PASSWORD:-value}` the value that is used when nothing is set. */
const withoutReference = (raw: RawValue): RawValue => {
  const value = defaultOf(raw.value);
  const at = value === undefined || value === '' ? -1 : raw.value.lastIndexOf(value);
  if (value === undefined || at < 0) return raw;
  return { ...raw, value, start: raw.start + at, end: raw.start + at + value.length };
};

const valueBehind = (text: string, name: NamePlace, join: Join, setting: Setting): RawValue | undefined => {
  const { form, at } = join;
  if (form === 'element') return readElement(text, at);
  const quoted = form === 'query' ? undefined : readQuoted(text, at);
  if (quoted || form === 'argument' || form === 'comparison') return quoted;
  // In code a bare word behind `=` is an expression. Behind `:` it may be a line of a text that is quoted above.
  if ((setting === 'code' || setting === 'data') && form === 'assignment' && !join.isColon) return undefined;
  return readBare(text, at, wordEnd(text, name, join, setting));
};

const wordEnd = (text: string, { start }: NamePlace, { form }: Join, setting: Setting): WordEnd => {
  if (form === 'query' || form === 'connection') return 'separator';
  return setting === 'settings' && form === 'assignment' && isFirstOfLine(text, start) ? 'line' : 'blank';
};

/** `key: value`, `- key: value`, `export KEY=value`: the rest of the line is the value. */
const isFirstOfLine = (text: string, start: number): boolean =>
  /(?:^|[\r\n])[ \t]*(?:-[ \t]{1,4}|#[ \t]{0,4}|export[ \t]{1,4}|set[ \t]{1,4}|\/\/[\w.\-/:]{0,60})?["']?$/.test(
    text.slice(Math.max(0, start - 100), start),
  );

import type { MechanismKind } from '../../core/inventory.ts';
import {
  type Ecosystem,
  type Evidence,
  ecosystems,
  type ImportSign,
  type KeySign,
  type Sign,
  type WordSign,
} from '../../rules/schema/inventory.ts';
import type { Literal } from '../detection.ts';
import { foldKey, pathTest, spellings } from '../setting-keys.ts';

interface Told {
  readonly id: string;
  readonly kind: MechanismKind;
  readonly name: string;
}

/** One thing to look for, made ready, with the literals that lead to it. */
export type Clue = Told & { readonly literals: readonly Literal[] } & (
    | { readonly is: 'package'; readonly ecosystem: Ecosystem }
    | {
        readonly is: 'import';
        readonly calls: readonly string[];
        readonly modules: readonly string[];
        /** The sign itself says how it is called. */
        readonly isNamed: boolean;
      }
    | {
        readonly is: 'word';
        readonly patterns: readonly RegExp[];
        readonly before: readonly string[] | undefined;
        readonly after: readonly string[] | undefined;
        readonly notAfter: readonly string[];
        /** Undefined for any file of code. */
        readonly fitsPath: ((path: string) => boolean) | undefined;
      }
    | {
        readonly is: 'key';
        readonly keys: readonly (readonly string[])[];
        readonly values: readonly string[] | undefined;
        readonly fitsPath: (path: string) => boolean;
      }
  );

/** The clues of an entry: one for each registry and each sign. */
export const compileEvidence = (entry: Evidence): Clue[] => {
  const told = { id: entry.id, kind: entry.kind, name: entry.name };
  const packages = ecosystems.flatMap((ecosystem): Clue[] => {
    const names = entry.packages?.[ecosystem];
    return names ? [{ ...told, is: 'package', ecosystem, literals: literalsOf(names) }] : [];
  });
  return [...packages, ...(entry.signs ?? []).map((sign) => compileSign(told, sign))];
};

const compileSign = (entry: Told, sign: Sign): Clue => {
  const told = { id: entry.id, kind: sign.kind ?? entry.kind, name: sign.name ?? entry.name };
  if ('import' in sign) return compileImport(told, sign);
  return 'word' in sign ? compileWord(told, sign) : compileKey(told, sign);
};

const compileImport = (told: Told, { import: modules, call = [], name }: ImportSign): Clue => ({
  ...told,
  is: 'import',
  modules,
  calls: call,
  isNamed: name !== undefined,
  literals: literalsOf(modules),
});

const compileWord = (told: Told, { word, before, after, notAfter = [], files }: WordSign): Clue => ({
  ...told,
  is: 'word',
  patterns: word.map(wordPattern),
  before: before?.map((text) => text.toLowerCase()),
  after: after?.map((text) => text.toLowerCase()),
  notAfter: notAfter.map((text) => text.toLowerCase()),
  fitsPath: files && pathTest(files),
  literals: literalsOf(word.map((one) => one.split('*')[0] ?? one)),
});

const compileKey = (told: Told, { key, value, files }: KeySign): Clue => ({
  ...told,
  is: 'key',
  keys: key.map((one) => one.split('.').map(foldKey)),
  values: value?.map((one) => one.toLowerCase()),
  fitsPath: pathTest(files),
  literals: literalsOf(key.flatMap(spellings)),
});

const literalsOf = (texts: readonly string[]): Literal[] =>
  [...new Set(texts)].map((text) => ({ text, ignoreCase: true }));

/** Matches a word where it stands, as a whole. */
const wordPattern = (word: string): RegExp => {
  const body = word.replace(/[^\w\s*]/g, '\\$&').replaceAll('*', '[A-Za-z0-9_]{0,60}');
  return new RegExp(`${body}${/\w$/.test(word) ? '(?![A-Za-z0-9_])' : ''}`, 'iy');
};

import { callIndex } from '../call-index.ts';
import type { ConfigEntry } from '../config/entry.ts';
import type { Role } from '../role.ts';
import { fits, keyPathOf } from '../setting-keys.ts';
import type { SourceFile } from '../source-file.ts';
import type { Clue } from './compile.ts';
import type { EvidenceFound } from './evidence.ts';
import { isCode, isComment, isImport, lineAround } from './imports.ts';
import { isDevDependency, manifestOf } from './manifests.ts';

/** A clue and where one of its literals occurs; `length` is the literal's. */
export interface ClueHit {
  readonly clue: Clue;
  readonly start: number;
  readonly length: number;
}

/** What the clues of one file come to, each place once. */
export const findEvidence = async (file: SourceFile, hits: readonly ClueHit[]): Promise<EvidenceFound[]> => {
  const found: EvidenceFound[] = [];
  for (const [clue, own] of byClue(hits)) found.push(...(await findClue(file, clue, own)));
  return found;
};

interface Place {
  readonly start: number;
  readonly length: number;
}

/** `what`: in place of the text that stands there. */
type Shown = Place & { readonly what?: string };

const byClue = (hits: readonly ClueHit[]): Map<Clue, Place[]> => {
  const groups = new Map<Clue, Place[]>();
  for (const { clue, start, length } of hits) {
    const group = groups.get(clue);
    if (group) group.push({ start, length });
    else groups.set(clue, [{ start, length }]);
  }
  return groups;
};

const findClue = async (
  file: SourceFile,
  clue: Clue,
  hits: readonly Place[],
): Promise<readonly EvidenceFound[]> => {
  switch (clue.is) {
    case 'package':
      return findPackage(file, clue, hits);
    case 'import':
      return findImport(file, clue, hits);
    case 'word':
      return findWord(file, clue, hits);
    case 'key':
      return findKey(file, clue);
  }
};

const evidenceAt = (
  file: SourceFile,
  { id, kind, name, is }: Clue,
  { start, length, what }: Shown,
  role: Role = file.role,
): EvidenceFound => {
  const { line, column } = file.spanOf(start, start + length);
  const shown = what ?? file.text.slice(start, start + Math.min(length, mostShown));
  return {
    id,
    kind,
    name,
    declared: is === 'package',
    role,
    place: { path: file.shown, line, column, what: shown },
  };
};
const mostShown = 60;

type Of<I extends Clue['is']> = Extract<Clue, { is: I }>;

const findPackage = (file: SourceFile, clue: Of<'package'>, hits: readonly Place[]): EvidenceFound[] => {
  const manifest = manifestOf(file.path);
  if (manifest?.ecosystem !== clue.ecosystem) return [];
  return hits.flatMap((hit) => {
    const { before, after } = lineAround(file, hit.start, hit.length);
    if (isComment(before) || !manifest.isDependency(before, after)) return [];
    // What runs in a browser or on a phone is bundled, so it is often declared as needed for development alone.
    const isBundled = clue.kind === 'browser-app' || clue.kind === 'mobile-app';
    const isDev = !isBundled && isDevDependency(file.text, hit.start);
    // Of several packages in one entry, the one that is there.
    const name = file.text.slice(hit.start, hit.start + hit.length);
    return [evidenceAt(file, { ...clue, name }, hit, isDev ? 'test' : file.role)];
  });
};

const findImport = async (
  file: SourceFile,
  clue: Of<'import'>,
  hits: readonly Place[],
): Promise<EvidenceFound[]> => {
  const [first] = hits.filter(({ start, length }) => isImport(file, start, length));
  if (!first) return [];
  if (clue.calls.length === 0) return [evidenceAt(file, { ...clue, name: nameOf(file, clue, first) }, first)];
  return hasFacts(file) ? callsByFacts(file, clue) : callsByText(file, clue, first);
};

/** Of several modules that one sign names, the one that is there. */
const nameOf = (
  file: SourceFile,
  { name, isNamed, modules }: Of<'import'>,
  { start, length }: Place,
): string => (isNamed || modules.length === 1 ? name : file.text.slice(start, start + length));

/** Languages whose facts name a call by the module that it comes from. */
const hasFacts = ({ language }: SourceFile): boolean =>
  language === 'javascript' || language === 'typescript' || language === 'python';

const callsByFacts = async (file: SourceFile, clue: Of<'import'>): Promise<EvidenceFound[]> => {
  const facts = await file.code();
  if (!facts) return [];
  const { byImport } = callIndex(facts);
  const names = clue.modules.flatMap((module) =>
    clue.calls.map((call) => (call === 'default' ? module : `${module}.${call}`)),
  );
  return names
    .flatMap((name) => byImport.get(name) ?? [])
    .map(({ start, callee, imported }) => {
      // Only the name: an argument may be a secret.
      const path = callee.length > 0 ? callee : (imported?.path ?? []);
      return evidenceAt(file, clue, { start, length: 0, what: path.join('.').slice(0, mostShown) });
    });
};

/** The name of a call, after the import, in a language without facts. */
const callsByText = (file: SourceFile, clue: Of<'import'>, first: Place): EvidenceFound[] =>
  clue.calls.flatMap((call) => {
    const name = call.replace(/[^\w\s]/g, '\\$&');
    const pattern = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`, 'g');
    pattern.lastIndex = first.start + first.length;
    const found: EvidenceFound[] = [];
    for (
      let match = pattern.exec(file.text);
      match && found.length < mostPerCall;
      match = pattern.exec(file.text)
    ) {
      const place = { start: match.index, length: call.length };
      if (!isComment(lineAround(file, place.start, place.length).before))
        found.push(evidenceAt(file, clue, place));
    }
    return found;
  });
const mostPerCall = 100;

const findWord = async (
  file: SourceFile,
  clue: Of<'word'>,
  hits: readonly Place[],
): Promise<EvidenceFound[]> => {
  if (clue.fitsPath ? !clue.fitsPath(withoutUp(file.path)) : !isCode(file.path)) return [];
  const starts = [...new Set(hits.map(({ start }) => start))];
  const places = starts
    .map((start) => ({ start, length: lengthAt(file.text, clue.patterns, start) }))
    .filter((place) => place.length > 0 && isWordAt(file, clue, place));
  // Code that stands in a text is about something else: a message, a hint, a sample.
  const isQuoted = clue.before && places.length > 0 ? await quotedIn(file) : () => false;
  return places.filter((place) => !isQuoted(place)).map((place) => evidenceAt(file, clue, place));
};

const isWordAt = (file: SourceFile, clue: Of<'word'>, { start, length }: Place): boolean => {
  if (!standsAlone(file.text, start)) return false;
  const { before, after } = lineAround(file, start, length);
  const follows = bare(after, 'start');
  return (
    !isComment(before) &&
    isNextTo(clue.before, bare(before, 'end'), 'endsWith') &&
    isNextTo(clue.after, follows, 'startsWith') &&
    !clue.notAfter.some((one) => follows.startsWith(one))
  );
};

/** Whether a place is only a part of a text, as far as the language's facts tell. */
const quotedIn = async (file: SourceFile): Promise<(place: Place) => boolean> => {
  const texts = hasFacts(file) ? ((await file.code())?.texts ?? []) : [];
  const quotes = 1;
  return ({ start, length }) =>
    texts.some((text) => text.start < start - quotes && text.end > start + length + quotes);
};

/** A path that leads out of the working directory, as globs see it. */
const withoutUp = (path: string): string => path.replace(/^(?:\.\.\/|\/)+/, '');

const lengthAt = (text: string, patterns: readonly RegExp[], start: number): number => {
  for (const pattern of patterns) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match) return match[0].length;
  }
  return 0;
};

const standsAlone = (text: string, start: number): boolean =>
  !/\w/.test(text[start] ?? '') || !/[\w-]/.test(text[start - 1] ?? '');

const isNextTo = (
  wanted: readonly string[] | undefined,
  text: string,
  how: 'startsWith' | 'endsWith',
): boolean => wanted === undefined || wanted.some((one) => text[how](one));

/**
 * What is next to a word, in lower case, without the quotes and spaces that each author sets in another way. A comparison
 * becomes `~`, so that `=` is an assignment; `^` is the start of the line.
 */
const bare = (text: string, side: 'start' | 'end'): string => {
  const near = side === 'start' ? text.slice(0, mostBeside) : text.slice(-mostBeside);
  const plain = near
    .toLowerCase()
    .replace(/["'`\s]/g, '')
    .replace(/={2,3}/g, '~');
  return side === 'end' && text.length <= mostBeside ? `^${plain}` : plain;
};
const mostBeside = 80;

const findKey = async (file: SourceFile, clue: Of<'key'>): Promise<EvidenceFound[]> => {
  if (!clue.fitsPath(withoutUp(file.path))) return [];
  const { entries } = await file.config();
  return entries
    .filter((entry) => clue.keys.some((key) => fits(key, keyPathOf(entry))) && hasValue(entry, clue.values))
    .map(({ keyStart, keyEnd }) => evidenceAt(file, clue, { start: keyStart, length: keyEnd - keyStart }));
};

const hasValue = ({ value }: ConfigEntry, values: readonly string[] | undefined): boolean =>
  values === undefined || values.includes(String(value).toLowerCase());

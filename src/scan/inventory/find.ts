import type { ConfigEntry } from '../config/entry.ts';
import { fits, keyPathOf } from '../setting-keys.ts';
import type { SourceFile } from '../source-file.ts';
import type { Clue } from './compile.ts';
import type { EvidenceFound } from './evidence.ts';
import { findImport } from './find-imports.ts';
import { findWord, withoutUp } from './find-words.ts';
import { isComment, lineAround } from './imports.ts';
import { isDevDependency, manifestOf } from './manifests.ts';
import { evidenceAt, firstOf, type Of, type Place } from './place.ts';

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

const findPackage = (file: SourceFile, clue: Of<'package'>, hits: readonly Place[]): EvidenceFound[] => {
  const manifest = manifestOf(file.path);
  if (manifest?.ecosystem !== clue.ecosystem) return [];
  const isListed = ({ start, length }: Place): boolean => {
    const { before, after } = lineAround(file, start, length);
    return !isComment(before) && manifest.isDependency(before, after);
  };
  return firstOf(hits.filter(isListed)).map((hit) => {
    // What runs in a browser or on a phone is bundled, so it is often declared as needed for development alone.
    const isBundled = clue.kind === 'browser-app' || clue.kind === 'mobile-app';
    const isDev = !isBundled && isDevDependency(file.text, hit.start);
    // Of several packages in one entry, the one that is there.
    const name = file.text.slice(hit.start, hit.start + hit.length);
    return evidenceAt(file, { ...clue, name }, hit, isDev ? 'test' : file.role);
  });
};

const findKey = async (file: SourceFile, clue: Of<'key'>): Promise<EvidenceFound[]> => {
  if (!clue.fitsPath(withoutUp(file.path))) return [];
  const { entries } = await file.config();
  const named = entries.filter(
    (entry) => clue.keys.some((key) => fits(key, keyPathOf(entry))) && hasValue(entry, clue.values),
  );
  return firstOf(named).map(({ keyStart, keyEnd }) =>
    evidenceAt(file, clue, { start: keyStart, length: keyEnd - keyStart }),
  );
};

const hasValue = ({ value }: ConfigEntry, values: readonly string[] | undefined): boolean =>
  values === undefined || values.includes(String(value).toLowerCase());

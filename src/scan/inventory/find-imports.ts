import { callIndex } from '../call-index.ts';
import type { SourceFile } from '../source-file.ts';
import type { EvidenceFound } from './evidence.ts';
import { isComment, isImport, lineAround } from './imports.ts';
import {
  evidenceAt,
  firstOf,
  hasFacts,
  mostPerClue,
  mostShown,
  type Of,
  type Place,
  quotedIn,
} from './place.ts';

/** Where a module is imported, or called where the clue names calls. */
export const findImport = async (
  file: SourceFile,
  clue: Of<'import'>,
  hits: readonly Place[],
): Promise<EvidenceFound[]> => {
  const imports = firstOf(hits.filter(({ start, length }) => isImport(file, start, length)));
  if (imports.length === 0) return [];
  const isQuoted = await quotedIn(file);
  const first = imports.find((one) => !isQuoted(one));
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

const callsByFacts = async (file: SourceFile, clue: Of<'import'>): Promise<EvidenceFound[]> => {
  const facts = await file.code();
  if (!facts) return [];
  const names = clue.modules.flatMap((module) =>
    clue.calls.map((call) => (call === 'default' ? module : `${module}.${call}`)),
  );
  const { byImport } = callIndex(facts);
  const calls = firstOf(names.flatMap((name) => byImport.get(name) ?? []));
  if (calls.length > 0) {
    return calls.map(({ start, callee, imported }) => {
      // Only the name: an argument may be a secret.
      const path = callee.length > 0 ? callee : (imported?.path ?? []);
      return evidenceAt(file, clue, { start, length: 0, what: path.join('.').slice(0, mostShown) });
    });
  }
  // Handed on instead of called: `promisify(verify)`, or no function at all, as the session of Flask.
  return facts.imports
    .filter(({ module, name }) => names.includes(`${module}.${name}`))
    .map(({ start, name }) => evidenceAt(file, clue, { start, length: 0, what: name }));
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
      match && found.length < mostPerClue;
      match = pattern.exec(file.text)
    ) {
      const place = { start: match.index, length: call.length };
      if (!isComment(lineAround(file, place.start, place.length).before))
        found.push(evidenceAt(file, clue, place));
    }
    return found;
  });

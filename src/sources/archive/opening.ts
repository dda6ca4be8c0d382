import type { Blob, SkipClass, SourceItem } from '../../core/blob.ts';
import { shownPlace } from '../../core/location.ts';
import type { PartSizes, Piece } from '../part-cutter.ts';
import type { ArchiveBudget } from './archive-budget.ts';
import type { ByteSource } from './byte-source.ts';

/** An archive that is being read, wherever it lies. */
export interface Opening {
  /** Of the outermost archive, as it is shown. */
  readonly path: string;
  readonly origin: Blob['origin'];
  readonly sizes: PartSizes;
  readonly budget: ArchiveBudget;
  /** Where this archive lies in the outermost one; undefined for the outermost itself. */
  readonly member: string | undefined;
  /** 1 for the outermost. */
  readonly depth: number;
  /** Reads an archive that was found in this one. */
  readonly open: (source: ByteSource, kind: string, opening: Opening) => AsyncGenerator<SourceItem>;
}

/** The path of an entry within the outermost archive. */
export const memberPath = ({ member }: Opening, name: string): string =>
  member === undefined ? name : `${member}!/${name}`;

/** The opening of an archive that is an entry of another one. */
export const nestedIn = (outer: Opening, name: string): Opening => ({
  ...outer,
  member: memberPath(outer, name),
  depth: outer.depth + 1,
});

/** @param name - of the entry; undefined stands for the archive itself, its list of names. */
export const memberBlob = (opening: Opening, name: string | undefined, piece: Piece): SourceItem => {
  const { path, origin } = opening;
  const member = name === undefined ? opening.member : memberPath(opening, name);
  return { kind: 'blob', blob: { path, ...(member !== undefined && { member }), origin, ...piece } };
};

/** @param detail - one short clause for people. */
export const memberSkip = (
  opening: Opening,
  name: string | undefined,
  why: SkipClass,
  detail: string,
): SourceItem => {
  const member = name === undefined ? opening.member : memberPath(opening, name);
  const path = shownPlace({ path: opening.path, ...(member !== undefined && { member }) });
  return { kind: 'skip', skip: { path, why, detail } };
};

const longestName = 1024;

/** A name as it is shown: never empty, never endless. Whatever it says, nothing is written there. */
export const shownMember = (name: string): string => {
  if (name === '') return '(no name)';
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
};

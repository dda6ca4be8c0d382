import type { ByteSource } from './byte-source.ts';
import { SignatureFinder } from './signature-finder.ts';
import {
  type CentralHeader,
  centralHeaderAt,
  findZipEnd,
  hasDescriptor,
  localHeaderAt,
  signatures,
  type ZipEnd,
  type ZipHeader,
} from './zip-headers.ts';

/** An entry whose data can be read. */
export interface ZipEntry {
  readonly header: ZipHeader;
  /** Of the local header, where it differs. */
  readonly localName: Buffer | undefined;
  readonly start: number;
  readonly dataStart: number;
  readonly dataEnd: number;
  /** The directory does not name it: its checksum and size may be unknown. */
  readonly isUnlisted: boolean;
}

/** What an archive says that it holds, and what lies between that. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  /** Entries that cannot be read, with the reason. */
  readonly broken: readonly { readonly name: Buffer; readonly why: string }[];
  /** Stretches that belong to no entry. */
  readonly outside: readonly { readonly start: number; readonly end: number }[];
  readonly comments: readonly Buffer[];
  /** What is wrong with the archive as a whole. */
  readonly trouble: string | undefined;
  readonly hasTooMany: boolean;
}

/**
 * Reads the central directory and looks for entries wherever it names none, so that what another reader would find is
 * found here as well: two directories, entries behind the end, an archive that was cut off.
 */
export const readZipDirectory = (source: ByteSource, mostEntries: number): ZipDirectory => {
  const end = findZipEnd(source);
  const { headers, isWhole } = end
    ? centralHeaders(source, end, mostEntries)
    : { headers: [], isWhole: false };
  const { entries, broken } = locate(source, headers, end?.shift ?? 0);
  const taken = [...entries.map(extentOf), ...(end ? [{ start: end.directoryStart, end: end.end }] : [])];
  const finder = new SignatureFinder(source);
  const tries = { left: mostEntries };
  const hidden = gapsBetween(taken, source.size).flatMap((gap) => entriesIn(source, finder, gap, tries));
  const all = [...entries, ...hidden].sort((a, b) => a.start - b.start);
  return {
    entries: all.slice(0, mostEntries),
    broken,
    outside: gapsBetween([...taken, ...hidden.map(extentOf)], source.size),
    comments: [...headers.map(({ comment }) => comment), ...(end ? [end.comment] : [])],
    trouble: end
      ? isWhole
        ? undefined
        : 'its directory is damaged'
      : 'its directory is missing: it is cut off or damaged',
    hasTooMany: headers.length >= mostEntries || all.length > mostEntries || tries.left === 0,
  };
};

interface Extent {
  readonly start: number;
  readonly end: number;
}

const extentOf = ({ start, dataEnd }: ZipEntry): Extent => ({ start, end: dataEnd });

const mostDirectoryBytes = 64 * 1024 * 1024;

const centralHeaders = (
  source: ByteSource,
  { directoryStart, directoryEnd }: ZipEnd,
  mostEntries: number,
): { headers: CentralHeader[]; isWhole: boolean } => {
  const length = Math.max(0, directoryEnd - directoryStart);
  const bytes = source.read(directoryStart, Math.min(length, mostDirectoryBytes));
  const headers: CentralHeader[] = [];
  let at = 0;
  for (
    let one = centralHeaderAt(bytes, 0);
    one && headers.length < mostEntries;
    one = centralHeaderAt(bytes, at)
  ) {
    headers.push(one);
    at += one.headerBytes;
  }
  // A signature of the whole directory (4.3.13) may follow the headers.
  return {
    headers,
    isWhole:
      length <= mostDirectoryBytes &&
      (at === length || headers.length >= mostEntries || isSignature(bytes, at)),
  };
};

const isSignature = (bytes: Buffer, at: number): boolean =>
  at + 6 <= bytes.length && bytes.readUInt32LE(at) === 0x05054b50;

const locate = (
  source: ByteSource,
  headers: readonly CentralHeader[],
  shift: number,
): Pick<ZipDirectory, 'entries' | 'broken'> => {
  const entries: ZipEntry[] = [];
  const broken: { name: Buffer; why: string }[] = [];
  let occupied = 0;
  for (const header of [...headers].sort((a, b) => a.localOffset - b.localOffset)) {
    const { name } = header;
    const start = header.localOffset + shift;
    const local = isInside(source, start) ? localHeaderAt(source, start) : undefined;
    if (!local) broken.push({ name, why: 'is not where the directory says' });
    else if (start < occupied) broken.push({ name, why: 'overlaps another entry' });
    else {
      const dataStart = start + local.headerBytes;
      const dataEnd = Math.min(dataStart + header.packedBytes, source.size);
      const localName = local.name.equals(name) ? undefined : local.name;
      entries.push({ header, localName, start, dataStart, dataEnd, isUnlisted: false });
      if (dataStart + header.packedBytes > source.size)
        broken.push({ name, why: 'ends behind the end of the archive' });
      if (local.method !== header.method)
        broken.push({ name, why: 'is packed in another way by its own header than by the directory' });
      occupied = dataEnd;
    }
  }
  return { entries, broken };
};

const isInside = ({ size }: ByteSource, at: number): boolean =>
  Number.isSafeInteger(at) && at >= 0 && at < size;

const gapsBetween = (taken: readonly Extent[], size: number): Extent[] => {
  const gaps: Extent[] = [];
  let at = 0;
  for (const { start, end } of [...taken].sort((a, b) => a.start - b.start)) {
    if (start > at) gaps.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  return at < size ? [...gaps, { start: at, end: size }] : gaps;
};

/** Entries by their local headers alone, wherever one seems to begin. */
const entriesIn = (
  source: ByteSource,
  finder: SignatureFinder,
  gap: Extent,
  tries: { left: number },
): ZipEntry[] => {
  const entries: ZipEntry[] = [];
  let at = gap.start;
  for (; tries.left > 0; tries.left--) {
    const start = finder.next(at, gap.end, [signatures.local]);
    if (start === undefined) break;
    const entry = unlistedAt(source, finder, start, gap.end);
    if (entry) entries.push(entry);
    at = Math.max(entry?.dataEnd ?? 0, start + 4);
  }
  return entries;
};

const knownMethods = new Set([0, 1, 6, 8, 9, 12, 14, 93, 95, 98, 99]);

const unlistedAt = (
  source: ByteSource,
  finder: SignatureFinder,
  start: number,
  gapEnd: number,
): ZipEntry | undefined => {
  const header = localHeaderAt(source, start);
  if (!header || header.name.length === 0 || !knownMethods.has(header.method)) return undefined;
  const dataStart = start + header.headerBytes;
  if (dataStart > gapEnd) return undefined;
  const stated = dataStart + header.packedBytes;
  const isStated = !(hasDescriptor(header) && header.packedBytes === 0) && stated <= gapEnd;
  const dataEnd = isStated ? stated : (finder.next(dataStart, gapEnd, Object.values(signatures)) ?? gapEnd);
  return { header, localName: undefined, start, dataStart, dataEnd, isUnlisted: true };
};

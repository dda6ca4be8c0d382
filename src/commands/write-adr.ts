import { closeSync, openSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AdvisorError, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { writeTo } from './replace-file.ts';

/**
 * Writes a decision record and never over another file.
 * @param output - a file `*.md` that must not exist, or a folder, where the record gets the next number.
 * @returns where it was written, in the terms of `output`.
 * @throws AdvisorError `usage` when there is such a file or no such folder, `internal` when it cannot be written.
 */
export const writeAdr = (text: string, title: string, output: string, io: Io): string => {
  const path = resolve(io.cwd, output);
  try {
    if (isFolder(output, io)) return join(output, writeNumbered(text, title, path));
    if (!path.endsWith('.md')) throw noFolder(output);
    create(path, text);
    return output;
  } catch (error) {
    if (error instanceof AdvisorError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (code === 'EEXIST')
      throw usageError(
        `${output} exists, and a decision record is never overwritten`,
        'Name another file, or the folder, where it gets the next number.',
      );
    throw new AdvisorError('internal', `the record could not be written to ${output} (${code})`);
  }
};

/** Whether records get numbers there. */
export const isFolder = (output: string, io: Io): boolean =>
  statSync(resolve(io.cwd, output), { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * The next number after the highest in use. Gaps stay: a number that was given away once may be cited somewhere.
 * @param names - of the files in the folder.
 */
export const nextNumber = (names: readonly string[]): number =>
  names.reduce((highest, name) => Math.max(highest, numberOf(name) ?? 0), 0) + 1;

/** The name of a record's file: `0007-short-title.md`. */
export const adrName = (number: number, title: string): string =>
  `${String(number).padStart(4, '0')}-${kebab(title)}.md`;

// Not the year of `2026-01-31-notes.md`.
const numbered = /^(\d{1,6})-(?!\d\d-\d\d\b)/;

const numberOf = (name: string): number | undefined => {
  const found = numbered.exec(name)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Longer names are a burden in a listing, and some file systems refuse them. */
const longestSlug = 80;

const kebab = (title: string): string => {
  const slug = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return slug.slice(0, longestSlug).replace(/^-|-$/g, '');
};

const writeNumbered = (text: string, title: string, folder: string): string => {
  for (let number = nextNumber(readdirSync(folder)); ; number++) {
    const name = adrName(number, title);
    if (reserved(folder, number, () => create(join(folder, name), text))) return name;
  }
};

/**
 * Holds a number while its record is written: two records with different titles would not meet under one name.
 * @returns false when the number is taken.
 */
const reserved = (folder: string, number: number, work: () => void): boolean => {
  const mark = join(folder, `.${String(number).padStart(4, '0')}.reserved`);
  try {
    closeSync(openSync(mark, 'wx'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    // Another run may have used it between our look at the folder and the mark.
    if (readdirSync(folder).some((name) => numberOf(name) === number)) return false;
    work();
    return true;
  } finally {
    unlinkSync(mark);
  }
};

const create = (path: string, text: string): void => {
  const fd = openSync(path, 'wx');
  try {
    writeTo(fd, [text], { sync: true });
  } catch (error) {
    unlinkSync(path);
    throw error;
  }
};

const noFolder = (output: string): AdvisorError =>
  usageError(
    `${output} is neither a folder nor the name of a Markdown file`,
    'Make the folder first, or name a file that ends with .md.',
  );

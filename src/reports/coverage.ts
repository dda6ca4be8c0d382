import { type SkipClass, skipClasses } from '../core/blob.ts';
import type { Receipt } from '../core/report.ts';

/** `214 files (1.2 MB) in 0.8 s with 62 rules`, with what was skipped. */
export const coverageOf = ({ read, rules, skipped, durationMs }: Receipt): string => {
  const inside = read.members === 0 ? '' : ` and ${many(read.members, 'member')} of archives`;
  const scanned = `Scanned ${many(read.files, 'file')}${inside} (${size(read.bytes)}) in ${seconds(durationMs)} with ${many(rules.active, 'rule')}`;
  const left = skippedOf(skipped);
  return left === '' ? `${scanned}.` : `${scanned}; ${left}.`;
};

/** `skipped 3: 2 ignored by .gitignore, 1 symbolic link`, or '' when nothing was. */
export const skippedOf = (skipped: Receipt['skipped']): string => {
  const classes = (Object.keys(skipClasses) as SkipClass[]).filter((name) => (skipped[name] ?? 0) > 0);
  if (classes.length === 0) return '';
  const counts = classes.map((name) => skipped[name] ?? 0);
  const parts = classes.map((name, i) => `${grouped(counts[i] ?? 0)} ${sayOf(name, counts[i] ?? 0)}`);
  return `skipped ${grouped(counts.reduce((sum, one) => sum + one, 0))}: ${parts.join(', ')}`;
};

const singular: Readonly<Partial<Record<SkipClass, string>>> = {
  symlink: 'symbolic link (not followed)',
  special: 'socket, pipe or device',
  submodule: 'submodule',
  nested: '.git directory',
  archive: 'archive (not opened)',
  corrupt: 'damaged or missing',
};

/** Why something was not read, for one or for several. */
export const sayOf = (name: SkipClass, count: number): string =>
  (count === 1 && singular[name]) || skipClasses[name].say;

/** @returns `1 file`, `1,204 files`. */
export const many = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

// toLocaleString would depend on the machine.
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const size = (bytes: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  if (power === 0) return many(bytes, 'byte');
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
};

const seconds = (ms: number): string => `${(Math.max(ms, 0) / 1000).toFixed(1)} s`;

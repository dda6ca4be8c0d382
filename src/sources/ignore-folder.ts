import { closeSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { SkipClass } from '../core/blob.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { errorCode } from './items.ts';
import { openInside } from './open-inside.ts';
import { childPath, type RawPath } from './raw-path.ts';

/** A folder with the ignore rules that hold in it. */
export class IgnoreFolder {
  readonly #rules: IgnoreRules;
  /** Relative to the top folder, '' or ending with `/`. */
  readonly #path: string;

  constructor(rules = new IgnoreRules(), path = '') {
    this.#rules = rules;
    this.#path = path;
  }

  isIgnored(name: string, isFolder: boolean): boolean {
    return this.#rules.isIgnored(`${this.#path}${name}${isFolder ? '/' : ''}`);
  }

  /** A folder in this one, before its own file is read. */
  inside(name: string): IgnoreFolder {
    return new IgnoreFolder(this.#rules, `${this.#path}${name}/`);
  }

  /**
   * This folder with the rules of its own `.gitignore`, or of another file that holds in it.
   * @param root - real path that must contain the file.
   */
  load(file: RawPath, root: string): Loaded {
    const text = readIgnoreFile(file, root);
    if (typeof text !== 'string') return { ignore: this, trouble: text };
    const rules = this.#rules.with(text, this.#path.slice(0, -1));
    return rules ? { ignore: new IgnoreFolder(rules, this.#path) } : { ignore: this, trouble: costly };
  }
}

/** `trouble`: the file was not used, so more is read than its author meant. */
export interface Loaded {
  readonly ignore: IgnoreFolder;
  readonly trouble?: Trouble;
}

interface Trouble {
  readonly why: SkipClass;
  readonly detail: string;
}

const maxBytes = 1024 * 1024;
const tooLarge: Trouble = { why: 'unreadable', detail: 'over 1 MiB, its patterns were not used' };
const costly: Trouble = { why: 'limit', detail: 'a pattern with too many **, none of the file was used' };

const readIgnoreFile = (file: RawPath, root: string): string | Trouble => {
  try {
    const { fd, stats } = openInside(file, root);
    try {
      if (!stats.isFile()) return '';
      return stats.size > maxBytes ? tooLarge : readFileSync(fd, 'utf8');
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    const code = errorCode(error);
    // Absent, or a link: git does not read it either.
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENXIO') return '';
    return { why: 'unreadable', detail: code };
  }
};

/**
 * The rules of the folders above a named folder, and which of their files could not be used.
 * @param root - the named folder, a real path.
 * @param cwd - where the rules begin outside a repository.
 * @returns no rules when they would ignore `root` itself: to name it is to want it read.
 */
export const ignoreAbove = (root: string, cwd: string): Above => {
  const top = repositoryTop(root) ?? (isWithin(root, cwd) ? cwd : root);
  const troubles: (Trouble & { file: string })[] = [];
  const loaded = (ignore: IgnoreFolder, file: string): IgnoreFolder => {
    const own = ignore.load(file, top);
    if (own.trouble) troubles.push({ file, ...own.trouble });
    return own.ignore;
  };
  let ignore = loaded(new IgnoreFolder(), join(top, '.git', 'info', 'exclude'));
  let folder = top;
  for (const name of relative(top, root).split(sep).filter(Boolean)) {
    ignore = loaded(ignore, join(folder, '.gitignore'));
    if (ignore.isIgnored(name, true)) return { ignore: new IgnoreFolder(), troubles };
    ignore = ignore.inside(name);
    folder = join(folder, name);
  }
  return { ignore, troubles };
};

interface Above {
  readonly ignore: IgnoreFolder;
  readonly troubles: readonly (Trouble & { readonly file: string })[];
}

const repositoryTop = (folder: string): string | undefined => {
  if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false })) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryTop(parent);
};

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);

/** The path of a folder's own ignore file. */
export const ownIgnoreFile = (folder: RawPath): RawPath => childPath(folder, Buffer.from('.gitignore'));

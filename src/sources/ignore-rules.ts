import ignore, { type Ignore } from 'ignore';

/**
 * The patterns of every `.gitignore` from the top folder down to one folder, as one list in which the last match wins.
 * Patterns of a deeper file are rewritten to start at the top folder, because that is how git weighs them against
 * those above: a matcher per folder would apply an outer rule to what an inner rule has brought back.
 */
export class IgnoreRules {
  readonly #matcher: Ignore | undefined;

  constructor(matcher?: Ignore) {
    this.#matcher = matcher;
  }

  /**
   * @param path - relative to the top folder, with `/`; a folder ends with `/`.
   */
  isIgnored(path: string): boolean {
    return this.#matcher?.ignores(path) ?? false;
  }

  /**
   * These rules with those of one more file.
   * @param folder - of the file, relative to the top folder, '' for the top folder itself.
   * @returns undefined when a pattern could take more than linear time; none of the file is used then.
   */
  with(text: string, folder: string): IgnoreRules | undefined {
    const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
    const patterns = lines.flatMap((line) => anchored(line, folder));
    if (patterns.length === 0) return this;
    if (lines.some(isCostly)) return undefined;
    const matcher = ignore({ ignorecase: false });
    if (this.#matcher) matcher.add(this.#matcher);
    return new IgnoreRules(matcher.add(patterns));
  }
}

/** Rewrites a pattern of `folder` so that it means the same at the top folder. */
const anchored = (line: string, folder: string): string[] => {
  const trimmed = trimEnd(line);
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  if (folder === '') return [trimmed];
  const not = trimmed.startsWith('!') ? '!' : '';
  const body = trimmed.slice(not.length);
  if (body === '' || body === '/') return [];
  const prefix = `${not}/${quoted(folder)}`;
  if (body.startsWith('/')) return [prefix + body];
  return [body.slice(0, -1).includes('/') ? `${prefix}/${body}` : `${prefix}/**/${body}`];
};

// Spaces at the end do not count unless a backslash keeps them.
const trimEnd = (line: string): string => {
  let end = line.length;
  while (line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
};

const quoted = (folder: string): string => folder.replace(/[\\*?[\]! #]/g, '\\$&');

// `/**/` becomes a nested group in the package `ignore`: with three of them a deep path costs its cube.
const isCostly = (line: string): boolean => line.split('/**').length > 3 || line.length > 4096;

import { join } from 'node:path';
import { readSmall } from './read-small.ts';

/**
 * Reads the plain `section.key = value` lines of a repository's own configuration; includes are not followed, and
 * sections with a name in quotes are left out. Only what says where the repository's parts are is ever used.
 * @param folder - the git folder, a real path.
 * @returns lower-case `section.key` to value; the last one wins, as in git.
 */
export const readGitConfig = (folder: string): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  let section = '';
  for (const line of (readSmall(join(folder, 'config'), folder) ?? '').split(/\r?\n/)) {
    const header = /^\s{0,64}\[([^\]]{1,200})\]/.exec(line)?.[1];
    if (header !== undefined) section = header.trim().toLowerCase();
    const [, key, value] = /^\s{0,64}([A-Za-z][A-Za-z0-9-]{0,64})\s{0,64}=(.{0,4096})$/.exec(line) ?? [];
    if (key && value !== undefined) values.set(`${section}.${key.toLowerCase()}`, unquoted(value.trim()));
  }
  return values;
};

const unquoted = (value: string): string =>
  value.startsWith('"')
    ? value.replace(/^"|"$/g, '').replace(/\\(["\\])/g, '$1')
    : value.replace(/\s[#;].{0,4096}$/, '').trim();

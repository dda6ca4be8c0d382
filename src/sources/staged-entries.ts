import type { IsolatedGit } from './git.ts';

/** Something in the index that HEAD does not have like that. */
export interface StagedEntry {
  /** As git has it: from the top of the work tree, with `/`. */
  readonly path: Buffer;
  readonly mode: string;
  readonly oid: string;
}

/**
 * What a commit of the index would add or change, in the order of the index. Deletions are left out: there is nothing
 * to read. Of a path in conflict each side is an entry.
 * @param tree - id of the commit or tree to compare with.
 */
export const stagedEntries = async (git: IsolatedGit, tree: string): Promise<StagedEntry[]> => {
  const flags = ['--cached', '--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=none'];
  const changes = changedEntries(await git.output('diff-index', ...flags, tree, '--'));
  if (!changes.some(({ status }) => status === 'U')) return changes.filter(isContent);
  const sides = unmergedEntries(await git.output('ls-files', '--unmerged', '-z'));
  return [...changes.filter(isContent), ...sides];
};

interface Change extends StagedEntry {
  readonly status: string;
}

const isContent = ({ status }: Change): boolean => status !== 'D' && status !== 'U';

// `:oldmode newmode oldoid newoid status`, NUL, path, NUL.
const changedEntries = (output: Buffer): Change[] => {
  const fields = nulFields(output);
  const changes: Change[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode, , oid, status] = String(fields[at]).split(' ');
    const path = fields[at + 1];
    if (!mode || !oid || !status || !path) throw new Error('git diff-index printed what was not expected');
    changes.push({ path, mode, oid, status });
  }
  return changes;
};

// `mode oid stage`, tab, path, NUL. Sides that are the same content are one.
const unmergedEntries = (output: Buffer): StagedEntry[] => {
  const entries = nulFields(output).map((field) => {
    const tab = field.indexOf('\t');
    const [mode, oid] = field.toString('latin1', 0, tab).split(' ');
    if (tab < 0 || !mode || !oid) throw new Error('git ls-files printed what was not expected');
    return { path: field.subarray(tab + 1), mode, oid };
  });
  const known = new Set<string>();
  return entries.filter(({ path, oid }) => {
    const key = `${oid} ${path.toString('latin1')}`;
    return !known.has(key) && known.add(key);
  });
};

const nulFields = (output: Buffer): Buffer[] => {
  const fields: Buffer[] = [];
  for (let from = 0, end = output.indexOf(0); end >= 0; from = end + 1, end = output.indexOf(0, from))
    fields.push(output.subarray(from, end));
  return fields;
};

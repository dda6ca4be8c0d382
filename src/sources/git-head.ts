import { createHash } from 'node:crypto';
import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readSmall, refusal } from './read-small.ts';
import type { Repository } from './repository.ts';

/**
 * The commit that HEAD stands for, read without git.
 * @returns undefined on a branch without a commit.
 * @throws AdvisorError `incomplete` when HEAD or a ref cannot be read or makes no sense.
 */
export const resolveHead = (repository: Repository): string | undefined => {
  let text = readHead(repository);
  // git allows five steps from one symbolic ref to the next.
  for (let steps = 0; steps < 5; steps++) {
    if (isOid(text, repository.objectFormat)) return text;
    const name = /^ref:\s{1,8}(refs\/[^\s\0]{1,4000})$/.exec(text)?.[1];
    if (!name || name.split('/').some((part) => part === '..' || part === '.' || part === '')) break;
    const next = readLoose(repository, name) ?? readPacked(repository, name);
    if (next === undefined) return undefined;
    text = next;
  }
  throw refusal('HEAD', 'it names neither a branch nor a commit');
};

/** The id of the tree without entries, which stands for "no commit yet". */
export const emptyTree = ({ objectFormat }: Repository): string =>
  createHash(objectFormat).update('tree 0\0').digest('hex');

/** @returns whether the text is a full object id of that format. */
export const isOid = (text: string, format: Repository['objectFormat']): boolean =>
  text.length === (format === 'sha1' ? 40 : 64) && /^[0-9a-f]{40,64}$/.test(text);

const readHead = ({ gitDir }: Repository): string => {
  const path = join(gitDir, 'HEAD');
  // Old repositories have HEAD as a link to the ref.
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return `ref: ${readlinkSync(path)}`;
  return readSmall(path, gitDir)?.trim() ?? '';
};

const readLoose = ({ gitDir, commonDir }: Repository, name: string): string | undefined =>
  (readRef(join(gitDir, name), gitDir) ?? readRef(join(commonDir, name), commonDir))?.trim();

// `refs/heads/a` is a folder when there is a branch `a/b` and the packed ref `a` was deleted.
const readRef = (path: string, root: string): string | undefined =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ? undefined : readSmall(path, root);

const readPacked = ({ commonDir }: Repository, name: string): string | undefined => {
  const packed = readSmall(join(commonDir, 'packed-refs'), commonDir, 256 * 1024 * 1024) ?? '';
  const line = packed.split('\n').find((candidate) => candidate.endsWith(` ${name}`));
  return line?.slice(0, line.indexOf(' '));
};

import { lstatSync, mkdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { AdvisorError, usageError } from '../core/errors.ts';
import { escapeText } from '../core/escape.ts';
import type { Io } from '../core/io.ts';
import { readGitConfig } from '../sources/git-config.ts';
import { findRepository } from '../sources/repository.ts';
import { replaceFile } from './replace-file.ts';

/** Absolute paths of what the hook starts. */
export interface HookProgram {
  readonly node: string;
  readonly script: string;
}

/**
 * Makes git scan what is staged before each commit.
 * @returns 0.
 * @throws AdvisorError `usage` outside of a repository, where `core.hooksPath` leads elsewhere, and rather than
 * overwrite another hook.
 */
export const installHook = async (
  options: { readonly program: HookProgram; readonly dryRun: boolean },
  io: Io,
): Promise<number> => {
  const folder = hooksFolder(io.cwd);
  const path = join(folder, 'pre-commit');
  const before = currentHook(path);
  const text = hookText(options.program);
  if (before !== undefined && !isOurs(before))
    throw usageError(
      'there is another pre-commit hook, which is left as it is',
      `Add this line to it: ${commandOf(options.program)}`,
    );
  if (options.dryRun) await io.stdout.write(`would write ${escapeText(path)}:\n${text}`);
  else if (before === text) await io.stdout.write(`the hook is installed already: ${escapeText(path)}\n`);
  else {
    change(() => {
      mkdirSync(folder, { recursive: true });
      replaceFile(path, [text], 0o755);
    });
    await io.stdout.write(`installed: ${escapeText(path)}\n`);
  }
  return 0;
};

/**
 * Removes the hook that `hook install` made, and no other.
 * @returns 0, also when there is none.
 * @throws AdvisorError `usage` when the hook is somebody else's.
 */
export const uninstallHook = async (options: { readonly dryRun: boolean }, io: Io): Promise<number> => {
  const path = join(hooksFolder(io.cwd), 'pre-commit');
  const before = currentHook(path);
  if (before !== undefined && !isOurs(before))
    throw usageError('the pre-commit hook was not made by auth-advisor, or was changed; it is left as it is');
  if (before !== undefined && !options.dryRun) change(() => unlinkSync(path));
  const done = options.dryRun ? 'would remove' : 'removed';
  const said = before === undefined ? 'there is no pre-commit hook' : `${done}: ${escapeText(path)}`;
  await io.stdout.write(`${said}\n`);
  return 0;
};

const hooksFolder = (cwd: string): string => {
  const repository = findRepository(cwd);
  if (!repository) throw usageError('this is not a git repository');
  const { commonDir, gitDir, workTree } = repository;
  if (workTree === gitDir) throw usageError('this is a bare repository: nobody commits in it');
  if (readGitConfig(commonDir).has('core.hookspath'))
    throw usageError(
      'core.hooksPath is set, so git does not look into .git/hooks',
      'Add this line to the pre-commit hook of husky or lefthook: npx --no-install auth-advisor scan --staged',
    );
  const folder = join(commonDir, 'hooks');
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory())
    throw usageError('the hooks folder is a link or a file; it is left as it is');
  return folder;
};

const currentHook = (path: string): string | undefined => {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return undefined;
  // A link or a large file is not ours; its content does not matter.
  return stats.isFile() && stats.size < 65_536 ? readFileSync(path, 'utf8') : '';
};

const quoted = (path: string): string => `'${path.replaceAll('\\', '/').replaceAll("'", `'\\''`)}'`;

const commandOf = ({ node, script }: HookProgram): string =>
  `${quoted(node)} ${quoted(script)} scan --staged --no-progress`;

const mark = '# Made by `auth-advisor hook install`; `auth-advisor hook uninstall` removes it.';

const hookText = (program: HookProgram): string => `#!/bin/sh\n${mark}\nexec ${commandOf(program)}\n`;

/** Exactly three lines of ours: what somebody added must not be lost. */
const isOurs = (text: string): boolean => {
  const [, second, third, end, ...more] = text.split('\n');
  const isCommand = third?.startsWith("exec '") && third.endsWith("' scan --staged --no-progress");
  return second === mark && isCommand === true && end === '' && more.length === 0;
};

const change = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new AdvisorError('internal', `the hook could not be changed (${code})`);
  }
};

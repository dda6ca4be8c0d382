import { mkdirSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Io } from '../core/io.ts';
import { safePath } from './git-program.ts';
import type { Repository } from './repository.ts';

/** What is taken from the repository and from the operator. */
interface Borrowed {
  readonly repository: Repository;
  readonly index: string;
  readonly env: Io['env'];
}

/**
 * The environment of git, built from scratch: nothing is inherited but PATH, and what Windows cannot start without.
 * It has `none` and `false` rather than '', because an empty variable does not exist on Windows.
 * @param folder - the git folder of our own.
 */
export const gitEnvironment = (
  { repository, index, env }: Borrowed,
  folder: string,
): Record<string, string> => ({
  PATH: safePath(env, repository.workTree).join(delimiter),
  ...(env.SystemRoot && { SystemRoot: env.SystemRoot }),
  HOME: folder,
  LC_ALL: 'C',
  TZ: 'UTC',
  GIT_DIR: folder,
  GIT_OBJECT_DIRECTORY: join(repository.commonDir, 'objects'),
  GIT_INDEX_FILE: index,
  GIT_SHALLOW_FILE: join(repository.commonDir, 'shallow'),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: devNull,
  GIT_CONFIG_GLOBAL: devNull,
  GIT_ATTR_NOSYSTEM: '1',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'true',
  GIT_SSH_COMMAND: 'false',
  GIT_PAGER: 'cat',
  GIT_EDITOR: 'true',
});

/** Makes a git folder as `git init --bare` does, without a template, and switches off what the objects could steer. */
export const writeGitDir = (folder: string, { objectFormat }: Repository): void => {
  for (const name of ['objects', 'refs']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'HEAD'), 'ref: refs/heads/none\n');
  const isSha256 = objectFormat === 'sha256';
  const settings = [
    `[core]\n\trepositoryFormatVersion = ${isSha256 ? 1 : 0}\n\tbare = true`,
    // A forged commit-graph or multi-pack index would hide commits and objects.
    '\tcommitGraph = false\n\tmultiPackIndex = false\n\tfsmonitor = false\n\tuntrackedCache = false',
    `\thooksPath = ${JSON.stringify(devNull)}\n\tattributesFile = ${JSON.stringify(devNull)}`,
    '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[submodule]\n\trecurse = false',
    isSha256 ? '[extensions]\n\tobjectFormat = sha256' : '',
  ];
  writeFileSync(join(folder, 'config'), `${settings.join('\n')}\n`);
};

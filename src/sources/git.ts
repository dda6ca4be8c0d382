import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdvisorError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { GitChild } from './git-child.ts';
import { gitEnvironment, writeGitDir } from './git-environment.ts';
import { isOid } from './git-head.ts';
import { findGit } from './git-program.ts';
import type { Repository } from './repository.ts';

export interface GitOptions {
  readonly repository: Repository;
  /** Absolute. */
  readonly index: string;
  readonly env: Io['env'];
  readonly signal: AbortSignal;
  /** How long git may be silent while it is waited for. */
  readonly idleMs?: number;
}

/**
 * The one door to git. git runs with a configuration of our own in a temporary folder and borrows only the objects and
 * the index of the repository: its configuration, hooks, attributes, replace refs and grafts, any of which can name a
 * program to run, are never looked at.
 */
export class IsolatedGit {
  readonly #options: GitOptions;
  readonly #program: string;
  readonly #folder: string;
  readonly #running = new Set<GitChild>();

  private constructor(options: GitOptions, program: string) {
    this.#options = options;
    this.#program = program;
    this.#folder = mkdtempSync(join(tmpdir(), 'auth-advisor-'));
  }

  /**
   * @throws AdvisorError `incomplete` when git is missing or too old. The caller must call `close`.
   */
  static async open(options: GitOptions): Promise<IsolatedGit> {
    const git = new IsolatedGit(options, findGit(options.env, options.repository.workTree));
    try {
      writeGitDir(git.#folder, options.repository);
      assertVersion(await git.output('version'));
      return git;
    } catch (error) {
      git.close();
      throw error;
    }
  }

  /**
   * Everything that a command prints.
   * @throws AdvisorError `incomplete` when it fails, complains or hangs.
   */
  async output(command: Command, ...args: readonly string[]): Promise<Buffer> {
    const child = this.start(command, ...args);
    child.endInput();
    const chunks: Uint8Array[] = [];
    for (let chunk = await child.next(); chunk; chunk = await child.next()) chunks.push(chunk);
    await child.finish();
    return Buffer.concat(chunks);
  }

  /** Starts a command that is spoken with. */
  start(command: Command, ...args: readonly string[]): GitChild {
    assertAllowed(command, args, this.#options.repository);
    const child = spawn(this.#program, ['--no-pager', command, ...args], {
      cwd: this.#folder,
      env: gitEnvironment(this.#options, this.#folder),
      shell: false,
      windowsHide: true,
    });
    const { signal, idleMs = 60_000 } = this.#options;
    const running = new GitChild(child, command, {
      signal,
      idleMs,
      onClose: () => this.#running.delete(running),
    });
    this.#running.add(running);
    return running;
  }

  /** Ends what still runs and removes the temporary folder. */
  close(): void {
    for (const child of this.#running) child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

// Commands that read and run nothing, with the only arguments that they may get besides full object ids.
const allowed = {
  version: [],
  'diff-index': ['--cached', '--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules=none', '--'],
  'ls-files': ['--unmerged', '-z'],
  'cat-file': ['--batch'],
} as const satisfies Record<string, readonly string[]>;
export type Command = keyof typeof allowed;

const assertAllowed = (command: Command, args: readonly string[], { objectFormat }: Repository): void => {
  const known: readonly string[] = Object.hasOwn(allowed, command) ? allowed[command] : [];
  const stray = args.find((arg) => !known.includes(arg) && !isOid(arg, objectFormat));
  if (!Object.hasOwn(allowed, command) || stray !== undefined)
    throw new Error(`git ${command} with ${stray} is not allowed`);
};

// 2.30 (December 2020) has all that is used here, SHA-256 included.
const oldest = { major: 2, minor: 30 };

const assertVersion = (output: Buffer): void => {
  const [, major, minor] = /^git version (\d{1,4})\.(\d{1,4})/.exec(output.toString()) ?? [];
  if (major === undefined || minor === undefined)
    throw new AdvisorError('incomplete', 'the program `git` in PATH does not answer as git does');
  const isOld =
    Number(major) < oldest.major || (Number(major) === oldest.major && Number(minor) < oldest.minor);
  if (isOld)
    throw new AdvisorError('incomplete', `git ${major}.${minor} is too old: 2.30 or later is needed`);
};

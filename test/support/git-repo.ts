import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { tempFolder, writeTree } from './temp-folder.ts';

/** A real git repository that is gone after the test. No configuration of this machine reaches it. */
export class GitRepo {
  readonly folder: string;

  constructor(folder = tempFolder(), ...initArgs: readonly string[]) {
    this.folder = folder;
    this.git('init', '-q', '-b', 'main', ...initArgs, '.');
  }

  git(...args: readonly string[]): string {
    return this.gitWith({}, ...args);
  }

  gitWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): string {
    const options = { cwd: this.folder, env: { ...gitEnv(), ...env }, stdio: 'pipe' as const };
    return execFileSync('git', [...args], options).toString();
  }

  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    writeTree(this.folder, files);
    return this;
  }

  /** Writes and stages. */
  stage(files: Readonly<Record<string, string | Uint8Array>>): this {
    this.write(files);
    this.git('add', '-f', '--', ...Object.keys(files));
    return this;
  }

  commit(files: Readonly<Record<string, string | Uint8Array>> = {}): this {
    if (Object.keys(files).length > 0) this.stage(files);
    this.git('commit', '-q', '--allow-empty', '-m', 'change');
    return this;
  }

  remove(...paths: readonly string[]): this {
    for (const path of paths) rmSync(join(this.folder, path), { recursive: true });
    return this;
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /** Puts an executable script into the repository. @returns its absolute path. */
  script(path: string, body: string): string {
    this.write({ [path]: '' });
    writeFileSync(this.path(path), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    execFileSync('chmod', ['755', this.path(path)]);
    return this.path(path);
  }

  /** Kind, size and time of every entry: what a reader must leave as it was. */
  state(): Record<string, string> {
    const names = readdirSync(this.folder, { recursive: true }) as string[];
    return Object.fromEntries(
      names.sort().map((name) => {
        const { mode, size, mtimeMs, ino } = lstatSync(this.path(name));
        return [name, `${mode} ${size} ${mtimeMs} ${ino}`];
      }),
    );
  }
}

/** What tests give to git, and nothing else. */
export const gitEnv = (): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_COMMITTER_DATE: '2020-01-01T00:00:00Z',
  GIT_TERMINAL_PROMPT: '0',
});

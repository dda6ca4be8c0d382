import { relative, resolve } from 'node:path';
import type { SourceItem } from '../core/blob.ts';
import { usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { findConfig, type LoadedConfig, loadConfig } from '../rules/config.ts';
import { directorySource } from '../sources/directory.ts';
import { pathMatcher } from './path-matcher.ts';

/** What is to be read. */
export interface SourceOptions {
  readonly paths: readonly string[];
  readonly staged: boolean;
  readonly stdin: boolean;
  /** Name that stdin's content is judged by. */
  readonly stdinFilename: string | undefined;
  /** A path, or false for --no-config. */
  readonly config: string | false | undefined;
  readonly ignoreFiles: boolean;
  /** Look into archives. */
  readonly archives: boolean;
}

/** The configuration that applies, if any. */
export const configFor = async (
  options: Pick<SourceOptions, 'config'>,
  io: Io,
): Promise<LoadedConfig | undefined> => {
  if (options.config === false) return undefined;
  const file = options.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, options.config);
  return file === undefined ? undefined : loadConfig(file, io.cwd);
};

/**
 * What the options name, as blobs.
 * @throws AdvisorError for options that exclude each other.
 */
export const sourceFor = (
  options: SourceOptions,
  config: LoadedConfig | undefined,
  io: Io,
): AsyncIterable<SourceItem> => {
  const { cwd, env, signal } = io;
  const exclude = pathMatcher(config?.config.scan?.exclude ?? []);
  const folder = config ? relative(config.folder, cwd).replaceAll('\\', '/') : '';
  const isExcluded = (path: string): boolean => exclude(folder ? `${folder}/${path}` : path);
  const openArchives = options.archives;
  const fromStdin = options.stdin || options.paths.includes('-');
  if (fromStdin && (options.staged || options.paths.some((path) => path !== '-'))) {
    throw usageError('standard input cannot be combined with --staged or with other paths');
  }
  if (fromStdin) {
    if (io.stdin.isTTY)
      throw usageError(
        'nothing is piped into standard input',
        'For example: git show HEAD:app.ts | auth-advisor scan --stdin',
      );
    return later(async () => {
      const { stdinSource } = await import('../sources/stdin.ts');
      return stdinSource(io.stdin, options.stdinFilename ?? '<stdin>', openArchives);
    });
  }
  if (options.staged) {
    return later(async () => {
      const { stagedSource } = await import('../sources/staged.ts');
      return stagedSource({ cwd, env, isExcluded, openArchives, signal, paths: options.paths });
    });
  }
  const paths = options.paths.length > 0 ? options.paths : ['.'];
  return directorySource(paths, {
    cwd,
    useIgnoreFiles: options.ignoreFiles,
    isExcluded,
    openArchives,
    signal,
  });
};

/** A source whose code is loaded when it is read: a scan of files needs none of git. */
async function* later(load: () => Promise<AsyncIterable<SourceItem>>): AsyncGenerator<SourceItem> {
  yield* await load();
}

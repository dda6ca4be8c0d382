import type { Command } from 'commander';
import type { BaselineOptions } from '../commands/baseline.ts';
import type { CliContext } from './context.ts';

/** `auth-advisor baseline`. */
export const addBaseline = ({ program, io, version, setStatus }: CliContext): void => {
  const baseline = program
    .command('baseline')
    .description('findings that are known, so that scans report new ones alone');
  const optionsOf = (file: string | undefined, given: BaselineFlags): BaselineOptions => ({
    file,
    config: given.config === true ? undefined : given.config,
    rules: given.rules,
    ignoreFiles: given.ignore,
    progress: given.progress,
    version,
  });
  withScanFlags(baseline.command('create'))
    .description('write the findings of this folder to a file')
    .option('--force', 'replace the file if it is there', false)
    .action(async (file: string | undefined, given: BaselineFlags & { readonly force: boolean }) => {
      const { createBaseline } = await import('../commands/baseline.ts');
      setStatus(await createBaseline({ ...optionsOf(file, given), force: given.force }, io));
    });
  withScanFlags(baseline.command('prune'))
    .description('remove what is no longer found')
    .action(async (file: string | undefined, given: BaselineFlags) => {
      const { pruneBaseline } = await import('../commands/baseline.ts');
      setStatus(await pruneBaseline(optionsOf(file, given), io));
    });
};

const withScanFlags = (command: Command): Command =>
  command
    .argument('[file]', 'the baseline (default: auth-advisor-baseline.json)')
    .option('--rules <folder>', 'add your own rules')
    .option('-c, --config <file>', 'configuration (default: the nearest auth-advisor.yaml)')
    .option('--no-config', 'read no configuration')
    .option('--no-ignore', 'read files that .gitignore names, too')
    .option('--no-progress', 'no progress line');

interface BaselineFlags {
  readonly rules?: string;
  readonly config?: string | boolean;
  readonly ignore: boolean;
  readonly progress: boolean;
}

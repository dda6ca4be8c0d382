import { realpathSync } from 'node:fs';
import process from 'node:process';
import type { CliContext } from './context.ts';

/** `auth-advisor hook`. */
export const addHook = ({ program, io, setStatus }: CliContext): void => {
  const hook = program.command('hook').description('scan what is staged before each commit');
  hook
    .command('install')
    .description('write the pre-commit hook of this repository')
    .option('--dry-run', 'only say what would be written', false)
    .action(async ({ dryRun }: { readonly dryRun: boolean }) => {
      const { installHook } = await import('../commands/hook.ts');
      setStatus(await installHook({ program: thisProgram(), dryRun }, io));
    });
  hook
    .command('uninstall')
    .description('remove it again')
    .option('--dry-run', 'only say what would be removed', false)
    .action(async ({ dryRun }: { readonly dryRun: boolean }) => {
      const { uninstallHook } = await import('../commands/hook.ts');
      setStatus(await uninstallHook({ dryRun }, io));
    });
};

/** npm starts programs through links, which the next install may move. */
const thisProgram = () => ({ node: process.execPath, script: realpathSync(process.argv[1] ?? '') });

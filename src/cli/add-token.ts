import { Option } from 'commander';
import { severities } from '../core/severity.ts';
import type { CliContext } from './context.ts';
import { wantsColor } from './wants-color.ts';

/** `auth-advisor token`. */
export const addToken = (context: CliContext): void => {
  const { program, io, setStatus } = context;
  program
    .command('token')
    .description('explain and judge one JWT, without showing what is in it')
    .argument('[file]', 'a file that holds the token (default: standard input); never the token itself')
    .addOption(
      new Option('--use <use>', 'what the token is for (default: what it says itself)').choices([
        'access',
        'refresh',
        'session',
      ]),
    )
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity that ends with status 1')
        .choices(severities)
        .default('medium'),
    )
    .addOption(
      new Option('-f, --format <format>', 'form of the result').choices(['text', 'json']).default('text'),
    )
    .option('-c, --config <file>', 'configuration with a policy (default: the nearest auth-advisor.yaml)')
    .option('--no-config', 'read no configuration')
    .action(async (file: string | undefined, given: TokenFlags) => {
      const { token } = await import('../commands/token.ts');
      setStatus(
        await token(
          {
            file,
            use: given.use,
            failOn: given.failOn,
            config: given.config === true ? undefined : given.config,
            format: given.format,
            color: wantsColor(context),
          },
          io,
        ),
      );
    });
};

interface TokenFlags {
  readonly use?: 'access' | 'refresh' | 'session';
  readonly failOn: (typeof severities)[number];
  readonly format: 'text' | 'json';
  readonly config?: string | boolean;
}

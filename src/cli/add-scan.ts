import { InvalidArgumentError, Option } from 'commander';
import { closest } from '../core/closest.ts';
import { severities } from '../core/severity.ts';
import type { CliContext } from './context.ts';
import { wantsColor } from './wants-color.ts';

const severityArgument = (text: string) => {
  const found = severities.find((severity) => severity === text);
  if (found) return found;
  const meant = closest(text, severities);
  throw new InvalidArgumentError(
    `Allowed choices are ${severities.join(', ')}.${meant ? ` Did you mean ${meant}?` : ''}`,
  );
};

/** `auth-advisor scan`. */
export const addScan = (context: CliContext): void => {
  const { program, io, version, setStatus } = context;
  program
    .command('scan')
    .description('find leaked keys, long-lived JWTs and misused OAuth2 in files')
    .argument('[paths...]', 'files and folders; "-" is standard input (default: the current folder)')
    .option('--staged', 'scan the content that git is about to commit')
    .option('--stdin', 'scan standard input')
    .option('--stdin-filename <name>', 'judge standard input as a file of that name')
    .addOption(
      new Option('-f, --format <format>', 'form of the report')
        .choices(['text', 'json', 'jsonl', 'sarif'])
        .default('text'),
    )
    .option('-o, --output <file>', 'write the report to a file')
    .option('--inventory', 'list the authentication mechanisms in use and judge them, instead of findings')
    .option('--fail-on <severity>', 'lowest severity that fails the run (default: medium)', severityArgument)
    .option('--rules <folder>', 'add your own rules')
    .option('-c, --config <file>', 'configuration (default: the nearest auth-advisor.yaml)')
    .option('--no-config', 'read no configuration')
    .option(
      '--baseline <file>',
      'findings known from before, which do not fail the run (default: auth-advisor-baseline.json next to the configuration)',
    )
    .option('--no-baseline', 'use no baseline')
    .option('--no-ignore', 'read files that .gitignore names, too')
    .option('--no-archives', 'do not look into archives and packages')
    .option('--no-inline-ignore', 'do not honour auth-advisor-ignore comments')
    .option('--include-suppressed', 'report suppressed findings, too')
    .option('--exit-zero', 'findings do not fail the run')
    .option('--no-progress', 'no progress line')
    .option('-q, --quiet', 'only findings and errors')
    .option('--verbose', 'list everything that was skipped')
    .action(async (paths: string[], given: ScanFlags) => {
      const { scan } = await import('../commands/scan.ts');
      const status = await scan(
        {
          paths,
          staged: given.staged === true,
          stdin: given.stdin === true,
          stdinFilename: given.stdinFilename,
          inventory: given.inventory === true,
          format: given.format,
          output: given.output,
          failOn: given.failOn,
          rules: given.rules,
          config: given.config === true ? undefined : given.config,
          baseline: given.baseline === true ? undefined : given.baseline,
          ignoreFiles: given.ignore,
          archives: given.archives,
          inlineIgnores: given.inlineIgnore,
          includeSuppressed: given.includeSuppressed === true,
          exitZero: given.exitZero === true,
          progress: given.progress,
          quiet: given.quiet === true,
          verbose: given.verbose === true,
          color: wantsColor(context),
          version,
        },
        io,
      );
      setStatus(status);
    });
};

interface ScanFlags {
  readonly staged?: boolean;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly format: 'text' | 'json' | 'jsonl' | 'sarif';
  readonly output?: string;
  readonly inventory?: boolean;
  readonly failOn?: (typeof severities)[number];
  readonly rules?: string;
  readonly config?: string | boolean;
  readonly baseline?: string | boolean;
  readonly ignore: boolean;
  readonly archives: boolean;
  readonly inlineIgnore: boolean;
  readonly includeSuppressed?: boolean;
  readonly exitZero?: boolean;
  readonly progress: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

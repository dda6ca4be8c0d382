import { stripVTControlCharacters } from 'node:util';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { closest } from './core/closest.ts';
import { AdvisorError, exitCodes } from './core/errors.ts';
import { escapeText } from './core/escape.ts';
import type { Io } from './core/io.ts';
import { severities } from './core/severity.ts';
import { nodeIo } from './node-io.ts';

const { version } = packageJson;

/** Runs the command line of this process and sets its exit status. */
export const main = async (): Promise<void> => {
  const { io, argv, finish } = nodeIo();
  finish(await run(argv, io));
};

/**
 * Runs one command line.
 * @param argv - without `node` and the script.
 * @returns the exit status; the one place where an error becomes one.
 */
export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  let status = 0;
  const program = buildProgram(io, (code) => {
    status = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    return await explainError(error, argv, io);
  }
};

const explainError = async (error: unknown, argv: readonly string[], io: Io): Promise<number> => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  if (error instanceof AdvisorError) {
    if (error.code !== 'interrupted') await sayError(io, error.message, error.hint);
    return exitCodes[error.code];
  }
  // A foreign message may quote what it failed on, and that may be a secret: only the kind and the place are shown.
  const { name, stack } = error instanceof Error ? error : new Error('unknown');
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  await sayError(
    io,
    `internal error (${name}); this is a bug in auth-advisor`,
    'Run again with --debug and report the lines that it adds.',
  );
  if (argv.includes('--debug')) await io.stderr.write(`${frames.map(escapeFrame).join('\n')}\n`);
  return exitCodes.internal;
};

const escapeFrame = (line: string): string => `    ${escapeText(stripVTControlCharacters(line.trim()))}`;

const sayError = async (io: Io, message: string, hint: string | undefined): Promise<void> => {
  const lines = message.split('\n').map((line) => `error: ${escapeText(line)}\n`);
  await io.stderr.write(lines.join('') + (hint ? `hint: ${escapeText(hint)}\n` : ''));
};

type SetStatus = (code: number) => void;

const buildProgram = (io: Io, setStatus: SetStatus): Command => {
  const program = new Command('auth-advisor')
    .description('Decides how an API should authenticate its callers, and holds the repository to it.')
    .version(version, '-V, --version', 'print the version')
    .addOption(new Option('--color', 'always colour').conflicts('noColor'))
    .addOption(new Option('--no-color', 'never colour'))
    .option('--debug', 'show where an internal error happened')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text.replace(/^error: /, 'error: ')),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
    })
    .showSuggestionAfterError()
    .addHelpText('after', `\nExamples:\n${examples}\n\nExit status:\n${statuses}`);
  program.action(() => {
    program.outputHelp();
  });
  addScan(program, io, setStatus);
  addRecommend(program, io, setStatus);
  addRules(program, io, setStatus);
  return program;
};

const examples = `  auth-advisor recommend                        answer a few questions, get a recommendation
  auth-advisor scan                             scan the files below this folder
  auth-advisor scan --staged                    scan what git is about to commit
  auth-advisor scan --format sarif -o out.sarif for code scanning in CI
  auth-advisor explain keys/github-pat          what a rule means and what to do`;

const statuses = `  0  clean, and everything that was asked for was read
  1  findings at or above --fail-on, or a refused recommendation
  2  wrong usage or configuration
  3  incomplete: something could not be read, or nothing was there to read
  4  internal error
  130  interrupted`;

interface GlobalOptions {
  readonly color?: boolean;
}

/** Flags beat NO_COLOR, which beats FORCE_COLOR, which beats what the stream is. Per stream. */
const wantsColor = (program: Command, io: Io): boolean => {
  const { color } = program.opts<GlobalOptions>();
  const source = program.getOptionValueSource('color');
  if (source === 'cli') return color === true;
  if (io.env.NO_COLOR) return false;
  const forced = io.env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return io.env.TERM !== 'dumb' && io.stdout.isTTY;
};

const severityArgument = (text: string) => {
  const found = severities.find((severity) => severity === text);
  if (found) return found;
  const meant = closest(text, severities);
  throw new InvalidArgumentError(
    `Allowed choices are ${severities.join(', ')}.${meant ? ` Did you mean ${meant}?` : ''}`,
  );
};

const addScan = (program: Command, io: Io, setStatus: SetStatus): void => {
  program
    .command('scan')
    .description('find leaked keys, long-lived JWTs and misused OAuth2 in files')
    .argument('[paths...]', 'files and folders; "-" is standard input (default: the current folder)')
    .option('--staged', 'scan the content that git is about to commit', false)
    .option('--stdin', 'scan standard input', false)
    .option('--stdin-filename <name>', 'judge standard input as a file of that name')
    .addOption(
      new Option('-f, --format <format>', 'form of the report')
        .choices(['text', 'json', 'jsonl', 'sarif'])
        .default('text'),
    )
    .option('-o, --output <file>', 'write the report to a file')
    .option('--fail-on <severity>', 'lowest severity that fails the run (default: medium)', severityArgument)
    .option('--rules <folder>', 'add your own rules')
    .option('-c, --config <file>', 'configuration (default: the nearest auth-advisor.yaml)')
    .option('--no-config', 'read no configuration')
    .option('--no-ignore', 'read files that .gitignore names, too')
    .option('--no-inline-ignore', 'do not honour auth-advisor-ignore comments')
    .option('--include-suppressed', 'report suppressed findings, too', false)
    .option('--exit-zero', 'findings do not fail the run', false)
    .option('--no-progress', 'no progress line')
    .option('-q, --quiet', 'only findings and errors', false)
    .option('--verbose', 'list everything that was skipped', false)
    .action(async (paths: string[], given: ScanFlags) => {
      const { scan } = await import('./commands/scan.ts');
      const status = await scan(
        {
          paths,
          staged: given.staged,
          stdin: given.stdin,
          stdinFilename: given.stdinFilename,
          format: given.format,
          output: given.output,
          failOn: given.failOn,
          rules: given.rules,
          config: given.config === true ? undefined : given.config,
          ignoreFiles: given.ignore,
          inlineIgnores: given.inlineIgnore,
          includeSuppressed: given.includeSuppressed,
          exitZero: given.exitZero,
          progress: given.progress,
          quiet: given.quiet,
          verbose: given.verbose,
          color: wantsColor(program, io),
          version,
        },
        io,
      );
      setStatus(status);
    });
};

interface ScanFlags {
  readonly staged: boolean;
  readonly stdin: boolean;
  readonly stdinFilename?: string;
  readonly format: 'text' | 'json' | 'jsonl' | 'sarif';
  readonly output?: string;
  readonly failOn?: (typeof severities)[number];
  readonly rules?: string;
  readonly config?: string | boolean;
  readonly ignore: boolean;
  readonly inlineIgnore: boolean;
  readonly includeSuppressed: boolean;
  readonly exitZero: boolean;
  readonly progress: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const addRecommend = (_program: Command, _io: Io, _setStatus: SetStatus): void => {};

const addRules = (program: Command, io: Io, setStatus: SetStatus): void => {
  program
    .command('explain')
    .description('what a rule, question, outcome or companion means, why, and what to do')
    .argument('<id>', 'such as keys/github-pat or key-rotation')
    .option('--json', 'as JSON', false)
    .action(async (id: string, given: { json: boolean }) => {
      const { explain } = await import('./commands/explain.ts');
      setStatus(await explain({ id, json: given.json, color: wantsColor(program, io) }, io));
    });
  const rules = program.command('rules').description('the rules that scan judges by');
  rules
    .command('list')
    .description('every rule with its severity')
    .option('--json', 'as JSON', false)
    .action(async (given: { json: boolean }) => {
      const { listRules } = await import('./commands/rules.ts');
      setStatus(await listRules(given, io));
    });
  rules
    .command('check')
    .description('compile every rule and run its examples')
    .option('--rules <folder>', 'check your own rules in that folder')
    .action(async (given: { rules?: string }) => {
      const { checkAllRules } = await import('./commands/rules.ts');
      setStatus(await checkAllRules({ rules: given.rules }, io));
    });
  rules
    .command('schema')
    .description('JSON Schemas of rules, configuration and reports, for editors')
    .option('--write [folder]', 'write them to a folder (default: rules/schema)')
    .action(async (given: { write?: string | true }) => {
      const { writeSchemas } = await import('./commands/rules.ts');
      setStatus(await writeSchemas({ write: given.write === true ? 'rules/schema' : given.write }, io));
    });
};

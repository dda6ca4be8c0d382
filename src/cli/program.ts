import { Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { Io } from '../core/io.ts';
import { addBaseline } from './add-baseline.ts';
import { addHook } from './add-hook.ts';
import { addRecommend } from './add-recommend.ts';
import { addRules } from './add-rules.ts';
import { addScan } from './add-scan.ts';
import { addToken } from './add-token.ts';

const { version } = packageJson;

/**
 * The command line as commander sees it.
 * @param setStatus - told the exit status of the command that ran.
 */
export const buildProgram = (io: Io, setStatus: (code: number) => void): Command => {
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
  const context = { program, io, version, setStatus };
  addRecommend(context);
  addScan(context);
  addToken(context);
  addBaseline(context);
  addHook(context);
  addRules(context);
  return program;
};

const examples = `  auth-advisor recommend                        answer a few questions, get a recommendation
  auth-advisor scan                             scan the files below this folder
  auth-advisor scan --staged                    scan what git is about to commit
  auth-advisor scan -f sarif -o out.sarif       a report for code scanning in CI
  auth-advisor token < token.txt                explain and judge one JWT
  auth-advisor explain keys/github-pat          what a rule means and what to do`;

const statuses = `  0  clean, and everything that was asked for was read
  1  findings at or above --fail-on, or a refused recommendation
  2  wrong usage or configuration
  3  incomplete: something could not be read, or nothing was there to read
  4  internal error
  130  interrupted`;

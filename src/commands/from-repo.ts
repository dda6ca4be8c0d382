import { exitCodes, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import type { Answers } from '../decide/walk.ts';
import { usableWidth, wrap } from '../reports/wrap.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import type { InventoryRules } from '../rules/schema/inventory.ts';
import { suggestionsFor } from '../scan/inventory/suggest.ts';
import type { Suggest } from './dialog.ts';
import { proposedAnswers } from './proposed-answers.ts';
import { type Taken, takeInventory } from './take-inventory.ts';
import { writeReport } from './write-report.ts';

interface RepositoryOptions {
  readonly fromRepo?: string | true | undefined;
  readonly answers?: string | undefined;
  readonly surface?: string | undefined;
  readonly save?: string | true | undefined;
  readonly whatIf?: readonly string[] | undefined;
  readonly format: string;
  readonly output?: string | undefined;
}

/** What a repository suggests about its surfaces. */
export interface Repository {
  readonly suggest: Suggest;
  /**
   * Writes the suggestions as an answers file, for somebody to confirm.
   * @returns the exit status: 0 with suggestions, 3 without any, or when not everything could be read.
   */
  readonly propose: (given: Answers, model: DecisionModel) => Promise<number>;
}

/**
 * Reads a repository for what it suggests; says on standard error what it found.
 * @throws usageError for options that go against each other, AdvisorError when the folder cannot be read.
 */
export const readRepository = async (options: RepositoryOptions, io: Io): Promise<Repository> => {
  if (options.answers !== undefined)
    throw usageError('--from-repo and --answers are two sources of answers; give one of them');
  const folder = typeof options.fromRepo === 'string' ? options.fromRepo : '.';
  const { default: rules } = await import('virtual:auth-advisor/inventory');
  const taken = await takeInventory(
    {
      paths: [folder],
      staged: false,
      stdin: false,
      stdinFilename: undefined,
      config: undefined,
      ignoreFiles: true,
      archives: false,
      progress: true,
      verbose: false,
    },
    rules,
    io,
  );
  await sayTaken(taken, folder, io);
  const suggest = suggesterFor(taken, rules);
  return { suggest, propose: (given, model) => propose(taken, suggest, given, model, options, io) };
};

const suggesterFor =
  ({ inventory }: Taken, { proposals }: InventoryRules): Suggest =>
  (question, answers) =>
    suggestionsFor(question, answers, inventory, proposals);

const sayTaken = async ({ inventory, receipt }: Taken, folder: string, io: Io): Promise<void> => {
  const { files } = receipt.read;
  const count = inventory.mechanisms.length;
  const found = count === 0 ? 'nothing' : `${count} ${count === 1 ? 'sign' : 'signs'}`;
  const details = count === 0 ? '' : ' Details: auth-advisor scan --inventory';
  const said = `Looked for authentication in ${folder} (${files} ${files === 1 ? 'file' : 'files'}): ${found}.${details}`;
  await io.stderr.write(`${wrap('', said, usableWidth(io.stderr.columns)).join('\n')}\n`);
  if (!receipt.complete)
    await io.stderr.write('warning: not everything could be read; something may be missing\n');
};

const propose = async (
  { receipt }: Taken,
  suggest: Suggest,
  given: Answers,
  model: DecisionModel,
  options: RepositoryOptions,
  io: Io,
): Promise<number> => {
  refuseWhatNeedsAnswers(options);
  const text = proposedAnswers(model, given, suggest, options.surface);
  if (text === undefined) {
    await io.stderr.write('Nothing here suggests an answer. Answer by yourself: auth-advisor recommend\n');
    return exitCodes.incomplete;
  }
  await writeReport([text], options.output, io);
  await io.stderr.write(
    'These answers are suggestions. Confirm or change each, save them to a file, then run\n  auth-advisor recommend --answers FILE\n',
  );
  return receipt.complete ? 0 : exitCodes.incomplete;
};

/** Without anybody to confirm the answers there is no recommendation, so nothing to format or save. */
const refuseWhatNeedsAnswers = ({ save, whatIf = [], format }: RepositoryOptions): void => {
  const named =
    save !== undefined
      ? '--save'
      : whatIf.length > 0
        ? '--what-if'
        : format !== 'text'
          ? '--format'
          : undefined;
  if (named === undefined) return;
  throw usageError(
    `--from-repo only suggests answers, and nobody is at a terminal to confirm them, so there is nothing for ${named}`,
    'Run it without that option, confirm the file it writes, and give it with --answers.',
  );
};

import { usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import type { Recommendation } from '../core/recommendation.ts';
import type { RecommendationFormat } from '../reports/recommendation/index.ts';
import { acceptWarnings, isRefused } from './accept-warnings.ts';
import { type Conclusion, conclude, sayMissing } from './conclude.ts';
import type { Prompter } from './dialog.ts';
import type { Repository } from './from-repo.ts';
import { type AnswerSources, gatherAnswers } from './gather-answers.ts';
import { listQuestions } from './list-questions.ts';
import { readPairs } from './read-pairs.ts';
import { writeRecommendations } from './write-recommendation.ts';

/** `auth-advisor recommend`, as the command line gives it. */
export interface RecommendOptions extends AnswerSources {
  /** Each `question=value`, tried on top of the answers. */
  readonly whatIf?: readonly string[] | undefined;
  readonly listQuestions?: boolean | undefined;
  /** Two surfaces or files of answers. */
  readonly compare?: readonly string[] | undefined;
  /** True for the configuration that applies here. */
  readonly recheck?: string | true | undefined;
  /** True for the configuration that applies here. */
  readonly save?: string | true | undefined;
  /** Globs of the code behind the surface that is saved. */
  readonly path?: readonly string[] | undefined;
  /** Day on which to look at the saved decision again. */
  readonly review?: string | undefined;
  readonly format: RecommendationFormat;
  /** A file; for a decision record also a folder. */
  readonly output?: string | undefined;
  /** Ids of warnings that are accepted. */
  readonly accept?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  readonly color: boolean;
}

/**
 * Recommends a mechanism for each surface.
 * @param prompter - asks the person; the terminal unless a test passes its own.
 * @returns the exit status: 1 when a warning of severity refuse was not accepted, 3 when the person put it off, else 0.
 * @throws AdvisorError for wrong options and answers, for missing answers without a terminal, and on Ctrl-C.
 */
export const recommend = async (options: RecommendOptions, io: Io, prompter?: Prompter): Promise<number> => {
  const { default: model } = await import('virtual:auth-advisor/decision-model');
  if (options.listQuestions) {
    await listQuestions(model, options, io);
    return 0;
  }
  if (options.compare) return (await import('./compare-surfaces.ts')).compareSurfaces(options, model, io);
  if (options.recheck !== undefined)
    return (await import('./recheck-surfaces.ts')).recheckSurfaces(options, model, io);
  const accepted = acceptWarnings(model, options);
  const changes = readPairs(options.whatIf ?? [], '--what-if', model);
  const save = await saverFor(options, io);
  const repository = await repositoryFor(options, io);
  const gathered = await gatherAnswers(options, model, io, prompter, repository?.suggest);
  if (gathered.kind === 'quit') return 3;
  if (gathered.kind === 'unconfirmed') return repository ? repository.propose(gathered.answers, model) : 3;
  const mode = { assume: true, onlyThree: options.onlyThree === true };
  const all = made(gathered.surfaces.map((one) => conclude(model, one, changes, mode))).map(accepted.applyTo);
  for (const id of accepted.idle(all))
    await io.stderr.write(`note: --accept ${id} changes nothing, there is no such warning here\n`);
  await writeRecommendations(all, gathered.isList, options, io);
  await save(all);
  return all.some(({ warnings }) => warnings.some(isRefused)) ? 1 : 0;
};

/** What --from-repo reads, if it is given. */
const repositoryFor = async (options: RecommendOptions, io: Io): Promise<Repository | undefined> =>
  options.fromRepo === undefined ? undefined : (await import('./from-repo.ts')).readRepository(options, io);

/** Checked before anything is asked: nobody should answer twenty questions for a name that is missing. */
const saverFor = async (
  options: RecommendOptions,
  io: Io,
): Promise<(all: readonly Recommendation[]) => Promise<void>> => {
  if (options.save === undefined) {
    if (options.path?.length) throw usageError('--path belongs to --save');
    if (options.review !== undefined) throw usageError('--review belongs to --save');
    return async () => {};
  }
  if (options.whatIf?.length) throw usageError('what --what-if tries cannot be saved');
  if (options.surface === undefined && options.answers === undefined)
    throw usageError('--save needs a name for the surface', 'For example: --surface billing-export');
  const { prepareRecord } = await import('./save-surfaces.ts');
  return prepareRecord(options.save, options, io);
};

const made = (conclusions: readonly Conclusion[]): Recommendation[] => {
  const missing = conclusions.filter((one) => one.kind === 'missing');
  if (missing.length > 0) {
    throw usageError(
      missing.map(sayMissing).join('\n'),
      'Give it with --set question=value or in the file of --answers, or run auth-advisor recommend in a terminal.',
    );
  }
  return conclusions.flatMap((one) => (one.kind === 'made' ? [one.one] : []));
};

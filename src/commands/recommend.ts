import { usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import type { Recommendation } from '../core/recommendation.ts';
import { sayMissing } from '../decide/answers.ts';
import { verdictOf } from '../decide/flips.ts';
import { recommend as recommendFor } from '../decide/recommend.ts';
import { type Answers, type WalkMode, walk } from '../decide/walk.ts';
import type { RecommendationFormat } from '../reports/recommendation/index.ts';
import { widest } from '../reports/recommendation/text.ts';
import { usableWidth, wrap } from '../reports/wrap.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { acceptWarnings } from './accept-warnings.ts';
import { dialog, type Prompter } from './dialog.ts';
import { listQuestions } from './list-questions.ts';
import type { AnswersFile } from './read-answers.ts';
import { readPairs } from './read-pairs.ts';
import { writeRecommendation } from './write-recommendation.ts';

/** `auth-advisor recommend`, as the command line gives it. */
export interface RecommendOptions {
  /** A file, or `-` for standard input. */
  readonly answers?: string | undefined;
  /** Each `question=value`; stronger than the file. */
  readonly set?: readonly string[] | undefined;
  /** Ask only what decides; the rest takes its default. */
  readonly quick?: boolean | undefined;
  /** Each `question=value`, tried on top of the answers. */
  readonly whatIf?: readonly string[] | undefined;
  readonly listQuestions?: boolean | undefined;
  readonly format: RecommendationFormat;
  /** A file; for a decision record also a folder. */
  readonly output?: string | undefined;
  /** Ids of warnings that are accepted. */
  readonly accept?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  readonly onlyThree?: boolean | undefined;
  readonly color: boolean;
}

/**
 * Recommends a mechanism for one surface.
 * @param prompter - asks the person; the terminal unless a test passes its own.
 * @returns the exit status: 1 when a warning of severity refuse was not accepted, else 0.
 * @throws AdvisorError for wrong options and answers, for missing answers without a terminal, and on Ctrl-C.
 */
export const recommend = async (options: RecommendOptions, io: Io, prompter?: Prompter): Promise<number> => {
  const { default: model } = await import('virtual:auth-advisor/decision-model');
  if (options.listQuestions) {
    await listQuestions(model, options, io);
    return 0;
  }
  const accepted = acceptWarnings(model, options);
  const changes = readPairs(options.whatIf ?? [], '--what-if', model);
  const { surface, answers } = await answersFrom(options, model, io, prompter);
  const one = accepted.applyTo(
    conclude(model, answers, changes, { assume: true, onlyThree: options.onlyThree === true }, surface),
  );
  for (const id of accepted.idle(one))
    await io.stderr.write(`note: --accept ${id} changes nothing, there is no such warning here\n`);
  await writeRecommendation(one, options, io);
  return one.warnings.some(({ severity, accepted: reason }) => severity === 'refuse' && reason === undefined)
    ? 1
    : 0;
};

const answersFrom = async (
  options: RecommendOptions,
  model: DecisionModel,
  io: Io,
  prompter: Prompter | undefined,
): Promise<AnswersFile> => {
  const set = readPairs(options.set ?? [], '--set', model);
  if (options.answers !== undefined) {
    // Loaded only here: it brings the YAML parser and the schemas along.
    const { readAnswersFile } = await import('./read-answers.ts');
    const { surface, answers } = await readAnswersFile(options.answers, model, io);
    return { surface, answers: { ...answers, ...set } };
  }
  // Prompts are drawn on standard error, so standard output may be redirected while a person answers.
  const person = prompter !== undefined || (io.stdin.isTTY && io.stderr.isTTY);
  if (options.set?.length || !person) return { surface: null, answers: set };
  const ask = prompter ?? (await import('./ask.ts')).terminalPrompter(io, wrapFor(io));
  const mode = { assume: options.quick === true, onlyThree: options.onlyThree === true };
  return { surface: null, answers: await dialog(model, mode, ask) };
};

const wrapFor = (io: Io) => {
  const width = Math.min(usableWidth(io.stderr.columns), widest);
  return (label: string, text: string) => wrap(label, text, width);
};

const conclude = (
  model: DecisionModel,
  given: Answers,
  changes: Answers,
  mode: WalkMode,
  surface: string | null,
): Recommendation => {
  const answers = { ...given, ...changes };
  const complete = walk(model, answers, mode);
  if (complete.kind === 'ask') {
    throw usageError(
      `no recommendation without an answer to ${sayMissing(complete)}`,
      'Give it with --set question=value or in the file of --answers, or run auth-advisor recommend in a terminal.',
    );
  }
  const one = recommendFor(model, answers, complete, mode, surface);
  if (Object.keys(changes).length === 0) return one;
  const before = walk(model, given, mode);
  return {
    ...one,
    whatIf: { set: changes, before: before.kind === 'ask' ? null : verdictOf(model, before.rule, mode) },
  };
};

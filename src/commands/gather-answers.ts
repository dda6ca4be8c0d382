import { closest } from '../core/closest.ts';
import { usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { type Answers, type WalkMode, walk } from '../decide/walk.ts';
import { widest } from '../reports/recommendation/text.ts';
import { usableWidth, wrap } from '../reports/wrap.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { dialog, type Prompter, type Suggest } from './dialog.ts';
import type { AnswersFile, SurfaceAnswers } from './read-answers.ts';
import { readPairs } from './read-pairs.ts';
import { saveAnswers } from './save-answers.ts';

/** Where answers may come from. */
export interface AnswerSources {
  readonly answers?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly surface?: string | undefined;
  readonly quick?: boolean | undefined;
  readonly onlyThree?: boolean | undefined;
  readonly plain?: boolean | undefined;
  /** A folder whose code suggests answers; true for the current one. */
  readonly fromRepo?: string | true | undefined;
  /** Whether prompts are coloured. */
  readonly promptColor?: boolean | undefined;
}

export type Gathered =
  | { readonly kind: 'answers'; readonly surfaces: readonly SurfaceAnswers[]; readonly isList: boolean }
  /** The person wants to go on another time. */
  | { readonly kind: 'quit' }
  /** There are suggestions and nobody to confirm them; `answers` are those that were given. */
  | { readonly kind: 'unconfirmed'; readonly answers: Answers };

/**
 * The answers of the file and of --set, and what a person adds to them at a terminal.
 * @param prompter - asks the person; the terminal unless a test passes its own.
 * @param suggest - answers that a person has to confirm.
 * @throws usageError for a surface that the file does not have.
 */
export const gatherAnswers = async (
  sources: AnswerSources,
  model: DecisionModel,
  io: Io,
  prompter: Prompter | undefined,
  suggest?: Suggest,
): Promise<Gathered> => {
  const set = readPairs(sources.set ?? [], '--set', model);
  const file = await fileOf(sources, model, io);
  const surfaces = file.surfaces.map(({ surface, answers }) => ({
    surface,
    answers: { ...answers, ...set },
  }));
  const [only] = surfaces;
  if (!only || file.isList) return { kind: 'answers', surfaces, isList: file.isList };
  const isNew = sources.answers === undefined && (suggest !== undefined || Object.keys(set).length === 0);
  // Whoever gives answers wants the usual ones for the rest, unless they left in the middle of the questions.
  const mode: WalkMode = {
    assume: sources.quick === true || !(isNew || file.unfinished),
    onlyThree: sources.onlyThree === true,
  };
  const person = await personFor(sources, io, prompter);
  if (!person && suggest) return { kind: 'unconfirmed', answers: only.answers };
  if (!person || walk(model, only.answers, mode).kind === 'complete')
    return { kind: 'answers', surfaces, isList: false };
  return converse(only, model, mode, person, sources, suggest, io);
};

const converse = async (
  { surface, answers: earlier }: SurfaceAnswers,
  model: DecisionModel,
  mode: WalkMode,
  person: Prompter,
  sources: AnswerSources,
  suggest: Suggest | undefined,
  io: Io,
): Promise<Gathered> => {
  try {
    const { kind, answers } = await dialog(model, mode, person, earlier, suggest);
    if (kind === 'done') return { kind: 'answers', surfaces: [{ surface, answers }], isList: false };
    await saveAnswers({ surface, answers }, sources.answers, person, io);
    return { kind: 'quit' };
  } finally {
    await person.close();
  }
};

const fileOf = async (sources: AnswerSources, model: DecisionModel, io: Io): Promise<AnswersFile> => {
  if (sources.answers === undefined) return single({}, sources.surface ?? null, false);
  // Loaded only here: it brings the YAML parser and the schemas along.
  const { readAnswersFile } = await import('./read-answers.ts');
  const file = await readAnswersFile(sources.answers, model, io);
  if (sources.surface === undefined) return file;
  if (!file.isList) return single(file.surfaces[0]?.answers ?? {}, sources.surface, file.unfinished);
  return single(surfaceOf(file, sources.surface).answers, sources.surface, false);
};

const single = (answers: Answers, surface: string | null, unfinished: boolean): AnswersFile => ({
  surfaces: [{ surface, answers }],
  isList: false,
  unfinished,
});

/** @throws usageError with the name that was meant. */
const surfaceOf = ({ surfaces }: AnswersFile, name: string): SurfaceAnswers => {
  const found = surfaces.find(({ surface }) => surface === name);
  if (found) return found;
  const names = surfaces.flatMap(({ surface }) => surface ?? []);
  const meant = closest(name, names);
  throw usageError(
    `the answers file has no surface "${name}"${meant ? `; did you mean "${meant}"?` : ''}`,
    `Surfaces: ${names.join(', ')}`,
  );
};

// Prompts are drawn on standard error, so standard output may be redirected while a person answers.
const personFor = async (
  { answers, plain, promptColor }: AnswerSources,
  io: Io,
  prompter: Prompter | undefined,
): Promise<Prompter | undefined> => {
  if (prompter) return prompter;
  if (answers === '-' || !io.stdin.isTTY || !io.stderr.isTTY) return undefined;
  const width = Math.min(usableWidth(io.stderr.columns), widest);
  const lines = (label: string, text: string) => wrap(label, text, width);
  if (plain || io.env.TERM === 'dumb') return (await import('./ask-plainly.ts')).plainPrompter(io, lines);
  return (await import('./ask.ts')).terminalPrompter(io, lines, promptColor !== false);
};

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { ConfigError, type Problem, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { answerProblem } from '../decide/answers.ts';
import type { Answers } from '../decide/walk.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { parseYamlFile } from '../rules/yaml-file.ts';

/** Answers about one surface, as a file gives them. */
export interface AnswersFile {
  readonly surface: string | null;
  readonly answers: Answers;
}

/** JSON has true and false where YAML 1.2 has the words yes and no. */
const answers = v.record(v.string(), v.union([v.string(), v.boolean()]));
const wrapped = v.strictObject({ surface: v.optional(v.pipe(v.string(), v.nonEmpty())), answers });

// A record would take a list as well.
const mapping = v.pipe(
  v.unknown(),
  v.check(
    (data) => typeof data === 'object' && data !== null && !Array.isArray(data),
    'expected a mapping of questions to answers',
  ),
);

// An answers file is a page of text.
const mostBytes = 1024 * 1024;

/**
 * Reads answers from a YAML or JSON file, or from standard input.
 * @param path - `-` is standard input.
 * @throws usageError when it cannot be read, ConfigError with the place of every wrong name.
 */
export const readAnswersFile = async (path: string, model: DecisionModel, io: Io): Promise<AnswersFile> => {
  const file = path === '-' ? '<stdin>' : path;
  const text = path === '-' ? await readStdin(io) : await readText(resolve(io.cwd, path), path);
  const shape = parseYamlFile(file, text, mapping);
  if (!shape.value) throw new ConfigError(shape.problems);
  return Object.hasOwn(shape.value as object, 'answers')
    ? readWrapped(file, text, model)
    : readPlain(file, text, model);
};

const readWrapped = (file: string, text: string, model: DecisionModel): AnswersFile => {
  const parsed = parseYamlFile(file, text, wrapped);
  if (!parsed.value) throw new ConfigError(parsed.problems);
  const { surface = null, answers: given } = parsed.value;
  return { surface, answers: checked(file, given, model, (fact) => parsed.placeOf(['answers', fact])) };
};

const readPlain = (file: string, text: string, model: DecisionModel): AnswersFile => {
  const parsed = parseYamlFile(file, text, answers);
  if (!parsed.value) throw new ConfigError(parsed.problems);
  return { surface: null, answers: checked(file, parsed.value, model, (fact) => parsed.placeOf([fact])) };
};

const checked = (
  file: string,
  given: Readonly<Record<string, string | boolean>>,
  model: DecisionModel,
  placeOf: (fact: string) => { line: number; column: number },
): Answers => {
  const worded = Object.entries(given).map(([fact, value]) => [fact, asWord(value)] as const);
  const problems = worded.flatMap(([fact, value]): Problem[] => {
    const message = answerProblem(model, fact, value);
    return message === undefined ? [] : [{ file, ...placeOf(fact), message }];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(worded);
};

const asWord = (value: string | boolean): string => {
  if (typeof value === 'string') return value;
  return value ? 'yes' : 'no';
};

const readText = async (path: string, shownAs: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw usageError(`cannot read the answers file ${shownAs} (${code})`);
  }
};

const readStdin = async (io: Io): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of io.stdin) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw usageError('the answers on standard input are larger than 1 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

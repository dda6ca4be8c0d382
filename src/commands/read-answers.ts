import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { ConfigError, type Problem, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { answerProblem } from '../decide/answers.ts';
import type { Answers } from '../decide/walk.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { parseYamlFile } from '../rules/yaml-file.ts';

/** Answers about one surface. */
export interface SurfaceAnswers {
  readonly surface: string | null;
  readonly answers: Answers;
}

/** What a file of answers holds. */
export interface AnswersFile {
  readonly surfaces: readonly SurfaceAnswers[];
  /** True for the form that can hold several surfaces, however many it holds. */
  readonly isList: boolean;
  /** True when the person who answered wanted to go on later. */
  readonly unfinished: boolean;
}

/** JSON has true and false where YAML 1.2 has the words yes and no. */
const answers = v.record(v.string(), v.union([v.string(), v.boolean()]));
const name = v.pipe(v.string(), v.nonEmpty('expected a name'));
const wrapped = v.strictObject({
  surface: v.optional(name),
  unfinished: v.optional(v.boolean()),
  answers,
});

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
  const { surfaces } = shape.value as { surfaces?: unknown };
  if (surfaces !== undefined) return readList(file, text, surfaces, model);
  return Object.hasOwn(shape.value as object, 'answers')
    ? readWrapped(file, text, model)
    : readPlain(file, text, model);
};

const readWrapped = (file: string, text: string, model: DecisionModel): AnswersFile => {
  const parsed = parseYamlFile(file, text, wrapped);
  if (!parsed.value) throw new ConfigError(parsed.problems);
  const { surface = null, answers: given, unfinished = false } = parsed.value;
  const one = checked(file, given, model, (fact) => parsed.placeOf(['answers', fact]));
  if (one.problems.length > 0) throw new ConfigError(one.problems);
  return { surfaces: [{ surface, answers: one.answers }], isList: false, unfinished };
};

const readPlain = (file: string, text: string, model: DecisionModel): AnswersFile => {
  const parsed = parseYamlFile(file, text, answers);
  if (!parsed.value) throw new ConfigError(parsed.problems);
  const one = checked(file, parsed.value, model, (fact) => parsed.placeOf([fact]));
  if (one.problems.length > 0) throw new ConfigError(one.problems);
  return { surfaces: [{ surface: null, answers: one.answers }], isList: false, unfinished: false };
};

const readList = (file: string, text: string, surfaces: unknown, model: DecisionModel): AnswersFile => {
  const schema = Array.isArray(surfaces) ? listOfSurfaces : mappingOfSurfaces(surfaces);
  const parsed = parseYamlFile(file, text, v.strictObject({ surfaces: schema }));
  if (!parsed.value) throw new ConfigError(parsed.problems);
  const listed = Array.isArray(parsed.value.surfaces)
    ? itemsOf(parsed.value.surfaces)
    : entriesOf(parsed.value.surfaces as Mapped);
  const read = listed.map(({ surface, given, path }) => ({
    surface,
    place: parsed.placeOf(path),
    ...checked(file, given, model, (fact) => parsed.placeOf([...path, fact])),
  }));
  const problems = [...read.flatMap((one) => one.problems), ...twice(file, read)];
  if (problems.length > 0) throw new ConfigError(problems);
  const result = read.map(({ surface, answers: given }) => ({ surface, answers: given }));
  return { surfaces: result, isList: true, unfinished: false };
};

const listOfSurfaces = v.pipe(
  v.array(
    v.pipe(
      v.strictObject({ surface: v.optional(name), id: v.optional(name), answers }),
      v.check(
        ({ surface, id }) => (surface === undefined) !== (id === undefined),
        'expected a name, as "surface" or as "id"',
      ),
    ),
  ),
  v.minLength(1, 'expected at least one surface'),
);

type Mapped = Readonly<Record<string, object>>;

/** Each surface by its name: its answers, or a mapping with the key `answers`. */
const mappingOfSurfaces = (surfaces: unknown) => {
  const entries = typeof surfaces === 'object' && surfaces !== null ? Object.entries(surfaces) : [];
  if (entries.length === 0)
    return v.pipe(
      v.unknown(),
      v.check(() => false, 'expected a list or a mapping of surfaces'),
    );
  return v.strictObject(
    Object.fromEntries(
      entries.map(([key, value]) => [key, isWrapped(value) ? v.strictObject({ answers }) : answers]),
    ),
  );
};

const isWrapped = (value: unknown): value is { readonly answers: Given } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'answers');

type Given = Readonly<Record<string, string | boolean>>;

interface Listed {
  readonly surface: string;
  readonly given: Given;
  /** Where the answers stand. */
  readonly path: readonly PropertyKey[];
}

const itemsOf = (items: v.InferOutput<typeof listOfSurfaces>): Listed[] =>
  items.map(({ surface, id, answers: given }, i) => ({
    surface: surface ?? id ?? '',
    given,
    path: ['surfaces', i, 'answers'],
  }));

const entriesOf = (mapped: Mapped): Listed[] =>
  Object.entries(mapped).map(([surface, value]) =>
    isWrapped(value)
      ? { surface, given: value.answers, path: ['surfaces', surface, 'answers'] }
      : { surface, given: value as Given, path: ['surfaces', surface] },
  );

const twice = (
  file: string,
  read: readonly { readonly surface: string; readonly place: { line: number; column: number } }[],
): Problem[] =>
  read
    .filter(({ surface }, i) => read.findIndex((other) => other.surface === surface) !== i)
    .map(({ surface, place }) => ({ file, ...place, message: `the surface "${surface}" stands here twice` }));

const checked = (
  file: string,
  given: Given,
  model: DecisionModel,
  placeOf: (fact: string) => { line: number; column: number },
): { readonly answers: Answers; readonly problems: readonly Problem[] } => {
  const worded = Object.entries(given).map(([fact, value]) => [fact, asWord(value)] as const);
  const problems = worded.flatMap(([fact, value]): Problem[] => {
    const message = answerProblem(model, fact, value);
    return message === undefined ? [] : [{ file, ...placeOf(fact), message }];
  });
  return { answers: Object.fromEntries(worded), problems };
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

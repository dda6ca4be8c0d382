import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as v from 'valibot';
import { closest } from '../core/closest.ts';
import { ConfigError, type Problem } from '../core/errors.ts';
import { mechanismKinds } from '../core/inventory.ts';
import { type NamedText, readYamlFolder } from './load.ts';
import type { DecisionModel } from './schema/decision.ts';
import {
  evidenceFile,
  type FullEvidence,
  type InventoryRules,
  type Judgement,
  judgementsFile,
  type Proposal,
  proposalsFile,
} from './schema/inventory.ts';
import { parseYamlFile, type YamlFile } from './yaml-file.ts';

/** A piece of evidence, with the place where it is written. */
export interface LoadedEvidence {
  readonly entry: FullEvidence;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface LoadedInventory extends Omit<InventoryRules, 'evidence'> {
  readonly loaded: readonly LoadedEvidence[];
}

/** The texts of a folder laid out like rules/inventory. */
export interface InventoryTexts {
  readonly evidence: readonly NamedText[];
  readonly judgements: NamedText;
  readonly proposals: NamedText;
}

/** @throws ConfigError with every problem: syntax, shape, double ids, questions and answers that the model does not have. */
export const loadInventory = (folder: string, model: DecisionModel): LoadedInventory =>
  parseInventory(
    {
      evidence: readYamlFolder(join(folder, 'evidence'), 'rules/inventory/evidence'),
      judgements: named(folder, 'judgements'),
      proposals: named(folder, 'proposals'),
    },
    model,
  );

const named = (folder: string, name: string): NamedText => ({
  file: `rules/inventory/${name}.yaml`,
  text: readFileSync(join(folder, `${name}.yaml`), 'utf8'),
});

/** The same as loadInventory, from texts. */
export const parseInventory = (texts: InventoryTexts, model: DecisionModel): LoadedInventory => {
  const evidence = texts.evidence.map(({ file, text }) => ({
    file,
    ...parseYamlFile(file, text, evidenceFile),
  }));
  const judgements = parsed(texts.judgements, judgementsFile);
  const proposals = parsed(texts.proposals, proposalsFile);
  const loaded = evidence.flatMap((one) =>
    (one.value ?? []).map((entry, i) => ({ entry, file: one.file, ...one.placeOf([i, 'id']) })),
  );
  const problems = [
    ...[...evidence, judgements, proposals].flatMap((one) => one.problems),
    ...silentEvidence(loaded),
    ...doubles(loaded),
    ...unjudged(judgements),
    ...unknownAnswers(proposals, model),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return { loaded, judgements: judgements.value ?? [], proposals: proposals.value ?? [] };
};

type Parsed<T> = YamlFile<T> & { readonly file: string };

const parsed = <S extends typeof judgementsFile | typeof proposalsFile>(
  { file, text }: NamedText,
  schema: S,
): Parsed<v.InferOutput<S>> => ({ file, ...parseYamlFile(file, text, schema) });

const at = ({ file, line, column }: LoadedEvidence, message: string): Problem => ({
  file,
  line,
  column,
  message,
});

const silentEvidence = (loaded: readonly LoadedEvidence[]): Problem[] =>
  loaded
    .filter(({ entry }) => !entry.packages && !entry.signs)
    .map((one) => at(one, `"${one.entry.id}" has neither packages nor signs`));

const doubles = (loaded: readonly LoadedEvidence[]): Problem[] => {
  const seen = new Set<string>();
  return loaded.flatMap((one) => {
    const { id } = one.entry;
    if (!seen.has(id) && seen.add(id)) return [];
    return [at(one, `the id "${id}" is taken already`)];
  });
};

/** A kind for which no judgement holds in every situation would leave a mechanism without one. */
const unjudged = ({ value, file }: Parsed<Judgement[]>): Problem[] =>
  value === undefined
    ? []
    : Object.keys(mechanismKinds)
        .filter((kind) => !value.some((one) => one.of.some((of) => of === kind) && holdsAlways(one)))
        .map((kind) => ({ file, line: 1, column: 1, message: `no judgement of "${kind}" holds always` }));

const holdsAlways = (one: Judgement): boolean =>
  [one.names, one.with, one.withAny, one.without, one.elsewhere, one.nowhereElse].every(
    (condition) => condition === undefined,
  );

const unknownAnswers = ({ value = [], file, placeOf }: Parsed<Proposal[]>, model: DecisionModel): Problem[] =>
  value.flatMap(({ question, answer, given = {} }, i) => [
    ...answerProblems(model, question, [answer], { file, ...placeOf([i, 'question']) }),
    ...Object.entries(given).flatMap(([fact, values]) =>
      answerProblems(model, fact, values, { file, ...placeOf([i, 'given', fact]) }),
    ),
  ]);

const answerProblems = (
  model: DecisionModel,
  question: string,
  answers: readonly string[],
  where: Omit<Problem, 'message'>,
): Problem[] => {
  const found = model.questions.find(({ id }) => id === question);
  const ids = model.questions.map(({ id }) => id);
  if (!found) return [{ ...where, message: `no question "${question}"${meant(question, ids)}` }];
  const options = Object.keys(found.options);
  return answers
    .filter((answer) => !options.includes(answer))
    .map((answer) => ({
      ...where,
      message: `"${question}" has no answer "${answer}"${meant(answer, options)}`,
    }));
};

const meant = (typed: string, known: readonly string[]): string => {
  const one = closest(typed, known);
  return one ? `; did you mean "${one}"?` : '';
};

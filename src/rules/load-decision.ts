import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as v from 'valibot';
import { ConfigError } from '../core/errors.ts';
import { checkDecision, checkScenarios, type Parts } from './check-decision.ts';
import {
  type Condition,
  type DecisionFile,
  type DecisionModel,
  decisionFiles,
  type FlatCondition,
  type Scenario,
} from './schema/decision.ts';
import { parseYamlFile, type YamlFile } from './yaml-file.ts';

/** Reads one file of the model by its name without `.yaml`. */
export type ReadDecisionFile = (name: DecisionFile) => { readonly file: string; readonly text: string };

/**
 * The decision model of a folder laid out like rules/decision.
 * @throws ConfigError with every problem: syntax, shape, and names that nothing answers to.
 */
export const loadDecisionModel = (folder: string): DecisionModel => parseDecisionModel(readFrom(folder));

/**
 * The scenarios that the model must pass; data for tests, no part of the model.
 * @throws ConfigError when they or the model are wrong.
 */
export const loadScenarios = (folder: string): readonly Scenario[] => {
  const read = readFrom(folder);
  const parsed = parse(read, 'scenarios');
  if (!parsed.value) throw new ConfigError(parsed.problems);
  const problems = checkScenarios(
    { ...parsed, file: read('scenarios').file, value: parsed.value },
    parseDecisionModel(read),
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return parsed.value;
};

/** The same as loadDecisionModel, from texts. */
export const parseDecisionModel = (read: ReadDecisionFile): DecisionModel => {
  const parts = parseParts(read);
  const problems = checkDecision(parts);
  if (problems.length > 0) throw new ConfigError(problems);
  const { model, essay } = parts;
  const content = {
    ...model.value,
    essay: essay.value.claims,
    sources: parts.sources.value,
    questions: parts.questions.value,
    rules: parts.rules.value,
    companions: parts.companions.value.map(compiled),
    warnings: parts.warnings.value.map(compiled),
    rejections: parts.rejections.value.map(compiled),
    differences: parts.differences.value.map(compiled),
  };
  return { ...content, sha256: createHash('sha256').update(canonicalJson(content)).digest('hex') };
};

const readFrom =
  (folder: string): ReadDecisionFile =>
  (name) => {
    const file = `rules/decision/${name}.yaml`;
    try {
      return { file, text: readFileSync(join(folder, `${name}.yaml`), 'utf8') };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
      throw new ConfigError([
        { file, line: 1, column: 1, message: `cannot read this part of the decision model (${code})` },
      ]);
    }
  };

const parse = <F extends DecisionFile>(
  read: ReadDecisionFile,
  name: F,
): YamlFile<v.InferOutput<(typeof decisionFiles)[F]>> => {
  const { file, text } = read(name);
  return parseYamlFile(file, text, decisionFiles[name]);
};

const parseParts = (read: ReadDecisionFile): Parts => {
  const names = Object.keys(decisionFiles).filter((name) => name !== 'scenarios') as DecisionFile[];
  const parsed = names.map((name) => ({ name, part: { ...parse(read, name), file: read(name).file } }));
  const problems = parsed.flatMap(({ part }) => part.problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(parsed.map(({ name, part }) => [name, part])) as unknown as Parts;
};

type Raw = FlatCondition & { readonly anyOf?: unknown };

const compiled = <T extends { readonly when: object }>(
  item: T,
): Omit<T, 'when'> & { readonly when: Condition } => {
  const { anyOf, ...all } = item.when as Raw;
  return { ...item, when: { all, anyOf: (anyOf ?? []) as readonly FlatCondition[] } };
};

/** JSON with sorted keys: the same content has the same text, however it was written. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (isPlain(inner) ? sorted(inner) : inner));

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (object: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

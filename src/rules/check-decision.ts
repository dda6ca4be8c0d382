import type * as v from 'valibot';
import { closest } from '../core/closest.ts';
import type { Problem } from '../core/errors.ts';
import {
  type DecisionFile,
  type DecisionModel,
  type decisionFiles,
  derivedFacts,
  type Question,
  type Scenario,
} from './schema/decision.ts';
import { sourceOf } from './source-of.ts';

/** One parsed file of the model, with the places of its values. */
export interface Part<T> {
  readonly file: string;
  readonly value: T;
  readonly placeOf: (path: readonly PropertyKey[]) => { line: number; column: number };
}

export type Parts = {
  readonly [F in Exclude<DecisionFile, 'scenarios'>]: Part<v.InferOutput<(typeof decisionFiles)[F]>>;
};

type Facts = Readonly<Record<string, readonly string[]>>;
type Path = readonly PropertyKey[];

/** Every name in the model that nothing answers to, and every duty that a schema cannot express. */
export const checkDecision = (parts: Parts): Problem[] => [
  ...checkQuestions(parts.questions),
  ...checkRules(parts),
  ...checkConditions(parts),
  ...checkCitations(parts),
  ...(['questions', 'rules', 'companions', 'warnings', 'rejections', 'differences'] as const).flatMap(
    (name) => doubles(parts[name], 'id'),
  ),
  ...doubles(parts.sources, 'name'),
];

/** Names in scenarios that the model does not know. */
export const checkScenarios = (part: Part<readonly Scenario[]>, model: DecisionModel): Problem[] => {
  const facts = factsOf(model.questions);
  const known = {
    companions: model.companions,
    notCompanions: model.companions,
    warnings: model.warnings,
    notWarnings: model.warnings,
    rejections: model.rejections,
    differences: model.differences,
  } as const;
  const lists = Object.keys(known) as (keyof typeof known)[];
  const named = part.value.flatMap(({ answers, expect }, index) => [
    ...Object.entries(answers).flatMap(([fact, value]) =>
      checkFact(part, [index, 'answers', fact], facts, fact, [value]),
    ),
    ...lists.flatMap((list) =>
      checkNames(
        part,
        [index, 'expect', list],
        expect[list],
        known[list].map(({ id }) => id),
      ),
    ),
  ]);
  return [...named, ...doubles(part, 'id')];
};

const factsOf = (questions: readonly Question[]): Facts =>
  Object.fromEntries(questions.map(({ id, options }) => [id, Object.keys(options)]));

const checkQuestions = (part: Parts['questions']): Problem[] =>
  part.value.flatMap((question, index) => {
    const earlier = part.value.slice(0, index);
    const deciding = factsOf(earlier.filter(({ phase }) => phase === 'decide'));
    const shaping = { ...factsOf(earlier), outcome: derivedFacts.outcome ?? [] };
    return [
      ...checkDefault(part, question, index),
      ...(question.askWhen ?? []).flatMap((when, i) =>
        checkWhen(part, [index, 'askWhen', i], deciding, when),
      ),
      ...(question.shapeWhen ?? []).flatMap((when, i) =>
        checkWhen(part, [index, 'shapeWhen', i], shaping, when),
      ),
    ];
  });

const checkDefault = (part: Parts['questions'], question: Question, index: number): Problem[] => {
  if (question.default !== undefined)
    return checkNames(part, [index, 'default'], [question.default], Object.keys(question.options));
  if (question.shapeWhen === undefined && question.phase === 'decide') return [];
  return [problem(part, [index, 'id'], `"${question.id}" can shape a recommendation, so it needs a default`)];
};

const checkRules = ({ rules, questions }: Parts): Problem[] => {
  const deciding = factsOf(questions.value.filter(({ phase }) => phase === 'decide'));
  return rules.value.flatMap((rule, index) => [
    ...checkWhen(rules, [index, 'when'], deciding, rule.when),
    ...checkThen(rules, index),
  ]);
};

const checkThen = (part: Parts['rules'], index: number): Problem[] => {
  const then = part.value[index]?.then;
  if (!then) return [];
  const none = then.outcome === 'none';
  if (none !== (then.instead !== undefined)) {
    return [problem(part, [index, 'then'], '"instead" belongs to the outcome "none", and to it alone')];
  }
  return none || then.nearest === then.outcome
    ? []
    : [
        problem(
          part,
          [index, 'then', 'nearest'],
          `the nearest of the three is the outcome itself, "${then.outcome}"`,
        ),
      ];
};

const checkConditions = (parts: Parts): Problem[] => {
  const facts = { ...factsOf(parts.questions.value), ...derivedFacts };
  return (['companions', 'warnings', 'rejections', 'differences'] as const).flatMap((name) => {
    const part: Part<readonly { readonly when: object }[]> = parts[name];
    return part.value.flatMap(({ when }, index) => {
      const { anyOf = [], ...all } = when as { anyOf?: Facts[] };
      return [
        ...checkWhen(part, [index, 'when'], facts, all),
        ...anyOf.flatMap((one, i) => checkWhen(part, [index, 'when', 'anyOf', i], facts, one)),
      ];
    });
  });
};

const checkWhen = (part: Part<unknown>, path: Path, known: Facts, when: Facts): Problem[] =>
  Object.entries(when).flatMap(([fact, values]) => checkFact(part, [...path, fact], known, fact, values));

const checkFact = (
  part: Part<unknown>,
  path: Path,
  known: Facts,
  fact: string,
  values: readonly string[],
): Problem[] => {
  const allowed = Object.hasOwn(known, fact) ? known[fact] : undefined;
  if (!allowed)
    return [problem(part, path, `no such fact here: "${fact}"${suggest(fact, Object.keys(known))}`)];
  return checkNames(part, path, values, allowed);
};

const checkNames = (
  part: Part<unknown>,
  path: Path,
  names: readonly string[],
  known: readonly string[],
): Problem[] =>
  names
    .map((name, i) => ({ name, i }))
    .filter(({ name }) => !known.includes(name))
    .map(({ name, i }) => problem(part, [...path, i], `no such name: "${name}"${suggest(name, known)}`));

const checkCitations = (parts: Parts): Problem[] => {
  const claims = Object.keys(parts.essay.value.claims);
  const sources = parts.sources.value;
  const cited = new Set<string>();
  const problems = (
    ['questions', 'rules', 'companions', 'warnings', 'rejections', 'differences'] as const
  ).flatMap((name) => {
    const part: Part<
      readonly { readonly essay: readonly string[]; readonly references?: readonly string[] }[]
    > = parts[name];
    return part.value.flatMap(({ essay, references = [] }, index) => [
      ...checkNames(part, [index, 'essay'], essay, claims),
      ...references.flatMap((reference, i) => {
        const source = sourceOf(sources, reference);
        if (source) cited.add(source.name);
        return source ? [] : [problem(part, [index, 'references', i], unknownSource(reference, sources))];
      }),
    ]);
  });
  const idle = sources.map(({ name }, index) => ({ name, index })).filter(({ name }) => !cited.has(name));
  return [
    ...problems,
    ...idle.map(({ name, index }) => problem(parts.sources, [index, 'name'], `nothing cites "${name}"`)),
  ];
};

const unknownSource = (reference: string, sources: Parts['sources']['value']): string => {
  const named = reference.split(/,? s?(?=\d|[A-Z]\d)/)[0] ?? reference;
  const names = sources.map(({ name }) => name);
  return `"${reference}" begins with no source of sources.yaml${suggest(reference, names) || suggest(named, names)}`;
};

const doubles = <K extends string>(
  part: Part<readonly { readonly [key in K]: string }[]>,
  key: K,
): Problem[] => {
  const seen = new Set<string>();
  return part.value.flatMap((item, index) => {
    const name = item[key];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [problem(part, [index, key], `"${name}" is taken already in this file`)];
  });
};

const suggest = (typed: string, known: readonly string[]): string => {
  const meant = closest(typed, known);
  return meant ? `; did you mean "${meant}"?` : '';
};

const problem = (part: Part<unknown>, path: Path, message: string): Problem => ({
  file: part.file,
  ...part.placeOf(path),
  message,
});

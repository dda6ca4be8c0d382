import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ConfigError, type Problem } from '../core/errors.ts';
import type { FullRule } from './rule-set.ts';
import { callRule } from './schema/call.ts';
import { checkRule } from './schema/check.ts';
import { type Places, places } from './schema/places.ts';
import { type Policy, policy } from './schema/policy.ts';
import { settingRule } from './schema/setting.ts';
import { tokenRule } from './schema/token.ts';
import { formatProblems } from './token-format.ts';
import { parseYamlFile, type YamlFile } from './yaml-file.ts';

/** One file of rules: a list. */
export const ruleFile = v.array(v.variant('kind', [tokenRule, settingRule, callRule, checkRule]));

/** A rule, with the place where it is written. */
export interface LoadedRule {
  readonly rule: FullRule;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Folders below rules/ that hold rules; the folder is the first half of each id. */
export const ruleFolders = ['keys', 'jwt', 'oauth'] as const;

/** A text file by name. */
export interface NamedText {
  readonly file: string;
  readonly text: string;
}

/**
 * Every `*.yaml` directly in a folder, in name order.
 * @throws ConfigError when the folder cannot be read.
 */
export const readYamlFolder = (folder: string, shownAs = folder): NamedText[] => {
  try {
    const names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    return names
      .sort()
      .map((name) => ({ file: `${shownAs}/${name}`, text: readFileSync(join(folder, name), 'utf8') }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigError([
      { file: shownAs, line: 1, column: 1, message: `cannot read this folder of rules (${code})` },
    ]);
  }
};

/**
 * Validates rule files.
 * @returns the rules in file order.
 * @throws ConfigError with every problem: syntax, shape, double ids, a `pair` that does not exist.
 */
export const parseRules = (files: readonly NamedText[], known: readonly string[] = []): LoadedRule[] => {
  const loaded: LoadedRule[] = [];
  const problems: Problem[] = [];
  for (const { file, text } of files) {
    const parsed = parseYamlFile(file, text, ruleFile);
    problems.push(...parsed.problems);
    loaded.push(...located(file, parsed));
  }
  problems.push(
    ...doubles(loaded),
    ...danglingPairs(loaded, known),
    ...misplaced(loaded),
    ...unsound(loaded),
  );
  if (problems.length > 0) throw new ConfigError(problems);
  return loaded;
};

const located = (file: string, parsed: YamlFile<FullRule[]>): LoadedRule[] =>
  (parsed.value ?? []).map((rule, index) => ({ rule, file, ...parsed.placeOf([index, 'id']) }));

const problemAt = (where: LoadedRule, message: string): Problem => ({
  file: where.file,
  line: where.line,
  column: where.column,
  message,
});

const doubles = (loaded: readonly LoadedRule[]): Problem[] => {
  const first = new Map<string, LoadedRule>();
  return loaded.flatMap((one) => {
    const before = first.get(one.rule.id);
    if (!before) {
      first.set(one.rule.id, one);
      return [];
    }
    return [
      problemAt(
        one,
        `the id "${one.rule.id}" is taken already, at ${before.file}:${before.line}:${before.column}`,
      ),
    ];
  });
};

const danglingPairs = (loaded: readonly LoadedRule[], known: readonly string[]): Problem[] => {
  const ids = new Set([...known, ...loaded.map(({ rule }) => rule.id)]);
  return loaded
    .filter(({ rule }) => rule.kind === 'token' && rule.pair !== undefined && !ids.has(rule.pair))
    .map((one) => problemAt(one, `"pair" names a rule that does not exist`));
};

/** In rules/keys only keys/..., so that the place of a rule can be told from its id. */
const misplaced = (loaded: readonly LoadedRule[]): Problem[] =>
  loaded.flatMap((one) => {
    const folder = one.file.split('/').at(-2) ?? '';
    const inRules = (ruleFolders as readonly string[]).includes(folder);
    return inRules && !one.rule.id.startsWith(`${folder}/`)
      ? [problemAt(one, `"${one.rule.id}" stands in ${folder}/; its id must begin with "${folder}/"`)]
      : [];
  });

/** Parts that would make a pattern without bounds, or one that matches nearly everything. */
const unsound = (loaded: readonly LoadedRule[]): Problem[] =>
  loaded.flatMap((one) =>
    one.rule.kind === 'token' ? formatProblems(one.rule).map((message) => problemAt(one, message)) : [],
  );

/** @throws ConfigError when the policy file is wrong. */
export const parsePolicy = ({ file, text }: NamedText): Policy => {
  const parsed = parseYamlFile(file, text, policy);
  if (!parsed.value) throw new ConfigError(parsed.problems);
  return parsed.value;
};

/** @throws ConfigError when the file of places is wrong. */
export const parsePlaces = ({ file, text }: NamedText): Places => {
  const parsed = parseYamlFile(file, text, places);
  if (!parsed.value) throw new ConfigError(parsed.problems);
  return parsed.value;
};

/** The project's own rules, from its `rules` folder. */
export const loadRulesFolder = (root: string): { loaded: LoadedRule[]; policy: Policy; places: Places } => ({
  loaded: parseRules(ruleFolders.flatMap((name) => readYamlFolder(join(root, name), `rules/${name}`))),
  policy: parsePolicy({ file: 'rules/policy.yaml', text: readFileSync(join(root, 'policy.yaml'), 'utf8') }),
  places: parsePlaces({ file: 'rules/places.yaml', text: readFileSync(join(root, 'places.yaml'), 'utf8') }),
});

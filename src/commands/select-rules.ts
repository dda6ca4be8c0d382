import { resolve } from 'node:path';
import { closest } from '../core/closest.ts';
import { usageError } from '../core/errors.ts';
import { builtinRules } from '../rules/builtin.ts';
import type { LoadedConfig } from '../rules/config.ts';
import { tightenPolicy } from '../rules/config.ts';
import type { Rule } from '../rules/rule-set.ts';
import type { Policy } from '../rules/schema/policy.ts';

/** The rules of one run. */
export interface Selection {
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  /** Ids that the configuration switched off. */
  readonly off: readonly string[];
}

/**
 * The built-in rules with a user's own, less those that the configuration switches off.
 * @param folder - `--rules DIR`, relative to `cwd`.
 * @throws ConfigError for a wrong rule; usageError when nothing is left, or a switched-off rule does not exist.
 */
export const selectRules = async (
  folder: string | undefined,
  config: LoadedConfig | undefined,
  cwd: string,
): Promise<Selection> => {
  const own = folder === undefined ? [] : await loadOwnRules(resolve(cwd, folder), folder);
  const all = [...builtinRules.rules, ...own];
  const off = Object.keys(config?.config.scan?.rules ?? {});
  const ids = all.map(({ id }) => id);
  for (const id of off) {
    if (!ids.includes(id) && config) throw unknownRule(id, ids, config);
  }
  const rules = all.filter(({ id }) => !off.includes(id));
  if (rules.length === 0) {
    throw usageError(
      'no rule is active: the configuration switches every rule off',
      'Remove entries under scan.rules.',
    );
  }
  return { rules, policy: tightenPolicy(builtinRules.policy, config), off };
};

const unknownRule = (id: string, ids: readonly string[], config: LoadedConfig) => {
  const { line, column } = config.placeOf(['scan', 'rules', id]);
  const meant = closest(id, ids);
  return usageError(
    `${config.file}:${line}:${column}: no rule is called "${id}"${meant ? `; did you mean "${meant}"?` : ''}`,
  );
};

/** A user's own rules; a rule of kind check would need code, which rules cannot bring. */
const loadOwnRules = async (folder: string, shownAs: string): Promise<Rule[]> => {
  const { parseRules, readYamlFolder } = await import('../rules/load.ts');
  const known = builtinRules.rules.map(({ id }) => id);
  const files = readYamlFolder(folder, shownAs.replace(/\/+$/, ''));
  if (files.length === 0) throw usageError(`there is no rule in "${shownAs}": expected files named *.yaml`);
  const loaded = parseRules(files, known);
  return loaded.map(({ rule: { examples: _, ...rule }, file, line, column }) => {
    if (known.includes(rule.id))
      throw usageError(`${file}:${line}:${column}: "${rule.id}" is a built-in rule; choose another id`);
    if (rule.kind === 'check')
      throw usageError(`${file}:${line}:${column}: rules of kind "check" are built in only`);
    return rule;
  });
};

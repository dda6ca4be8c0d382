import scanRules from 'virtual:auth-advisor/scan-rules';
import type { LoadedRule } from './load.ts';
import type { RuleSet } from './rule-set.ts';

/** The rules that ship with auth-advisor, compiled into the bundle. */
export const builtinRules: RuleSet = scanRules;

/** The same rules with examples and places; loaded only by `rules check` and `explain`. */
export const loadBuiltinExamples = async (): Promise<readonly LoadedRule[]> =>
  (await import('virtual:auth-advisor/rule-examples')).default;

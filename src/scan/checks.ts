import type { Check } from '../rules/rule-set.ts';
import type { Judge, ScanContext } from './check.ts';
import type { Detector } from './detection.ts';

/** A detector per rule of kind `check`. The judges are a chunk of their own: most files ask none of them. */
export const createCheckDetectors = (rules: readonly Check[], context: ScanContext): Detector[] =>
  rules.map((rule) => ({
    literals: rule.words.map((text) => ({ text, ignoreCase: true })),
    readsDecoded: findsSecrets(rule.id),
    detect: async (file, hits) => (await judgeOf(rule.id))?.(file, rule, context, hits) ?? [],
  }));

const findsSecrets = (ruleId: string): boolean => /^(?:keys\/|jwt\/token-)/.test(ruleId);

const judgeOf = async (ruleId: string): Promise<Judge | undefined> => {
  const { default: judges } = await import('virtual:auth-advisor/checks');
  return judges[ruleId] as Judge | undefined;
};

/** Whether a judge of that name is built in: a user's own rules cannot bring code. */
export const hasJudge = async (ruleId: string): Promise<boolean> => (await judgeOf(ruleId)) !== undefined;

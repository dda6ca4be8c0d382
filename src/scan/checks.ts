import judges from 'virtual:auth-advisor/checks';
import type { Check } from '../rules/rule-set.ts';
import type { Judge, ScanContext } from './check.ts';
import type { Detector } from './detection.ts';

/** A detector per rule of kind `check`. */
export const createCheckDetectors = (rules: readonly Check[], context: ScanContext): Detector[] =>
  rules.flatMap((rule) => {
    const judge = judges[rule.id] as Judge | undefined;
    if (!judge) return [];
    const literals = rule.words.map((text) => ({ text, ignoreCase: true }));
    const detect: Detector['detect'] = (file, hits) => judge(file, rule, context, hits);
    return [{ literals, readsDecoded: findsSecrets(rule.id), detect }];
  });

const findsSecrets = (ruleId: string): boolean => /^(?:keys\/|jwt\/token-)/.test(ruleId);

/** Whether a judge of that name is built in: a user's own rules cannot bring code. */
export const hasJudge = (ruleId: string): boolean => ruleId in judges;

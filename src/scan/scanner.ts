import { builtinRules } from '../rules/builtin.ts';
import type { Rule } from '../rules/rule-set.ts';
import type { Policy } from '../rules/schema/policy.ts';
import { createCallDetector } from './calls.ts';
import { createCheckDetectors } from './checks.ts';
import { createScanner, type Scanner } from './engine.ts';
import { createKeyDetector } from './keys/detector.ts';
import { createSettingDetector } from './settings.ts';

/** What a scan is judged by. */
export interface ScannerOptions {
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  /** Judges whether a token has expired. */
  readonly now: Date;
  readonly digestKey: string;
}

type Kind = Rule['kind'];

const ofKind = <K extends Kind>(rules: readonly Rule[], kind: K): Extract<Rule, { kind: K }>[] =>
  rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);

/** The scanner for a set of rules: one detector per kind that interprets data, one per check. */
export const scannerFor = ({ rules, policy, now, digestKey }: ScannerOptions): Scanner => {
  const context = { policy, now };
  return createScanner(
    [
      createKeyDetector(ofKind(rules, 'token')),
      createCallDetector(ofKind(rules, 'call'), context),
      createSettingDetector(ofKind(rules, 'setting'), context),
      ...createCheckDetectors(ofKind(rules, 'check'), context),
    ],
    { digestKey, places: builtinRules.places },
  );
};

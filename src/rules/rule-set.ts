import type { Family } from '../core/finding.ts';
import type { CallRule } from './schema/call.ts';
import type { CheckRule } from './schema/check.ts';
import type { Places } from './schema/places.ts';
import type { Policy } from './schema/policy.ts';
import type { SettingRule } from './schema/setting.ts';
import type { TokenRule } from './schema/token.ts';
import type { Anchor } from './token-anchors.ts';

/** A rule with the examples that prove it. */
export type FullRule = TokenRule | SettingRule | CallRule | CheckRule;

type WithoutExamples<R> = R extends unknown ? Omit<R, 'examples'> : never;

/** A rule as the scanner carries it: examples stay behind. */
export type Rule = WithoutExamples<FullRule>;
/** The shipped rules bring their anchors along, so that a start need not work them out. */
export type Token = WithoutExamples<TokenRule> & { readonly anchors?: readonly Anchor[] };
export type Setting = WithoutExamples<SettingRule>;
export type Call = WithoutExamples<CallRule>;
export type Check = WithoutExamples<CheckRule>;

/** Everything that a scan is judged by. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly policy: Policy;
  /** What to say of the places where secrets lie. */
  readonly places: Places;
}

const families = { keys: 'key', jwt: 'jwt', oauth: 'oauth', policy: 'policy' } as const satisfies Record<
  string,
  Family
>;

/** The family that a rule id names: `keys/github-pat` is of family `key`. */
export const familyOf = (ruleId: string): Family => families[ruleId.split('/')[0] as keyof typeof families];

import type { RuleSet } from './rule-set.ts';

/** What only a finding needs: half of what is written in the rules, and no part of a clean scan. */
export const proseKeys = ['title', 'why', 'fix', 'references', 'revoke', 'essay', 'cwe'] as const;
type ProseKey = (typeof proseKeys)[number];
export type Prose = Readonly<Partial<Record<ProseKey, unknown>>>;

/** A rule set without its prose. */
export interface BareRuleSet extends Omit<RuleSet, 'rules'> {
  readonly rules: readonly object[];
}

/**
 * Gives rules their prose back, which is read when it is first asked for.
 * @param load - prose by rule id.
 */
export const withProse = (bare: BareRuleSet, load: () => Readonly<Record<string, Prose>>): RuleSet => {
  let known: Readonly<Record<string, Prose>> | undefined;
  const prose = (id: string): Prose => {
    known ??= load();
    return known[id] ?? {};
  };
  const shape = {};
  for (const key of proseKeys) {
    Object.defineProperty(shape, key, {
      get(this: { id: string }) {
        return prose(this.id)[key];
      },
    });
  }
  return { ...bare, rules: bare.rules.map((rule) => Object.setPrototypeOf(rule, shape)) };
};

/** Parts a rule from its prose. */
export const splitProse = (rules: RuleSet['rules']): { bare: object[]; prose: Record<string, Prose> } => {
  const isProse = (key: string): boolean => (proseKeys as readonly string[]).includes(key);
  const part = (rule: object, wanted: boolean) =>
    Object.fromEntries(Object.entries(rule).filter(([key]) => isProse(key) === wanted));
  return {
    bare: rules.map((rule) => part(rule, false)),
    prose: Object.fromEntries(rules.map((rule) => [rule.id, part(rule, true)])),
  };
};

import type { Severity } from '../core/severity.ts';
import type { Setting } from '../rules/rule-set.ts';
import type { TokenUse } from '../rules/schema/lifetime.ts';
import type { Policy } from '../rules/schema/policy.ts';
import type { SettingJudge } from '../rules/schema/setting.ts';
import type { ConfigEntry, ConfigFacts, Scalar } from './config/entry.ts';
import type { Detection } from './detection.ts';
import { judgeLifetime } from './lifetime.ts';
import { foldKey, keyPathOf } from './setting-keys.ts';
import { readLifetime } from './setting-lifetime.ts';
import { weaknessOf } from './setting-secret.ts';

/** What is wrong with the value of a setting. */
export interface Verdict {
  /** Goes on after the name of the setting. */
  readonly say: string;
  readonly severity: Severity;
  readonly uncertain?: boolean;
  readonly facts?: Detection['facts'];
  readonly secret?: boolean;
}

export interface VerdictContext {
  readonly policy: Policy;
  /** Neither a test nor an example. */
  readonly isReal: boolean;
}

/** @returns undefined when there is nothing wrong, or when it cannot be told. */
export const verdictOf = (
  rule: Setting,
  entry: ConfigEntry,
  facts: ConfigFacts,
  context: VerdictContext,
): Verdict | undefined => {
  const how = rule.judge;
  if (rule.unless && isExempt(entry, rule.unless, facts)) return undefined;
  if (how.is === 'present') return present(rule, how, entry);
  if (how.is === 'missing-sibling') return missingSibling(rule, how, entry, facts);
  if (entry.reference) return undefined;
  if (how.is === 'lifetime') return lifetime(how, entry, facts, context);
  if (how.is === 'bad-value') return badValue(rule, how, entry);
  // An example's secret is there to be replaced, a test's protects nothing.
  if (!context.isReal || entry.value === null) return undefined;
  const weakness = weaknessOf(String(entry.value), how.leastBytes);
  return weakness === undefined ? undefined : { say: weakness, severity: rule.severity, secret: true };
};

const isExempt = (
  entry: ConfigEntry,
  { sibling, is }: NonNullable<Setting['unless']>,
  facts: ConfigFacts,
): boolean => siblings(entry, sibling, facts).some(({ value }) => holds(value, is));

const holds = (value: Scalar, wanted: readonly Scalar[]): boolean =>
  wanted.some((one) => String(one).toLowerCase() === String(value).toLowerCase());

const present = (
  rule: Setting,
  { secret = false }: Judge<'present'>,
  entry: ConfigEntry,
): Verdict | undefined =>
  isOff(entry) ? undefined : { say: 'must not be set here', severity: rule.severity, secret };

const isOff = ({ value }: ConfigEntry): boolean => value === null || value === false || value === '';

type Judge<Is extends SettingJudge['is']> = Extract<SettingJudge, { is: Is }>;

const holder = {
  access: 'a token',
  refresh: 'a refresh token',
  session: 'a session',
  code: 'a code',
} as const satisfies Record<TokenUse, string>;

const lifetime = (
  how: Judge<'lifetime'>,
  entry: ConfigEntry,
  facts: ConfigFacts,
  context: VerdictContext,
): Verdict | undefined => {
  const unit = how.unitFrom === undefined ? undefined : siblings(entry, how.unitFrom, facts)[0];
  const read = readLifetime(entry.value, entry.path.at(-1) ?? '', how, unit?.value);
  const long = read && judgeLifetime(read.seconds, how.use, context.policy);
  if (!long) return undefined;
  return {
    say: read.least
      ? `has no unit that can be told; in the shortest reading that makes sense it ${long.say}`
      : `means ${holder[how.use]} that ${long.say}`,
    severity: long.severity,
    uncertain: read.least,
    facts: { lifetimeSeconds: read.seconds, limitSeconds: long.limitSeconds },
  };
};

const badValue = (
  rule: Setting,
  { bad }: Judge<'bad-value'>,
  { value, empty }: ConfigEntry,
): Verdict | undefined => {
  const text = (empty === 'list' ? '[]' : empty === 'map' ? '{}' : String(value)).trim().toLowerCase();
  // Formats without types write a boolean as text.
  const truth = ['true', 'yes', 'on', '1'].includes(text)
    ? true
    : ['false', 'no', 'off', '0'].includes(text)
      ? false
      : undefined;
  const found = bad.find(
    (one) => String(one).toLowerCase() === text || (typeof one === 'boolean' && one === truth),
  );
  return found === undefined ? undefined : { say: `is ${JSON.stringify(found)}`, severity: rule.severity };
};

const missingSibling = (
  rule: Setting,
  { sibling, when }: Judge<'missing-sibling'>,
  entry: ConfigEntry,
  facts: ConfigFacts,
): Verdict | undefined => {
  if (when && !holds(entry.value, when)) return undefined;
  const wanted = typeof sibling === 'string' ? [sibling] : sibling;
  const isSet = wanted.some((name) =>
    siblings(entry, name, facts).some(({ empty, value }) => !empty && value !== ''),
  );
  return isSet
    ? undefined
    : { say: `stands without ${wanted.map((name) => `\`${name}\``).join(' or ')}`, severity: rule.severity };
};

/** Entries at, or below, a key that is named from the parent of `entry`. */
const siblings = (entry: ConfigEntry, name: string, facts: ConfigFacts): ConfigEntry[] => {
  const ups = name.split('../').length - 1;
  const parent = keyPathOf(entry).slice(0, -1 - ups);
  const wanted = [...parent, ...name.replaceAll('../', '').split('.').map(foldKey)];
  return facts.entries.filter((other) => {
    if (other.document !== entry.document) return false;
    const path = keyPathOf(other);
    return wanted.every((key, i) => path[i] === key);
  });
};

import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import type { CodeFile } from './code-text.ts';
import { lookupKey } from './lookup-key.ts';
import { providerIdentity, readsEmailVerified } from './provider-identity.ts';
import { type Found, report } from './report.ts';
import { accountLookups } from './sinks.ts';
import { seenFrom, type Unit, type UnitCall, unitsAround, unitText } from './unit.ts';

/** A login callback that finds the account by the email address that a provider gave, and has no better key. */
export const judge: Judge = async (file, rule) => {
  const founds = new Map<number, Found>();
  for (const unit of await unitsAround(file, isLookup)) {
    const found = judgeUnit(unit);
    if (found && !founds.has(found.start)) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const isLookup = (call: CallSite, source: CodeFile): boolean => lookupKey(call, source).isEmail;

const judgeUnit = (unit: Unit): Found | undefined => {
  const identity = providerIdentity(unit);
  if (!identity) return undefined;
  const lookups = accountLookups(unit, identity);
  const byEmail = lookups.find(({ call }) => isLookup(call, unit));
  if (!byEmail) return undefined;
  return triesProviderId(unit, lookups)
    ? undefined
    : found(unit, byEmail, readsEmailVerified(unitText(unit)));
};

/** Whether an account is looked up by the provider's stable id as well. */
export const triesProviderId = (unit: Unit, lookups: readonly UnitCall[]): boolean =>
  lookups.some(({ call }) => lookupKey(call, unit).isProviderId) || otherTable.test(unitText(unit));

/** Identities kept in a table of their own, found there first. */
const otherTable =
  /(?:find|get|filter|query)\w{0,30}(?:identity|provider_?account|linked_?account|social_?account|federated)|(?:identit(?:y|ies)|provider_?accounts?|linked_?accounts?|social_?accounts?)\.(?:find|get|query|filter|where)/i;

const found = (unit: Unit, lookup: UnitCall, isChecked: boolean): Found => {
  const { start, end } = seenFrom(lookup);
  return {
    start,
    end,
    identity: ['email-as-identity-key', unit.root.name ?? '', lookup.call.callee.join('.'), 'key'],
    message:
      'Finds the account by the email address that the provider gave; whoever holds that address at any provider holds the account.',
    ...(isChecked ? { severity: 'low' as const } : {}),
  };
};

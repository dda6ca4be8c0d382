import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import type { CodeFile } from './code-text.ts';
import { triesProviderId } from './email-as-identity-key.ts';
import type { HeldNames } from './held-names.ts';
import { lookupKey } from './lookup-key.ts';
import { givesClaims, isVerifyCallback, providerIdentity, readsEmailVerified } from './provider-identity.ts';
import { type Found, report } from './report.ts';
import { accountLookups } from './sinks.ts';
import { type Scope, seenFrom, textAt, type Unit, unitsAround, unitText } from './unit.ts';

/**
 * A login that lets an email address decide, by linking an existing account or by a list of domains or people,
 * and never asks whether the provider has verified it. An account found by nothing but its email is another check's part.
 */
export const judge: Judge = async (file, rule) => {
  const founds = new Map<number, Found>();
  for (const unit of await unitsAround(file, mayDecide)) {
    const found = judgeUnit(unit);
    if (found && !founds.has(found.start)) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const mayDecide = (call: CallSite, source: CodeFile): boolean => {
  const site = source.facts.functions[call.within];
  return (
    lookupKey(call, source).isEmail || givesClaims(call) || (site !== undefined && isVerifyCallback(site))
  );
};

const judgeUnit = (unit: Unit): Found | undefined => {
  const identity = readsEmailVerified(unitText(unit)) ? undefined : providerIdentity(unit);
  return identity && (linkIn(unit, identity) ?? listIn(unit, identity));
};

/** An account looked up by email where the provider's own id did not find one. */
const linkIn = (unit: Unit, identity: HeldNames): Found | undefined => {
  const lookups = accountLookups(unit, identity);
  const byEmail = lookups.find(({ call }) => lookupKey(call, unit).isEmail);
  if (!byEmail || !triesProviderId(unit, lookups)) return undefined;
  const { start, end } = seenFrom(byEmail);
  return {
    start,
    end,
    identity: ['email-verified-ignored', 'link', unit.root.name ?? ''],
    message:
      'Links a login to an existing account by its email address, without asking whether the provider has verified that address.',
  };
};

// `email.endsWith('@corp.com')`, `email.split('@')[1] === DOMAIN`, `ADMINS.includes(email)`, `email in ALLOWED`.
const decision =
  /(?<![\w$])((?:[\w$]{1,40}(?:\??\.|\[["']|["']\]\.?)){0,4}e?mail(?:["']\]|\[0\]\.value)?)\??\.(?:ends_?[wW]ith\(\s{0,4}[^)]{0,6}["'`]?@|split\(\s{0,2}["'`]@["'`][^)]{0,10}\)(?:\[-?1\]|\.pop\(\)|\.at\(-?1\))\s{0,4}(?:[!=]==?|\bin\b|not in\b))|(?<![\w$])(?:\w{0,20}(?:admin|allow|white|permitted|staff|owner)\w{0,20})(?:\.(?:includes|has|indexOf)\(\s{0,4}((?:[\w$]{1,40}\??\.){0,3}e?mail)\s{0,4}\))|(?<![\w$.])((?:[\w$]{1,40}(?:\.|\[["'])){0,3}e?mail(?:["']\])?)\s{1,4}(?:not\s{1,4})?in\s{1,4}(?:settings\.|config\.|self\.)?\w{0,20}(?:admin|allow|white|permitted|staff|owner)/gi;
/** Google's `hd` is the domain of a Workspace account and not of an address. */
const otherProof = /(?<![\w$])hd(?![\w$])|hosted_?domain|(?<![\w$])tid(?![\w$])/i;

const listIn = (unit: Unit, identity: HeldNames): Found | undefined =>
  otherProof.test(unitText(unit))
    ? undefined
    : unit.scopes.flatMap((scope) => decisionsIn(unit, scope, identity))[0];

const decisionsIn = (unit: Unit, scope: Scope, identity: HeldNames): Found[] =>
  Array.from(textAt(unit, scope).matchAll(decision)).flatMap((match) => {
    const start = scope.start + match.index;
    const end = start + match[0].length;
    return identity.has(scope, start, end)
      ? [
          {
            start,
            end,
            identity: ['email-verified-ignored', 'list', unit.root.name ?? ''],
            message:
              'Decides by an email address who may come in, without asking whether the provider has verified that address.',
          },
        ]
      : [];
  });

import type { Judge } from '../check.ts';
import type { CallSite, FunctionSite } from '../code/facts.ts';
import type { CodeFile } from './code-text.ts';
import { type HeldNames, heldNames, resultNames } from './held-names.ts';
import { exchangesCode, isUserinfoCall } from './identity-calls.ts';
import { lookupKey } from './lookup-key.ts';
import { type Found, report } from './report.ts';
import { accountLookups } from './sinks.ts';
import { seenFrom, type Unit, type UnitCall, unitsAround, unitText } from './unit.ts';

/**
 * A login callback that finds the account by the email address that a provider gave.
 * Milder, and only when email_verified is never read, where the provider's stable id is tried first.
 */
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
  const byId =
    lookups.some(({ call }) => lookupKey(call, unit).isProviderId) || otherTable.test(unitText(unit));
  const isChecked = /email_?verified|verified_?email|emails?(?:\[0\])?\??\.verified|xms_edov/i.test(
    unitText(unit),
  );
  return byId && isChecked ? undefined : found(unit, byEmail, byId, isChecked);
};

/** Identities kept in a table of their own, found there first. */
const otherTable =
  /(?:find|get|filter|query)\w{0,30}(?:identity|provider_?account|linked_?account|social_?account|federated)|(?:identit(?:y|ies)|provider_?accounts?|linked_?accounts?|social_?accounts?)\.(?:find|get|query|filter|where)/i;

const found = (unit: Unit, lookup: UnitCall, isLink: boolean, isChecked: boolean): Found => {
  const { start, end } = seenFrom(lookup);
  return {
    start,
    end,
    identity: [
      'email-as-identity-key',
      unit.root.name ?? '',
      lookup.call.callee.join('.'),
      isLink ? 'link' : 'key',
    ],
    message: isLink
      ? 'Links a login to an existing account by its email address, without asking whether the provider has verified that address.'
      : 'Finds the account by the email address that the provider gave; whoever holds that address at any provider holds the account.',
    ...(isChecked ? { severity: 'low' as const } : {}),
  };
};

/** What a provider says about a person: `profile` of a verify callback, claims of an ID token, an answer of userinfo. */
const providerIdentity = (unit: Unit): HeldNames | undefined => {
  if (isVerifyCallback(unit.root))
    return heldNames(unit, {
      isSource: ({ scope, text }) =>
        !scope.via &&
        /(?<![\w$.])(?:profile|userProfile|googleProfile|claims|user_?info)(?![\w$])/.test(text),
    });
  const calls = unit.calls.filter(({ call }) => isUserinfoCall(call, unit) || givesClaims(call));
  const isLogin =
    calls.length > 0 &&
    (exchangesCode(unit) ||
      calls.some(({ call }) => givesClaims(call)) ||
      /login|sign_?in|auth|callback|oauth|sso/i.test(unit.root.name ?? ''));
  return isLogin
    ? resultNames(
        unit,
        calls.flatMap((one) => [one.call, seenFrom(one)]),
      )
    : undefined;
};

/** Passport's `(accessToken, refreshToken, profile, done)`, and Auth.js's `signIn({ user, account, profile })`. */
const isVerifyCallback = ({ name, params }: FunctionSite): boolean => {
  if (name === 'signIn' && /^\{[^}]*\bprofile\b/.test(params[0] ?? '')) return true;
  const takesProfile = params.some((param) =>
    /^(profile|userProfile|googleProfile|claims|user_?info)$/.test(param),
  );
  return (
    params.length >= 3 &&
    takesProfile &&
    /^(done|cb|callback|next|verified|verify)$/.test(params.at(-1) ?? '')
  );
};

const givesClaims = ({ callee, imported }: CallSite): boolean =>
  /^(verifyIdToken|verify_oauth2_token|verify_firebase_token|parse_id_token|authorize_access_token|claims|getPayload)$/.test(
    callee.at(-1) ?? imported?.path.at(-1) ?? '',
  );

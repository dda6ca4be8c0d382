import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import { type CodeFile, expanded } from './code-text.ts';
import { triesProviderId } from './email-as-identity-key.ts';
import type { HeldNames } from './held-names.ts';
import { lookupKey } from './lookup-key.ts';
import { givesClaims, providerIdentity } from './provider-identity.ts';
import { type Found, report } from './report.ts';
import { accountLookups } from './sinks.ts';
import { type Scope, seenFrom, textAt, type Unit, unitsAround, wholeCall } from './unit.ts';

/** A login callback that finds the account by a name that its owner, or an administrator somewhere, can change. */
export const judge: Judge = async (file, rule) => {
  const founds = new Map<number, Found>();
  for (const unit of await unitsAround(file, mayLookUp)) {
    const found = judgeUnit(unit);
    if (found && !founds.has(found.start)) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const mayLookUp = (call: CallSite, source: CodeFile): boolean =>
  lookupKey(call, source).isName ||
  givesClaims(call) ||
  claim.test(source.code.slice(call.start, Math.min(call.end, call.start + 400)));

const names =
  'preferred_username|upn|unique_name|username|login|nickname|displayName|display_name|screen_name|name';
const claim = new RegExp(`(?:\\??\\.|\\[["']|\\.get\\(\\s{0,4}["'])(${names})(?![\\w$(])(?!\\s{0,4}\\()`);
/** What does not change, also as part of a longer key. */
const stable = /(?:\??\.|\[["']|\.get\(\s{0,4}["'])(?:sub|oid|id|user_id|node_id)(?![\w$])/;

const judgeUnit = (unit: Unit): Found | undefined => {
  const identity = providerIdentity(unit);
  if (!identity) return undefined;
  const lookups = accountLookups(unit, identity);
  if (triesProviderId(unit, lookups)) return undefined;
  for (const { scope, call } of lookups) {
    const key = lookupKey(call, unit).isName ? claimIn(unit, call) : undefined;
    if (key) return found(unit, seenFrom({ scope, call }), key);
  }
  return unit.scopes.flatMap((scope) => indexedIn(unit, scope, identity))[0];
};

const claimIn = (unit: Unit, call: CallSite): string | undefined => {
  const { start, end } = wholeCall(call);
  const open = unit.code.indexOf('(', start);
  const text = expanded(unit, open, Math.min(end, open + 1000), call.within);
  // Further names than constants: `const login = profile.username`.
  const more = unit.bounds
    .filter(({ name }) => new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text))
    .map(({ value }) => value.text);
  const whole = [text, ...more].join(' ');
  return stable.test(whole) ? undefined : claim.exec(whole)?.[1];
};

const found = (unit: Unit, { start, end }: { start: number; end: number }, key: string): Found => ({
  start,
  end,
  identity: ['mutable-claim-as-key', unit.root.name ?? '', key],
  message: `Finds the account by "${key}", which can be changed and given to somebody else; whoever gets a provider to say it is signed in as that account.`,
  facts: { claim: key },
});

const indexed = new RegExp(
  `(?<![\\w$])\\w{0,20}(?:users|accounts|members|people)\\w{0,10}\\[\\s{0,4}[\\w$]{1,40}(?:\\??\\.|\\[["'])(${names})(?:["']\\])?\\s{0,4}\\]`,
  'gi',
);

/** `users[claims.preferred_username]`. */
const indexedIn = (unit: Unit, scope: Scope, identity: HeldNames): Found[] =>
  Array.from(textAt(unit, scope).matchAll(indexed)).flatMap((match) => {
    const start = scope.start + match.index;
    const end = start + match[0].length;
    return identity.has(scope, start, end) ? [found(unit, { start, end }, match[1] ?? '')] : [];
  });

import type { Judge } from '../check.ts';
import { exchangesCode, isExchangeCall, isUserinfoCall, providerAsked } from './identity-calls.ts';
import type { Provider } from './providers.ts';
import { type Found, report } from './report.ts';
import { signsIn } from './sinks.ts';
import { seenFrom, type Unit, type UnitCall, unitsAround, unitText } from './unit.ts';

/**
 * A callback handler that exchanges the code, asks userinfo with the access token and signs the person in, without ever reading the ID token.
 * Only information where the provider issues no ID tokens.
 */
export const judge: Judge = async (file, rule) => {
  const units = await unitsAround(file, isUserinfoCall);
  const founds = new Map<number, Found>();
  for (const unit of units) {
    const found = judgeUnit(unit);
    if (found && !founds.has(found.start)) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const judgeUnit = (unit: Unit): Found | undefined => {
  const ask = unit.calls.find(({ call }) => isUserinfoCall(call, unit));
  if (!ask || !exchangesCode(unit) || readsIdToken(unit) || !signsIn(unit, ask)) return undefined;
  return foundAt(unit, ask, providerAsked(unit, ask.call));
};

const foundAt = (unit: Unit, ask: UnitCall, provider: Provider | undefined): Found => {
  const place = seenFrom(ask);
  const identity = [
    'login-without-id-token',
    unit.root.name ?? '',
    provider?.name ?? '',
    place.callee.join('.'),
  ];
  const base = { start: place.start, end: place.end, identity };
  if (provider && !provider.openid) return { ...base, ...plainOAuth(provider.name) };
  const name = provider?.name ?? 'this provider';
  return {
    ...base,
    message: `Signs in by what the access token opens; the ID token, in which ${name} says who signed in and for which application, is never read.`,
    ...(provider ? { facts: { provider: name } } : {}),
  };
};

const plainOAuth = (name: string) => ({
  severity: 'info' as const,
  facts: { provider: name },
  message: `${name} issues no ID token, so asking its API with a token that this server itself exchanged is the way that remains.`,
  fix: `Keep the code exchange on the server with state and PKCE, never accept a ${name} token from the client, and key the account on the provider's stable numeric id.`,
});

/** Anything that touches the ID token, or a library call that gives back validated claims. */
const readsIdToken = (unit: Unit): boolean =>
  /id_?token|(?<![\w$])claims\s{0,2}\(|authorizationCodeGrant|verify_?jwt/i.test(unitText(unit)) ||
  unit.calls.some(({ call }) => validates(unit, call));

// openid-client's `client.callback()` and Authlib's `authorize_access_token()` verify the ID token themselves.
const validates = (unit: Unit, call: UnitCall['call']): boolean =>
  /^(callback|authorize_access_token)$/.test(call.callee.at(-1) ?? '') && isExchangeCall(call, unit);

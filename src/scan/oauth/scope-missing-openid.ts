import type { Judge } from '../check.ts';
import type { CallSite, Value } from '../code/facts.ts';
import { type CodeFile, codeFile, expanded } from './code-text.ts';
import { type Provider, providers } from './providers.ts';
import { type Found, report } from './report.ts';
import { constantTextOf, type KeyedValue, keyedIn } from './settings-in-code.ts';

/**
 * A login request to an OpenID provider that asks only who the person is, and yet not for `openid`.
 * Quiet when a scope for the provider's API is asked for as well: that is a connection, not a login.
 */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || addsOpenid(source)) return [];
  const founds = new Map<number, Found>();
  for (const found of [...inCalls(source), ...inAddresses(source)]) {
    if (!founds.has(found.start)) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

/** Libraries that add `openid` to whatever is asked for. */
const addsOpenid = ({ facts }: CodeFile): boolean =>
  facts.imports.some(({ module }) =>
    /^(next-auth|@auth\/|@azure\/msal|msal|@supabase\/|firebase|better-auth|passport-openidconnect|oidc-client)/.test(
      module,
    ),
  );

const inCalls = (source: CodeFile): Found[] =>
  source.facts.calls.flatMap((call) => {
    if (call.callee.at(-1) === 'authorize' && call.callee[0] === 'passport') return [];
    const asked = keyedIn(call).flatMap((entry) => {
      const scope = /^scopes?$/.test(entry.key)
        ? constantTextOf(source.facts, entry.value, call.within)
        : undefined;
      return scope !== undefined && asksOnlyWho(scope) ? [{ entry, scope }] : [];
    });
    const provider = asked.length > 0 ? providerOfCall(source, call) : undefined;
    return provider ? asked.map(({ entry, scope }) => found(entry, scope, provider)) : [];
  });

const loginScope =
  /^(profile|email|basic|user\.read|offline_access|https:\/\/www\.googleapis\.com\/auth\/(userinfo\.(email|profile)|plus\.(me|login))|r_liteprofile|r_emailaddress|r_basicprofile|read_user|identity\.(basic|email|avatar)|user:read:email|profile_nickname|account_email)$/i;

const asksOnlyWho = (scope: string): boolean => {
  const words = scope.split(/[\s,+]+|%20/).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => loginScope.test(decoded(word)));
};

// Written by hand, a scope may hold a stray percent sign.
const decoded = (word: string): string => word.replace(/%3A/gi, ':').replace(/%2F/gi, '/');

const found = (entry: Pick<KeyedValue, 'start' | 'end'>, scope: string, provider: Provider): Found => ({
  start: entry.start,
  end: entry.end,
  message: `Asks ${provider.name} who the person is with the scopes "${scope}" but without "openid", so that no ID token comes back.`,
  identity: ['scope-missing-openid', provider.name, scope],
  facts: { provider: provider.name },
  fix: `Ask for "openid ${scope}" and identify the person by iss and sub of the verified ID token.`,
});

const openidProviders = providers.filter(({ openid }) => openid);
const loginCall =
  /^(authenticate|register|generateAuthUrl|authorizationUrl|authorization_url|getAuthorizationUrl|authorizeURL|authorize_redirect|create_authorization_url)$/;

/** The OpenID provider that a call sends people to: by the strategy's name, an address, or the library. */
const providerOfCall = (source: CodeFile, call: CallSite): Provider | undefined => {
  const name = call.callee.at(-1) ?? call.imported?.path.at(-1) ?? '';
  const first = call.args[0]?.value;
  const strategy =
    loginCall.test(name) && first?.kind === 'literal' && typeof first.value === 'string' ? first.value : '';
  const named = openidProviders.find((provider) =>
    strategy.toLowerCase().startsWith(provider.name.toLowerCase()),
  );
  return named ?? providerOfLibrary(call) ?? providerOfAddress(source, call);
};

const libraries: readonly (readonly [RegExp, string])[] = [
  [/^(passport-google-oauth20|google-auth-library|googleapis|google_auth_oauthlib)/, 'Google'],
  [/^(passport-microsoft|passport-azure-ad-oauth2)/, 'Microsoft'],
  [/^passport-linkedin-oauth2/, 'LinkedIn'],
  [/^passport-gitlab2/, 'GitLab'],
];

const providerOfLibrary = ({ imported }: CallSite): Provider | undefined => {
  const name = libraries.find(([module]) => module.test(imported?.module ?? ''))?.[1];
  return openidProviders.find((provider) => provider.name === name);
};

/** By an address in the call itself; where its options are those of an authorization request, by the one provider of the file. */
const providerOfAddress = (source: CodeFile, call: CallSite): Provider | undefined => {
  const text = expanded(source, call.start, Math.min(call.end, call.start + 3000), call.within);
  const direct = withAddressIn(text);
  if (direct) return direct;
  const isRequest =
    /redirect_?uri|response_?type/i.test(text) ||
    /(^|\.)OAuth2Session$/.test(call.imported?.path.join('.') ?? '');
  const inFile = isRequest
    ? providers.filter(({ hosts }) => hosts.some((host) => source.code.includes(host)))
    : [];
  return inFile.length === 1 && inFile[0]?.openid ? inFile[0] : undefined;
};

const withAddressIn = (text: string): Provider | undefined =>
  openidProviders.find(({ hosts }) => hosts.some((host) => text.includes(`//${host}`)));

const inAddresses = (source: CodeFile): Found[] =>
  source.facts.texts.flatMap((value) => {
    const text = source.code.slice(value.start, value.end);
    const provider = text.length < 2000 ? withAddressIn(text) : undefined;
    const scope = provider && addressScope(source, value);
    if (!provider || scope === undefined || !/auth/i.test(text) || !asksOnlyWho(scope)) return [];
    return [found(value, scope.replace(/%20|\+/g, ' '), provider)];
  });

/** The scope in an address, when it is written out. */
const addressScope = ({ code }: CodeFile, { start, end }: Value): string | undefined =>
  /[?&]scope=([\w%+.:/ -]{3,300})(?=[&"'`]|$)/.exec(code.slice(start, end))?.[1];

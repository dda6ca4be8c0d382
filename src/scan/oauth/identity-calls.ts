import type { CallSite } from '../code/facts.ts';
import { type CodeFile, expanded } from './code-text.ts';
import { type Provider, providerOf, userinfoProvider } from './providers.ts';
import { type Unit, unitText } from './unit.ts';

const httpVerb =
  /^(get|post|put|request|fetch|got|axios|ky|urlopen|Request|getJson|get_json|json|send|ofetch|\$fetch|superagent|needle|nodeFetch|fetchJson|apiFetch|fetch_json|http)$/;
/** Methods of OAuth libraries that ask the provider who a token belongs to. */
const userinfoMethod =
  /^(userinfo|userInfo|fetchUserInfo|getUserInfo|get_user_info|fetch_user_info|user_info)$/;
const userinfoName =
  /user_?info_?(?:url|uri|endpoint)\b|(?<![A-Za-z])(?:PROFILE|ME)_(?:URL|URI|ENDPOINT)\b|(?<![A-Za-z])(?:profile|me)(?:Url|URL|Uri|URI|Endpoint)\b|(?<![A-Za-z])USER_?INFO\b/i;
const userinfoPath = /\/(?:userinfo|user_info)(?=["'`?\s\\$]|$)/;

/** Whether a call asks a provider whose access token this is. */
export const isUserinfoCall = (call: CallSite, source: CodeFile): boolean => {
  const name = lastName(call);
  if (userinfoMethod.test(name) && call.args.length > 0) return true;
  // googleapis: `google.oauth2('v2').userinfo.get()`.
  if (name === 'get' && call.callee.at(-2) === 'userinfo') return true;
  if (!httpVerb.test(name) && !(name === 'api' && call.callee[0] === 'FB')) return false;
  const target = targetOf(call, source);
  if (userinfoProvider(target) || userinfoPath.test(target)) return true;
  return !/["'`]https?:/.test(target) && userinfoName.test(target);
};

/** The provider that a unit's userinfo call asks, or undefined when none of its fixed addresses is there. */
export const providerAsked = (unit: Unit, call: CallSite): Provider | undefined =>
  userinfoProvider(targetOf(call, unit)) ?? providerOf(unitText(unit));

/** Whether a unit gets its tokens itself, by exchanging an authorization code with the provider. */
export const exchangesCode = (unit: Unit): boolean =>
  /['"`=]authorization_code\b/.test(unitText(unit)) ||
  unit.calls.some(({ call }) => isExchangeCall(call, unit));

const exchangeMethod =
  /^(getToken|getTokenFromCode|get_token_from_code|fetch_token|fetch_access_token|authorize_access_token|getOAuthAccessToken|exchangeCode\w{0,30}|exchange_code\w{0,30}|acquireTokenByCode|acquire_token_by_authorization_code|acquire_token_by_auth_code_flow|validateAuthorizationCode|authorizationCodeGrant|oauthCallback|callback|step2_exchange)$/;
const tokenAddress =
  /\/(?:oauth2?\/|v\d\.\d\/|login\/oauth\/)?(?:v\d(?:\.\d)?\/)?(?:access_)?token(?=["'`?\s]|$)|TOKEN_(?:URL|URI|ENDPOINT)\b|token(?:Url|URL|Uri|Endpoint)\b|oauth\/access_token/;

/** Whether a call exchanges a code for tokens. */
export const isExchangeCall = (call: CallSite, source: CodeFile): boolean => {
  const name = lastName(call);
  const text = source.code.slice(call.start, call.end);
  if (exchangeMethod.test(name))
    return /code|req\b|request|params|url|flow|\(\s*\)/i.test(text.slice(text.indexOf('(')));
  return httpVerb.test(name) && tokenAddress.test(targetOf(call, source)) && /\bcode\b/.test(text);
};

const lastName = (call: CallSite): string => call.callee.at(-1) ?? call.imported?.path.at(-1) ?? '';

/** What a request goes to: its first two arguments (Python's `session.request("GET", url)`), constants written out. */
const targetOf = (call: CallSite, source: CodeFile): string =>
  call.args
    .slice(0, 2)
    .filter(({ value }, index) => index === 0 || /^(literal|template|name|binary)$/.test(value.kind))
    .map(({ value }) => expanded(source, value.start, Math.min(value.end, value.start + 1000), call.within))
    .join(' ')
    // Node's `https.get({ host: 'graph.facebook.com', path: '/me?...' })`.
    .replace(/["'`],\s{0,40}(?:path|pathname)["']?:\s{0,4}["'`]/g, '');

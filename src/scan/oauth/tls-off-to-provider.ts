import type { Judge } from '../check.ts';
import { type CodeFile, codeFile, expanded } from './code-text.ts';
import { providerOf } from './providers.ts';
import { type Found, report } from './report.ts';
import { around, type Searchable, searchable } from './search.ts';

/** Requests to a login provider that take any certificate or none. Quiet where only a development machine does so. */
export const judge: Judge = async (file, rule) => {
  if (file.role === 'test') return [];
  const source = await codeFile(file);
  const found = source ? undefined : await searchable(file);
  const places = source
    ? [...inCalls(source), ...everywhere(source.code)]
    : found?.kind === 'other'
      ? inOthers(found)
      : [];
  const text = source?.code ?? found?.text ?? '';
  return places
    .filter(({ start, end }) => !isForDevelopment(text, start, end))
    .map((one) => report(file, rule, one));
};

const message =
  'The certificate of the login provider is not checked: whoever sits on the way answers in its place, with keys, tokens and people of their choice.';

const off =
  /(?<![\w$])(?:verify\s{0,4}=\s{0,4}False|["']?rejectUnauthorized["']?\s{0,4}:\s{0,4}false|["']?strictSSL["']?\s{0,4}:\s{0,4}false|ssl\s{0,4}=\s{0,4}False|verify_ssl\s{0,4}=\s{0,4}False)(?!\w)/g;
const endpoint =
  /\/(?:oauth2?|openid-connect|connect)\/[\w/.-]{0,60}?(?:token|auth|authori[sz]e|userinfo|certs|jwks)|\/\.well-known\/|\/jwks(?:\.json)?\b|openid-configuration|\/realms\/|token_?(?:url|uri|endpoint)|user_?info_?(?:url|uri|endpoint)|jwks_?(?:url|uri)|introspect\w{0,10}_?(?:url|uri|endpoint)|discovery_?url|issuer/i;
const tokenCall =
  /^(fetch_token|refresh_token|PyJWKClient|jwksClient|jwksRsa|createRemoteJWKSet|fetch_userinfo|OAuth2Session|KeycloakOpenID|KeycloakAdmin|OAuth2Strategy)$/;

/** `verify=False` of anything else is about signatures. */
const sends =
  /^(?:get|post|put|patch|delete|head|options|request|send|fetch|Session|Client|AsyncClient|fetch_token|refresh_token|fetch_userinfo|OAuth2Session|OAuth2Client|AsyncOAuth2Client|KeycloakOpenID|KeycloakAdmin|OpenIDConnect)$/;

/** Calls that go to an endpoint of a provider, or an agent that such a call in the same file uses. */
const inCalls = (source: CodeFile): Found[] =>
  source.facts.calls.flatMap((call) => {
    const text = source.code.slice(call.start, Math.min(call.end, call.start + 2000));
    const match = text.matchAll(off).next().value;
    // The innermost call with the option: an outer one is a route with its whole handler.
    if (
      !match ||
      text.slice(0, match.index).split('=>').length > 1 ||
      /\bfunction\b/.test(text.slice(0, match.index))
    )
      return [];
    const name = call.callee.at(-1) ?? call.imported?.path.at(-1) ?? '';
    if (/^verify\s{0,4}=/.test(match[0]) && !sends.test(name)) return [];
    const target = expanded(source, call.start, Math.min(call.end, call.start + 2000), call.within);
    const isAgent = name === 'Agent' && agentServesLogin(source, call.start);
    if (!isAgent && !tokenCall.test(name) && !endpoint.test(target) && !providerOf(target)) return [];
    const start = call.start + match.index;
    return [{ start, end: start + match[0].length, message, identity: ['tls-off-to-provider', match[0]] }];
  });

const agentServesLogin = ({ code }: CodeFile, start: number): boolean =>
  /openid|oauth|oidc|keycloak|jwks/i.test(around(code, start, start, 800));

// The whole process, in a file that speaks of logins; and OAuth libraries told that plain HTTP will do.
const whole = /NODE_TLS_REJECT_UNAUTHORIZED["']?\]?\s{0,4}=\s{0,4}["'`]?0(?!\d)/g;
const insecure = /OAUTHLIB_INSECURE_TRANSPORT["']\]?\s{0,4}(?:=|,|\))\s{0,4}["']?(?:1|true|True)/g;
const speaksOfLogin = /openid|oauth|oidc|keycloak|jwks|msal|passport/i;

const everywhere = (code: string): Found[] => [
  ...(speaksOfLogin.test(code.replace(/NODE_TLS_REJECT_UNAUTHORIZED/g, ''))
    ? Array.from(code.matchAll(whole))
    : []
  ).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    message:
      'Switches off the check of certificates for the whole process, and so for the login provider, too.',
    identity: ['tls-off-to-provider', 'process'],
  })),
  ...Array.from(code.matchAll(insecure), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    severity: 'medium' as const,
    message:
      'Lets the OAuth library send codes and tokens over plain HTTP, where everybody on the way can read them.',
    identity: ['tls-off-to-provider', 'http'],
    fix: 'Set OAUTHLIB_INSECURE_TRANSPORT only in the shell of a development machine; behind a proxy that ends TLS, use its forwarded scheme (`ProxyFix`) instead.',
  })),
];

const others =
  /RequireHttpsMetadata\s{0,4}=\s{0,4}false|InsecureSkipVerify:\s{0,4}true|DangerousAcceptAnyServerCertificateValidator|CURLOPT_SSL_VERIFYPEER\s{0,4}(?:,|=>)\s{0,4}(?:false|0)|["']verify["']\s{0,4}=>\s{0,4}false|VERIFY_NONE/gi;

const inOthers = ({ text }: Searchable): Found[] =>
  Array.from(text.matchAll(others))
    .filter(
      (match) =>
        /^Require/i.test(match[0]) ||
        /oauth|oidc|openid|keycloak|jwks/i.test(around(text, match.index, match.index, 1500)),
    )
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      message,
      identity: ['tls-off-to-provider', match[0]],
    }));

/** A condition close before that holds on the developer's machine only. */
const isForDevelopment = (text: string, start: number, end: number): boolean =>
  /is_?dev|development|!\s{0,2}(?:is_?)?prod|!==?\s{0,4}["'`]prod|\bDEBUG\b|app\.debug|is_?local|localhost|127\.0\.0\.1|__name__ == ["']__main__|FLASK_ENV|!\s{0,2}\w{1,20}\.IsProduction/i.test(
    around(text, start, end, 0).concat(
      text.slice(Math.max(0, start - 260), start),
      text.slice(end, end + 120).split('\n')[0] ?? '',
    ),
  );

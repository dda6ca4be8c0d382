import { sayDuration } from '../../core/duration.ts';
import type { TokenUse } from '../../rules/schema/lifetime.ts';
import { judgeLifetime } from '../lifetime.ts';
import type { FoundToken } from './find-tokens.ts';
import type { Look } from './problem.ts';

// Above it a number of seconds lies beyond the year 5000: it counts milliseconds.
const mostSeconds = 1e11;

export const milliseconds: Look = ({ payload: { exp } }) =>
  typeof exp === 'number' && exp > mostSeconds && Number.isFinite(exp)
    ? {
        check: 'token-exp-milliseconds',
        severity: 'high',
        say: 'counts its `exp` in milliseconds; read in seconds, as the standard says, it never expires',
        facts: { lifetimeSeconds: null },
      }
    : undefined;

export const noExpiry: Look = ({ header, payload }) => {
  if (typeof payload.exp === 'number' && Number.isFinite(payload.exp)) return undefined;
  // Logout tokens, security events and proofs of possession are used once, by other rules.
  if (
    /^(?:application\/)?(?:logout\+jwt|secevent\+jwt|dpop\+jwt|openid-federation|oauth-authz-req\+jwt)/i.test(
      String(header.typ),
    )
  ) {
    return undefined;
  }
  const names = [
    'iss',
    'sub',
    'aud',
    'iat',
    'nbf',
    'jti',
    'scope',
    'scp',
    'role',
    'email',
    'user_id',
    'userId',
    'username',
    'id',
  ];
  const isIdentity = names.some((name) => name in payload);
  return {
    check: 'token-no-expiry',
    severity: isIdentity ? 'high' : 'medium',
    say:
      'exp' in payload
        ? 'has an `exp` that is no number, so that it never expires'
        : 'has no `exp`: it never expires',
    facts: { lifetimeSeconds: null },
    ...(isIdentity ? {} : { confidence: 'low' }),
  };
};

const isRefresh = ({ payload }: FoundToken): boolean =>
  [payload.typ, payload.type, payload.token_use, payload.token_type].some((one) =>
    /^(?:refresh(?:_token)?|offline)$/i.test(String(one)),
  );

export const refresh: Look = (token) => {
  if (!isRefresh(token)) return undefined;
  const isOffline = /^offline$/i.test(String(token.payload.typ));
  return {
    check: 'token-refresh',
    severity: isOffline ? 'critical' : 'high',
    say: `is a${isOffline ? 'n offline' : ''} refresh token: it makes new access tokens for whoever has it`,
  };
};

/** When the token was issued, in epoch seconds, as far as it says. */
export const issuedAt = ({ payload: { iat, nbf } }: FoundToken): number | undefined =>
  [iat, nbf].find((one): one is number => typeof one === 'number' && one > 0 && one < mostSeconds);

/** What a token is for, by its own words. */
export const useOf = (token: FoundToken): TokenUse => (isRefresh(token) ? 'refresh' : 'access');

export const lifetime: Look = (token, { policy, now, use = useOf(token) }) => {
  const { exp, aud } = token.payload;
  if (typeof exp !== 'number' || !Number.isFinite(exp) || exp > mostSeconds) return undefined;
  const from = issuedAt(token);
  const seconds = exp - (from ?? now.getTime() / 1000);
  // Apple lets a client secret live for half a year.
  if (seconds <= 0 || (aud === 'https://appleid.apple.com' && seconds <= 184 * 86_400)) return undefined;
  const long = judgeLifetime(seconds, use, policy);
  if (!long) return undefined;
  const isKey =
    seconds > 365 * 86_400 && token.payload.sub === undefined && token.payload.email === undefined;
  return {
    check: 'token-lifetime',
    severity: long.severity,
    say: `${long.say}${from === undefined ? `, and has no \`iat\`; ${sayDuration(Math.round(seconds))} are left` : ''}${
      isKey ? '. It names no person: an API key in the clothes of a JWT' : ''
    }`,
    facts: { lifetimeSeconds: Math.round(seconds), limitSeconds: long.limitSeconds },
  };
};

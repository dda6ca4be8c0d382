import { createHmac } from 'node:crypto';
import { sayDuration } from '../../core/duration.ts';
import type { Facts } from '../../core/finding.ts';
import type { Confidence, Severity } from '../../core/severity.ts';
import type { TokenUse } from '../../rules/schema/lifetime.ts';
import type { ScanContext } from '../check.ts';
import { guesses } from '../common-secrets.ts';
import { judgeLifetime } from '../lifetime.ts';
import type { FoundToken } from './find-tokens.ts';

/** Checks of a token by itself; each is the name of a rule in rules/jwt/tokens.yaml. */
export const tokenChecks = [
  'token-weak-secret',
  'token-privileged',
  'token-alg-none',
  'token-exp-milliseconds',
  'token-no-expiry',
  'token-refresh',
  'token-lifetime',
  'token-header-key',
  'token-sensitive-claims',
  'token-empty-signature',
  'token-publishable',
  'token-committed',
] as const;
export type TokenCheck = (typeof tokenChecks)[number];

/** One thing that is wrong with a token. */
export interface Problem {
  readonly check: TokenCheck;
  readonly severity: Severity;
  /** Goes on after "this token"; no value of any claim. */
  readonly say: string;
  readonly confidence?: Confidence;
  readonly facts?: Facts;
  /** It matters as much when the token has expired. */
  readonly lasting?: boolean;
}

/** The look at one token: what is wrong, or nothing. */
type Look = (token: FoundToken, context: ScanContext) => Problem | undefined;

export const weakSecret: Look = (token) => {
  const hash = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }[String(token.header.alg).toUpperCase()];
  if (hash === undefined || token.signature === '') return undefined;
  const signed = token.raw.slice(0, token.raw.lastIndexOf('.'));
  const isGuessed = secrets().some(
    (one) => createHmac(hash, one).update(signed).digest('base64url') === token.signature,
  );
  if (!isGuessed) return undefined;
  return {
    check: 'token-weak-secret',
    severity: 'critical',
    say: 'is signed with a word that everybody tries first: anybody can sign such tokens',
    lasting: true,
  };
};

let known: readonly string[] | undefined;
const secrets = (): readonly string[] => {
  known ??= ['', ...guesses()];
  return known;
};

export const algNone: Look = ({ header: { alg }, signature }) => {
  if (typeof alg === 'string' && alg.toLowerCase() !== 'none') return undefined;
  const names = typeof alg === 'string' ? 'names the algorithm "none"' : 'names no algorithm';
  const signed = signature === '' ? 'is not signed' : 'carries a signature that nobody needs to check';
  return {
    check: 'token-alg-none',
    severity: 'high',
    say: `${names} and ${signed}: whoever accepts it accepts anything`,
  };
};

export const emptySignature: Look = ({ header: { alg }, signature }) =>
  signature === '' && typeof alg === 'string' && alg.toLowerCase() !== 'none'
    ? { check: 'token-empty-signature', severity: 'low', say: 'promises a signature and has none' }
    : undefined;

export const privileged: Look = ({ payload }) => {
  const powers = powerOf(payload);
  return powers === undefined ? undefined : { check: 'token-privileged', severity: 'critical', say: powers };
};

const powerOf = (payload: FoundToken['payload']): string | undefined => {
  if (payload.role === 'service_role') return 'goes past row level security: it is a service role';
  if (payload.iss === 'kubernetes/serviceaccount')
    return 'belongs to a Kubernetes service account and never expires';
  if (payload['kubernetes.io'] !== undefined) return 'belongs to a Kubernetes service account';
  const scopes = [payload.scope, payload.scp, payload.scopes].flatMap(words);
  if (scopes.includes('*')) return 'carries every scope (`*`)';
  const realm = payload.realm_access;
  const roles = [
    payload.role,
    payload.roles,
    payload.groups,
    isObject(realm) ? realm.roles : undefined,
  ].flatMap(words);
  const isAdmin = roles.some((role) =>
    /^(?:role_)?(?:super.?)?(?:admin|administrator|root|superuser)$/i.test(role),
  );
  return isAdmin || payload.admin === true || payload.is_admin === true
    ? 'belongs to an administrator'
    : undefined;
};

const words = (value: unknown): string[] =>
  (Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : []).map(String);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

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

export const lifetime: Look = (token, { policy, now }) => {
  const { exp, aud } = token.payload;
  if (typeof exp !== 'number' || !Number.isFinite(exp) || exp > mostSeconds) return undefined;
  const from = issuedAt(token);
  const seconds = exp - (from ?? now.getTime() / 1000);
  // Apple lets a client secret live for half a year.
  if (seconds <= 0 || (aud === 'https://appleid.apple.com' && seconds <= 184 * 86_400)) return undefined;
  const use: TokenUse = isRefresh(token) ? 'refresh' : 'access';
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

export const headerKey: Look = ({ header, payload }) => {
  const danger = dangerOf(header, payload);
  return danger === undefined ? undefined : { check: 'token-header-key', severity: 'medium', say: danger };
};

const dangerOf = (header: FoundToken['header'], payload: FoundToken['payload']): string | undefined => {
  if (header.jwk !== undefined && !/^dpop\+jwt$/i.test(String(header.typ)))
    return 'brings the key along that it is to be verified with (`jwk`)';
  for (const name of ['jku', 'x5u'] as const) {
    const address = header[name];
    if (typeof address !== 'string') continue;
    if (!/^https:/i.test(address)) return `names the place of its key without TLS (\`${name}\`)`;
    if (hostOf(address) !== hostOf(String(payload.iss)))
      return `names a place for its key that is not its issuer's (\`${name}\`)`;
  }
  const isInjection = typeof header.kid === 'string' && /\.\.[\\/]|['";|`\0]|^https?:/.test(header.kid);
  return isInjection ? 'has a `kid` that is a path, an address or a command' : undefined;
};

const hostOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).hostname : undefined;

const sensitive =
  /^(?:password|passwd|pwd|pass|passphrase|pin|secret|client_?secret|api_?key|private_?key|ssn|social_?security\w{0,10}|credit_?card\w{0,10}|card_?number|cvv|cvc|iban|tax_?id)$/i;

export const sensitiveClaims: Look = ({ payload }) => {
  const names = [
    ...Object.keys(payload),
    ...Object.values(payload).flatMap((one) => (isObject(one) ? Object.keys(one) : [])),
  ];
  const name = names.find((one) => sensitive.test(one));
  return name === undefined
    ? undefined
    : {
        check: 'token-sensitive-claims',
        severity: 'medium',
        say: `carries a claim \`${name}\`, which anybody can read: a signature hides nothing`,
        lasting: true,
      };
};

import type { FoundToken } from './find-tokens.ts';
import type { Look } from './problem.ts';

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

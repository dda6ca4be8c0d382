import { createHmac } from 'node:crypto';
import { guesses } from '../common-secrets.ts';
import type { FoundToken } from './find-tokens.ts';
import type { Look } from './problem.ts';

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

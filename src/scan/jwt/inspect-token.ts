import { parseDuration } from '../../core/duration.ts';
import { shifted } from '../../core/severity.ts';
import type { TokenProblem, TokenReport, TokenTimes } from '../../core/token-report.ts';
import type { TokenUse } from '../../rules/schema/lifetime.ts';
import type { Policy } from '../../rules/schema/policy.ts';
import { type FoundToken, tokensIn } from './find-tokens.ts';
import { isExpired, looks, rank, shortestSignature } from './judge-tokens.ts';
import { isKnownSample, publishedAs } from './known-tokens.ts';
import { issuedAt, useOf } from './look-at-time.ts';
import type { LookContext, Problem, TokenCheck } from './problem.ts';

/**
 * Judges the token that a text consists of by the checks of the scan.
 * @param context.use - what the token is for; without it the token is asked.
 * @returns undefined when the text is not one signed or unsigned JWT. No value of a claim and no part of the signature
 * is in the report.
 */
export const inspectToken = async (text: string, context: LookContext): Promise<TokenReport | undefined> => {
  const [token, ...others] = await tokensIn(text);
  if (!token || others.length > 0 || token.raw !== text) return undefined;
  const expired = isExpired(token, context.now);
  const all = looks.flatMap((look) => look(token, context) ?? []);
  const use = context.use ?? useOf(token);
  return {
    alg: knownAlg(token.header.alg),
    typ: knownTyp(token.header.typ),
    headerNames: names(token.header).filter((name) => name !== 'alg' && name !== 'typ'),
    claimNames: names(token.payload),
    times: timesOf(token, context.now),
    expired,
    use,
    limitSeconds: lowestLimit(context.policy, use),
    problems: all
      .filter(({ check }) => !aboutHolder.has(check))
      .map((problem) => published(problem, expired))
      .sort((a, b) => rank(a.severity) - rank(b.severity)),
    notes: [
      ...all.filter(({ check }) => aboutHolder.has(check)).map(({ say }) => `This token ${say}.`),
      ...remarks(token),
    ],
  };
};

/** What makes a token dangerous in a file and is its purpose in the hands of its holder. */
const aboutHolder: ReadonlySet<TokenCheck> = new Set(['token-privileged', 'token-refresh']);

const published = (
  { check, severity, say, facts = {}, lasting }: Problem,
  expired: boolean,
): TokenProblem => ({
  ruleId: `jwt/${check}`,
  // As in the scan: an expired token opens nothing, but whatever issued it may still be wrong.
  severity: shifted(severity, expired && !lasting ? 2 : 0),
  message: `This token ${say}.`,
  facts,
});

const remarks = (token: FoundToken): string[] => {
  const publicly = publishedAs(token);
  const isShort = token.signature !== '' && token.signature.length < shortestSignature;
  return [
    isKnownSample(token) ? ['It is a sample that documentation shows to everybody.'] : [],
    publicly === undefined ? [] : [`This token ${publicly}.`],
    isShort ? ['Its signature is too short for any algorithm: it is cut off or made up.'] : [],
  ].flat();
};

// RFC 7518 section 3.1, RFC 8037, RFC 8812, RFC 9864. Anything else could be text of the owner's.
const algs = /^(?:none|(?:HS|RS|ES|PS)(?:256|384|512)|ES256K|EdDSA|Ed25519|Ed448|ML-DSA-(?:44|65|87))$/i;

const knownAlg = (alg: unknown): string | null =>
  typeof alg !== 'string' ? null : algs.test(alg) ? alg : 'unknown';

const typs =
  /^(?:application\/)?(?:JWT|JOSE|JOSE\+JSON|[a-z]{1,16}(?:-[a-z]{1,16}){0,3}\+jwt|openid-federation)$/i;

const knownTyp = (typ: unknown): string | null =>
  typeof typ !== 'string' ? null : typs.test(typ) ? typ : 'unknown';

/** Longer names are data in the place of a name. */
const longestName = 32;

const names = (object: FoundToken['header']): string[] =>
  Object.keys(object).map((name) => (name.length > longestName ? `${name.slice(0, longestName)}…` : name));

const timesOf = (token: FoundToken, now: Date): TokenTimes => {
  const { iat, nbf, exp } = token.payload;
  const seconds = now.getTime() / 1000;
  const from = issuedAt(token);
  const since = (time: unknown): number | null =>
    typeof time === 'number' && Number.isFinite(time) ? Math.round(time - seconds) : null;
  const issued = since(iat);
  return {
    issuedAgo: issued === null ? null : 0 - issued,
    validIn: since(nbf),
    expiresIn: since(exp),
    lifetime: typeof exp === 'number' && from !== undefined && exp > from ? Math.round(exp - from) : null,
  };
};

const lowestLimit = (policy: Policy, use: TokenUse): number | null => {
  const limits = Object.values(policy.lifetimes[use]).map((text) => parseDuration(text ?? '') ?? Number.NaN);
  const lowest = Math.min(...limits.filter((limit) => !Number.isNaN(limit)));
  return Number.isFinite(lowest) ? lowest : null;
};

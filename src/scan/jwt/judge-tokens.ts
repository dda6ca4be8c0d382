import { escapeText } from '../../core/escape.ts';
import type { Facts } from '../../core/finding.ts';
import { mask } from '../../core/mask.ts';
import { type Severity, severities, shifted } from '../../core/severity.ts';
import type { Judge, ScanContext } from '../check.ts';
import type { Detection } from '../detection.ts';
import type { SourceFile } from '../source-file.ts';
import { type FoundToken, findTokens } from './find-tokens.ts';
import { isKnownSample, publishedAs } from './known-tokens.ts';
import { privileged, sensitiveClaims } from './look-at-claims.ts';
import { algNone, emptySignature, headerKey, weakSecret } from './look-at-proof.ts';
import { issuedAt, lifetime, milliseconds, noExpiry, refresh } from './look-at-time.ts';
import type { Look, Problem, TokenCheck } from './problem.ts';

/** The judge of one check: of each token it reports the worst thing alone, and only if that is its own. */
export const tokenJudge =
  (check: TokenCheck): Judge =>
  async (file, rule, context) =>
    (await judgeTokens(file, context))
      .filter(({ problem }) => problem.check === check)
      .map(({ token, problem, expired }): Detection => {
        const shown = mask('eyJ');
        return {
          rule,
          start: token.start,
          end: token.end,
          message: `This token ${problem.say}${expired ? '. It has expired' : ''}.`,
          preview: `${shown} (${summary(token)})`,
          secrets: [{ start: token.start, end: token.end, shown }],
          identity: token.raw,
          facts: { ...lifeOf(token), ...problem.facts },
          severity: problem.severity,
          ...(problem.confidence ? { confidence: problem.confidence } : {}),
        };
      });

interface Judged {
  readonly token: FoundToken;
  readonly problem: Problem;
  readonly expired: boolean;
}

const judged = new WeakMap<SourceFile, Promise<readonly Judged[]>>();

const judgeTokens = (file: SourceFile, context: ScanContext): Promise<readonly Judged[]> => {
  const known = judged.get(file);
  if (known) return known;
  const fresh = findTokens(file).then((tokens) =>
    tokens.flatMap((token) => worst(token, file, context) ?? []),
  );
  judged.set(file, fresh);
  return fresh;
};

/** In this order where severities are equal. */
export const looks: readonly Look[] = [
  weakSecret,
  privileged,
  algNone,
  refresh,
  noExpiry,
  milliseconds,
  lifetime,
  headerKey,
  sensitiveClaims,
  emptySignature,
];

/** HS256 makes the shortest: what is shorter is a word such as "signature" in an example. */
export const shortestSignature = 43;

const worst = (token: FoundToken, file: SourceFile, context: ScanContext): Judged | undefined => {
  if (isKnownSample(token)) return undefined;
  if (token.signature !== '' && token.signature.length < shortestSignature) return undefined;
  const expired = isExpired(token, context.now);
  const isTest = file.role !== 'product';
  const problems = problemsOf(token, context, expired, isTest);
  const graded = problems
    .map((problem) => ({ ...problem, severity: shifted(problem.severity, steps(problem, expired, isTest)) }))
    .sort((a, b) => rank(a.severity) - rank(b.severity));
  const [problem] = graded;
  return problem && { token, problem, expired };
};

const problemsOf = (
  token: FoundToken,
  context: ScanContext,
  expired: boolean,
  isTest: boolean,
): Problem[] => {
  const published = publishedAs(token);
  if (published !== undefined) return [{ check: 'token-publishable', severity: 'info', say: published }];
  const found = looks.flatMap((one) => one(token, context) ?? []);
  // A test or a manual signs with a word on purpose: nothing else about that token is real.
  if (isTest && found[0]?.check === 'token-weak-secret') return found.slice(0, 1);
  // Old tokens there open nothing, and there are many.
  return expired && isTest ? found : [...found, committed(token, expired)];
};

// An expired token opens nothing; what made it wrong may still be in the code that issued it.
const steps = ({ check, lasting }: Problem, expired: boolean, isTest: boolean): number =>
  (expired && !lasting ? 2 : 0) + (isTest ? (check === 'token-weak-secret' ? 3 : 1) : 0);

/** For sorting, worst first. */
export const rank = (severity: Severity): number => severities.indexOf(severity);

const committed = (token: FoundToken, expired: boolean): Problem =>
  !expired && token.signature !== ''
    ? { check: 'token-committed', severity: 'medium', say: 'still works, as far as can be told from itself' }
    : { check: 'token-committed', severity: 'info', say: 'is written into a file' };

const lifeOf = (token: FoundToken): Facts => {
  const from = issuedAt(token);
  const { exp } = token.payload;
  return typeof exp === 'number' && from !== undefined && exp > from
    ? { lifetimeSeconds: Math.round(exp - from) }
    : {};
};

/** Whether a token was over by then. */
export const isExpired = ({ payload: { exp } }: FoundToken, now: Date): boolean =>
  typeof exp === 'number' && exp * 1000 <= now.getTime();

const mostNames = 10;

/** Algorithm and names of claims, never their values. */
const summary = ({ header, payload }: FoundToken): string => {
  const names = Object.keys(payload);
  const shown = names.slice(0, mostNames).map((name) => escapeText(name.slice(0, 24)));
  const more = names.length > mostNames ? ', …' : '';
  const alg = typeof header.alg === 'string' ? escapeText(header.alg.slice(0, 16)) : 'no alg';
  return `${alg}; ${names.length === 0 ? 'no claims' : `claims ${shown.join(', ')}${more}`}`;
};

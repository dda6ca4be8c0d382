import type { Facts } from '../../core/finding.ts';
import type { Confidence, Severity } from '../../core/severity.ts';
import type { TokenUse } from '../../rules/schema/lifetime.ts';
import type { ScanContext } from '../check.ts';
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

export interface LookContext extends ScanContext {
  /** What the token is for, where somebody says so; otherwise the token is asked. */
  readonly use?: TokenUse;
}

/** A look at one token: what is wrong, or nothing. */
export type Look = (token: FoundToken, context: LookContext) => Problem | undefined;

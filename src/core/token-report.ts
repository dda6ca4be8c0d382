import type { Facts } from './finding.ts';
import type { Severity } from './severity.ts';

/**
 * What can be said about one token without giving away what is in it: of the header the algorithm and the type, of
 * everything else the names, and times relative to now.
 */
export interface TokenReport {
  readonly alg: string | null;
  readonly typ: string | null;
  /** Other parameters of the header, by name. */
  readonly headerNames: readonly string[];
  readonly claimNames: readonly string[];
  readonly times: TokenTimes;
  readonly expired: boolean;
  /** What the lifetime was judged as, such as `access`. */
  readonly use: string;
  /** The lowest limit of the policy for that use, in seconds. */
  readonly limitSeconds: number | null;
  /** Worst first. */
  readonly problems: readonly TokenProblem[];
  /** Sentences that are no fault of the token: that it is a refresh token, that it is a documented sample. */
  readonly notes: readonly string[];
}

/** Seconds; null where the token does not say. */
export interface TokenTimes {
  readonly issuedAgo: number | null;
  readonly validIn: number | null;
  /** Negative once it has expired. */
  readonly expiresIn: number | null;
  readonly lifetime: number | null;
}

export interface TokenProblem {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly facts: Facts;
}

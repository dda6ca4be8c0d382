import { parseDuration, sayDuration } from '../core/duration.ts';
import type { Severity } from '../core/severity.ts';
import type { TokenUse } from '../rules/schema/lifetime.ts';
import type { Band, Policy } from '../rules/schema/policy.ts';

/** A lifetime that is over a band of the policy. */
export interface LongLifetime {
  readonly severity: Severity;
  /** The lowest limit that was passed, in seconds. */
  readonly limitSeconds: number;
  /** `lives 30 days; the policy for access tokens is 1 hour`. */
  readonly say: string;
}

const noun = {
  access: 'access tokens',
  refresh: 'refresh tokens',
  session: 'sessions',
  code: 'authorization codes',
} as const;

/**
 * Holds a lifetime against the policy.
 * @param seconds - null when it never expires.
 * @returns undefined when it is within every band.
 */
export const judgeLifetime = (
  seconds: number | null,
  use: TokenUse,
  policy: Policy,
): LongLifetime | undefined => {
  const steps = bandSteps(policy.lifetimes[use]);
  const lowest = steps.at(-1);
  if (!lowest) return undefined;
  const worst = steps.find(({ limitSeconds }) => seconds === null || seconds > limitSeconds);
  if (!worst) return undefined;
  const lives = seconds === null ? 'never expires' : `lives ${sayDuration(seconds)}`;
  return {
    severity: seconds === null ? 'high' : worst.severity,
    limitSeconds: lowest.limitSeconds,
    say: `${lives}; the policy for ${noun[use]} is ${sayDuration(lowest.limitSeconds)}`,
  };
};

const bandSteps = (band: Band): { severity: Severity; limitSeconds: number }[] =>
  (['high', 'medium', 'low', 'info'] as const).flatMap((severity) => {
    const text = band[severity];
    const limitSeconds = text === undefined ? undefined : parseDuration(text);
    return limitSeconds === undefined ? [] : [{ severity, limitSeconds }];
  });

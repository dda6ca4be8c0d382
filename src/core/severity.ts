/** How bad a finding is if it is true, worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** How sure the detector is that the finding is true. */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** @returns whether `severity` is as bad as `limit`, or worse. */
export const isAtLeast = (severity: Severity, limit: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(limit);

/**
 * The severity `steps` away on the scale, kept within its ends.
 * @param steps - positive lowers (towards info), negative raises (towards critical).
 */
export const shifted = (severity: Severity, steps: number): Severity => {
  const index = severities.indexOf(severity) + steps;
  return severities[Math.min(Math.max(index, 0), severities.length - 1)] ?? severity;
};

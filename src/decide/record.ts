import { levels, type Recommendation } from '../core/recommendation.ts';
import type { Surface } from '../rules/schema/config.ts';

/** The days of a decision, as `2027-01-31`. */
export interface DecisionDays {
  readonly date: string;
  readonly review: string;
}

/**
 * A recommendation as it is recorded. Only answers that somebody gave are kept: what was assumed is assumed again.
 * @param paths - globs of the code behind the surface.
 */
export const recordOf = (one: Recommendation, paths: readonly string[], days: DecisionDays): Surface => {
  const accepted = one.warnings.flatMap(({ id, accepted: reason }) =>
    reason === undefined ? [] : [{ warning: id, reason }],
  );
  return {
    paths: [...paths],
    decision: one.outcome,
    ...(one.instead === null ? {} : { instead: one.instead }),
    rule: one.rule,
    model: { ...one.model },
    answers: { ...one.answers },
    ...days,
    requirements: one.requirements as Surface['requirements'],
    companions: Object.fromEntries(
      levels
        .map((level) => [level, one.companions.filter((item) => item.level === level).map(({ id }) => id)])
        .filter(([, ids]) => ids?.length),
    ),
    ...(one.warnings.length > 0 ? { warnings: one.warnings.map(({ id }) => id) } : {}),
    ...(accepted.length > 0 ? { accepted } : {}),
  };
};

/** True when the nearest of the three was recorded although none fits. */
export const isForced = ({ decision, instead }: Surface): boolean =>
  decision !== 'none' && instead !== undefined;

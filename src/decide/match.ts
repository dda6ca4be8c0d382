import { type Mechanism, mechanisms } from '../core/recommendation.ts';
import type { Companion, DecisionModel, Difference, Rejection, Warning } from '../rules/schema/decision.ts';
import { type Facts, holds } from './condition.ts';

/** Everything in the model that holds for the facts, in the model's order. */
export interface Matches {
  readonly companions: readonly Companion[];
  readonly warnings: readonly Warning[];
  readonly differences: readonly Difference[];
  /** The first that holds, per mechanism that was not chosen. */
  readonly rejections: ReadonlyMap<Mechanism, Rejection>;
}

/** What goes with the facts of a complete walk. */
export const match = (model: DecisionModel, facts: Facts): Matches => ({
  companions: model.companions.filter(({ when }) => holds(when, withoutForcedSession(facts))),
  warnings: model.warnings.filter(({ when }) => holds(when, facts)),
  differences: model.differences.filter(({ when }) => holds(when, facts)),
  rejections: rejectionsOf(model, facts),
});

// A choice that was forced must not come with the companions of the session that it replaces.
const withoutForcedSession = (facts: Facts): Facts => {
  if (facts.outcome === 'none' || facts.instead !== 'server-session') return facts;
  const { instead: _, ...rest } = facts;
  return rest;
};

const rejectionsOf = (model: DecisionModel, facts: Facts): Map<Mechanism, Rejection> => {
  const rejections = new Map<Mechanism, Rejection>();
  for (const mechanism of mechanisms) {
    if (mechanism === facts.outcome) continue;
    const first = model.rejections.find((one) => one.mechanism === mechanism && holds(one.when, facts));
    if (first) rejections.set(mechanism, first);
  }
  return rejections;
};

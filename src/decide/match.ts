import { type Mechanism, mechanisms } from '../core/recommendation.ts';
import type {
  Companion,
  Condition,
  DecisionModel,
  Difference,
  Rejection,
  Warning,
} from '../rules/schema/decision.ts';
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
  companions: companionsOf(model, facts),
  warnings: holding(model.warnings, facts),
  differences: holding(model.differences, facts),
  rejections: rejectionsOf(model, facts),
});

/**
 * The same as match, for going through many facts: each list is gone through once for each combination of the facts that
 * its conditions name.
 */
export const matcherFor = (model: DecisionModel): ((facts: Facts) => Matches) => {
  const companions = remembering(model.companions, ['outcome', 'instead'], (facts) =>
    companionsOf(model, facts),
  );
  const warnings = remembering(model.warnings, [], (facts) => holding(model.warnings, facts));
  const differences = remembering(model.differences, [], (facts) => holding(model.differences, facts));
  const rejections = remembering(model.rejections, ['outcome'], (facts) => rejectionsOf(model, facts));
  return (facts) => ({
    companions: companions(facts),
    warnings: warnings(facts),
    differences: differences(facts),
    rejections: rejections(facts),
  });
};

type Conditional = { readonly when: Condition };

/** Facts that the conditions of a list name. */
export const factsNamed = (items: readonly Conditional[]): string[] => [
  ...new Set(items.flatMap(({ when: { all, anyOf } }) => [all, ...anyOf].flatMap((one) => Object.keys(one)))),
];

const remembering = <T>(
  items: readonly Conditional[],
  further: readonly string[],
  find: (facts: Facts) => T,
): ((facts: Facts) => T) => {
  const named = [...new Set([...factsNamed(items), ...further])];
  const known = new Map<string, T>();
  return (facts) => {
    // No value of a fact holds a line break.
    let key = '';
    for (const name of named) key += `${facts[name] ?? ''}\n`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const fresh = find(facts);
    known.set(key, fresh);
    return fresh;
  };
};

const holding = <T extends Conditional>(items: readonly T[], facts: Facts): T[] =>
  items.filter(({ when }) => holds(when, facts));

const companionsOf = (model: DecisionModel, facts: Facts): readonly Companion[] =>
  holding(model.companions, withoutForcedSession(facts));

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

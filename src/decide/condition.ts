import type { Condition, FlatCondition } from '../rules/schema/decision.ts';

/** What is known: answers by question, and what the engine derives from them. */
export type Facts = Readonly<Record<string, string>>;

/** True when every fact named has one of the values; a fact that is not known has none. */
export const holdsFlat = (when: FlatCondition, facts: Facts): boolean => {
  // Not Object.entries: the proof asks this some ten million times.
  for (const fact in when) {
    const value = facts[fact];
    if (value === undefined || !when[fact]?.includes(value)) return false;
  }
  return true;
};

/** True when the facts named hold, and one of the alternatives where there are any. */
export const holds = ({ all, anyOf }: Condition, facts: Facts): boolean =>
  holdsFlat(all, facts) && (anyOf.length === 0 || anyOf.some((one) => holdsFlat(one, facts)));

import { namesIn } from './code-text.ts';
import type { Bound, Reading, Scope, Unit } from './unit.ts';

/** Names that hold what a source gives. */
export interface HeldNames {
  /** Whether a stretch in a scope reads the source or a name that holds it. */
  readonly has: (scope: Scope, start: number, end: number) => boolean;
  readonly holds: (reading: Reading) => boolean;
}

/** What makes a name hold something. */
export interface Holding {
  /** Whether an expression holds the source itself. */
  readonly isSource: (reading: Reading) => boolean;
  /** Whether a value that mentions a held name holds it too; everything passes by default. */
  readonly passes?: (bound: Bound) => boolean;
  /** Bindings that hold the source for another reason than their value. */
  readonly starts?: (bound: Bound) => boolean;
}

/** The names of a unit that hold a source, followed through assignments, parameters and callbacks until nothing is added. */
export const heldNames = (unit: Unit, { isSource, passes, starts }: Holding): HeldNames => {
  const held = new Map<Scope, Set<string>>(unit.scopes.map((scope) => [scope, new Set()]));
  const mentions = ({ scope, text }: Reading): boolean => {
    const names = held.get(scope);
    return names !== undefined && names.size > 0 && [...namesIn(text)].some((name) => names.has(name));
  };
  const holds = (reading: Reading): boolean => isSource(reading) || mentions(reading);
  const open = new Set(unit.bounds);
  for (let grown = true; grown; ) {
    grown = false;
    for (const bound of open) {
      if (!starts?.(bound) && !((passes?.(bound) ?? true) && holds(bound.value))) continue;
      held.get(bound.scope)?.add(bound.name);
      open.delete(bound);
      grown = true;
    }
  }
  return {
    holds,
    has: (scope, start, end) => holds({ scope, start, end, text: unit.code.slice(start, end) }),
  };
};

/** The names that hold the result of calls. */
export const resultNames = (
  unit: Unit,
  calls: readonly { readonly start: number; readonly end: number }[],
): HeldNames =>
  heldNames(unit, {
    isSource: ({ start, end }) => calls.some((call) => call.start >= start && call.end <= end),
  });

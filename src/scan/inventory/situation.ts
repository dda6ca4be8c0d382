import type { MechanismKind } from '../../core/inventory.ts';
import type { Situation } from '../../rules/schema/inventory.ts';

/** What of a mechanism counts for others. */
export interface Member {
  readonly kind: MechanismKind;
  readonly name: string;
  readonly unit: string;
}

/**
 * Whether a situation is that of a mechanism.
 * @param beside - what `with` and `without` look at: its own deployable, or the whole tree.
 */
export const holdsFor = (
  { of, names, with: all, withAny, without, elsewhere, nowhereElse }: Situation,
  one: Member,
  everything: readonly Member[],
  beside: 'unit' | 'tree',
): boolean => {
  const near = everything.filter(({ unit }) => beside === 'tree' || unit === one.unit);
  const far = everything.filter(({ unit }) => unit !== one.unit);
  const has = (members: readonly Member[], kind: MechanismKind): boolean =>
    members.some((member) => member.kind === kind);
  return (
    of.includes(one.kind) &&
    (names === undefined || names.some((name) => name.toLowerCase() === one.name.toLowerCase())) &&
    (all ?? []).every((kind) => has(near, kind)) &&
    (withAny === undefined || withAny.some((kind) => has(near, kind))) &&
    !(without ?? []).some((kind) => has(near, kind)) &&
    (elsewhere === undefined || elsewhere.some((kind) => has(far, kind))) &&
    !(nowhereElse ?? []).some((kind) => has(far, kind))
  );
};

import type { EvidencePlace, Mechanism, MechanismKind } from '../../core/inventory.ts';
import type { Role } from '../role.ts';

/** One place where a mechanism shows. */
export interface EvidenceFound {
  /** Of the entry of rules/inventory that found it. */
  readonly id: string;
  readonly kind: MechanismKind;
  readonly name: string;
  /** True when only a dependency names it. */
  readonly declared: boolean;
  readonly role: Role;
  readonly place: EvidencePlace;
}

/** A mechanism of which nothing is thought yet. */
export interface Unjudged extends Omit<Mechanism, 'judgement'> {
  /** Entries of rules/inventory that found it. */
  readonly ids: readonly string[];
}

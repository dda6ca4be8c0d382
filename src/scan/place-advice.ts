import type { PlaceKind, Places } from '../rules/schema/places.ts';
import type { Detection } from './detection.ts';
import { placeKindAt } from './place-kind.ts';
import type { SourceFile } from './source-file.ts';

/** What is said of a place beside what the rule says. */
export interface PlaceAdvice {
  readonly kind: PlaceKind;
  readonly fix: string;
}

/** @returns undefined for ordinary places, and for what is no secret or is meant to be public. */
export const placeAdvice = (
  file: SourceFile,
  { rule, start, secrets, severity = rule.severity }: Detection,
  places: Places | undefined,
): PlaceAdvice | undefined => {
  if (!places || secrets.length === 0 || severity === 'info' || !isCredential.test(rule.id)) return undefined;
  const kind = placeKindAt(file, start);
  return kind && { kind, fix: places[kind].fix };
};

const isCredential = /^(?:keys\/|jwt\/token-)/;

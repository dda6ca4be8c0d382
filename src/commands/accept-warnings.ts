import { closest } from '../core/closest.ts';
import { usageError } from '../core/errors.ts';
import type { Recommendation } from '../core/recommendation.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';

/** Warnings that somebody takes the responsibility for. */
export interface AcceptedWarnings {
  applyTo(one: Recommendation): Recommendation;
  /** Accepted ids that the recommendation does not warn of. */
  idle(one: Recommendation): readonly string[];
}

interface Given {
  readonly accept?: readonly string[] | undefined;
  readonly reason?: string | undefined;
}

/** @throws usageError for an id that no warning has, and for accepting without a reason. */
export const acceptWarnings = (model: DecisionModel, { accept = [], reason }: Given): AcceptedWarnings => {
  const known = model.warnings.map(({ id }) => id);
  for (const id of accept) if (!known.includes(id)) throw unknownWarning(id, known);
  const said = reason?.trim() ?? '';
  if (accept.length > 0 && said === '')
    throw usageError('--accept needs a --reason', 'Say why the risk is taken; it is printed.');
  if (accept.length === 0 && said !== '') throw usageError('--reason belongs to --accept');
  return {
    applyTo: (one) => ({
      ...one,
      warnings: one.warnings.map((warning) =>
        accept.includes(warning.id) ? { ...warning, accepted: said } : warning,
      ),
    }),
    idle: (one) => accept.filter((id) => one.warnings.every((warning) => warning.id !== id)),
  };
};

const unknownWarning = (id: string, known: readonly string[]) => {
  const meant = closest(id, known);
  return usageError(
    `no warning is called "${id}"${meant ? `; did you mean "${meant}"?` : ''}`,
    `Warnings: ${known.join(', ')}`,
  );
};

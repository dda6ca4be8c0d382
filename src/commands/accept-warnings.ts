import { closest } from '../core/closest.ts';
import { usageError } from '../core/errors.ts';
import type { Recommendation, RecommendedWarning } from '../core/recommendation.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';

/** Warnings that somebody takes the responsibility for. */
export interface AcceptedWarnings {
  applyTo(one: Recommendation): Recommendation;
  /** Accepted ids that none of the recommendations warns of. */
  idle(all: readonly Recommendation[]): readonly string[];
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
    idle: (all) =>
      accept.filter((id) => all.every(({ warnings }) => warnings.every((warning) => warning.id !== id))),
  };
};

/** True for a refusal that nobody took the responsibility for. */
export const isRefused = ({ severity, accepted }: RecommendedWarning): boolean =>
  severity === 'refuse' && accepted === undefined;

const unknownWarning = (id: string, known: readonly string[]) => {
  const meant = closest(id, known);
  return usageError(
    `no warning is called "${id}"${meant ? `; did you mean "${meant}"?` : ''}`,
    `Warnings: ${known.join(', ')}`,
  );
};

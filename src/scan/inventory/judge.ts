import { AdvisorError } from '../../core/errors.ts';
import type { MechanismJudgement } from '../../core/inventory.ts';
import type { Judgement } from '../../rules/schema/inventory.ts';
import { holdsFor, type Member } from './situation.ts';

/**
 * What is thought of a mechanism beside the others of its deployable.
 * @throws AdvisorError `internal` when no judgement holds; the loader sees to it that one always does.
 */
export const judge = (
  one: Member,
  all: readonly Member[],
  judgements: readonly Judgement[],
): MechanismJudgement => {
  const found = judgements.find((candidate) => holdsFor(candidate, one, all, 'unit'));
  if (!found) throw new AdvisorError('internal', `no judgement of ${one.kind}`);
  const { id, seems, fit, say, essay } = found;
  return { id, seems, fit, say, essay };
};

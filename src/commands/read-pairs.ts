import { usageError } from '../core/errors.ts';
import { answerProblem } from '../decide/answers.ts';
import type { Answers } from '../decide/walk.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';

/**
 * Reads answers of the form `question=value`.
 * @param option - the option that they were given to, for messages.
 * @throws usageError for anything else, and for names that the model does not know.
 */
export const readPairs = (pairs: readonly string[], option: string, model: DecisionModel): Answers =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1)
        throw usageError(
          `${option} takes question=value, not "${pair}"`,
          'See auth-advisor recommend --list-questions.',
        );
      const [fact, value] = [pair.slice(0, at), pair.slice(at + 1)];
      const problem = answerProblem(model, fact, value);
      if (problem !== undefined) throw usageError(`${option} ${pair}: ${problem}`);
      return [fact, value];
    }),
  );

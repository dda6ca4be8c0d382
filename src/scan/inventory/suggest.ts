import type { Inventory, Suggestion } from '../../core/inventory.ts';
import type { Proposal } from '../../rules/schema/inventory.ts';
import { holdsFor } from './situation.ts';

/**
 * The answers to a question that the evidence suggests, the likeliest first; none when it suggests nothing.
 * @param answers - given before, by question.
 */
export const suggestionsFor = (
  question: string,
  answers: Readonly<Record<string, string>>,
  { mechanisms }: Inventory,
  proposals: readonly Proposal[],
): Suggestion[] => {
  const found = new Map<string, Suggestion>();
  for (const proposal of proposals) {
    if (proposal.question !== question || found.has(proposal.answer) || !isGiven(proposal, answers)) continue;
    const places = mechanisms
      .filter((one) => holdsFor(proposal, one, mechanisms, 'tree'))
      .flatMap((one) => one.places.slice(0, 1));
    const { answer, because } = proposal;
    if (places.length > 0)
      found.set(answer, { question, answer, because, places: places.slice(0, mostPlaces) });
  }
  return [...found.values()];
};

/** Mechanisms that are shown for an answer, each by its first place. */
const mostPlaces = 3;

const isGiven = ({ given = {} }: Proposal, answers: Readonly<Record<string, string>>): boolean =>
  Object.entries(given).every(([question, values]) => values.includes(answers[question] ?? ''));

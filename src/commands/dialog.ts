import { type Answers, dontKnow, type OpenWalk, stepsLeft, type WalkMode, walk } from '../decide/walk.ts';
import type { DecisionModel, Question } from '../rules/schema/decision.ts';

/** One question as it is put to a person. */
export interface Prompt {
  readonly question: Question;
  /** Counted from 1. */
  readonly number: number;
  /** How many there will be, if the rest goes the usual way. */
  readonly about: number;
  /** The answer given before the person went back. */
  readonly previous: string | undefined;
  readonly canGoBack: boolean;
  /** True where a default stands in for "I don't know". */
  readonly canSkip: boolean;
}

export type Reply =
  | { readonly kind: 'answer'; readonly value: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'why' }
  | { readonly kind: 'back' };

/** Whatever can put a question to a person. */
export interface Prompter {
  /** @throws AdvisorError `interrupted` when the person gives up. */
  ask(prompt: Prompt): Promise<Reply>;
  /** Says why a question is asked. */
  explain(question: Question): Promise<void>;
}

/**
 * Asks until nothing is open. Going back keeps the old answer at hand; an answer to a question that no longer arises
 * is dropped.
 */
export const dialog = async (model: DecisionModel, mode: WalkMode, prompter: Prompter): Promise<Answers> => {
  const given: [string, string][] = [];
  const before = new Map<string, string>();
  for (;;) {
    const answers = Object.fromEntries(given);
    const step = walk(model, answers, mode);
    if (step.kind === 'complete') return answers;
    const reply = await prompter.ask(promptFor(model, mode, step, given, before));
    if (reply.kind === 'why') await prompter.explain(step.question);
    else if (reply.kind === 'back') remember(before, given.pop());
    else given.push([step.question.id, reply.kind === 'unknown' ? dontKnow : reply.value]);
  }
};

const promptFor = (
  model: DecisionModel,
  mode: WalkMode,
  { question, phase }: OpenWalk,
  given: readonly [string, string][],
  before: ReadonlyMap<string, string>,
): Prompt => ({
  question,
  number: given.length + 1,
  about: given.length + stepsLeft(model, Object.fromEntries(given), mode),
  previous: before.get(question.id),
  canGoBack: given.length > 0,
  canSkip: phase === 'shape' && question.default !== undefined,
});

const remember = (before: Map<string, string>, last: readonly [string, string] | undefined): void => {
  if (last) before.set(last[0], last[1]);
};

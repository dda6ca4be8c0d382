import type { Suggestion } from '../core/inventory.ts';
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
  /** Answers that the repository suggests, the likeliest first; for the person to confirm. */
  readonly suggestions: readonly Suggestion[];
  readonly canGoBack: boolean;
  /** True where a default stands in for "I don't know". */
  readonly canSkip: boolean;
}

/** The answers to a question that something suggests, given the answers before it. */
export type Suggest = (question: string, answers: Answers) => readonly Suggestion[];

export type Reply =
  | { readonly kind: 'answer'; readonly value: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'why' }
  | { readonly kind: 'back' }
  | { readonly kind: 'quit' };

/** An answer from another time. */
export interface Recalled {
  readonly question: Question;
  readonly value: string;
}

/** Whatever can put a question to a person. */
export interface Prompter {
  /** @throws AdvisorError `interrupted` when the person gives up. */
  ask(prompt: Prompt): Promise<Reply>;
  /** Says why a question is asked. */
  explain(question: Question): Promise<void>;
  /** Shows the answers that are taken over. */
  recall(answers: readonly Recalled[]): Promise<void>;
  /** Asks for the name of a file. */
  name(message: string, proposed: string): Promise<string>;
  confirm(message: string): Promise<boolean>;
  /** Lets go of the terminal. */
  close(): Promise<void>;
}

/** Answers to everything that arose, or those that were given before the person left. */
export interface Conversation {
  readonly kind: 'done' | 'quit';
  readonly answers: Answers;
}

/**
 * Asks until nothing is open. Going back keeps the old answer at hand; an answer to a question that no longer arises
 * is dropped.
 * @param earlier - answers from another time; they are not asked for again unless the person goes back.
 * @param suggest - what stands behind each question, for the person to confirm; nothing is taken over by itself.
 */
export const dialog = async (
  model: DecisionModel,
  mode: WalkMode,
  prompter: Prompter,
  earlier: Answers = {},
  suggest: Suggest = () => [],
): Promise<Conversation> => {
  const talk = newTalk(model, mode, earlier);
  takeOver(talk);
  if (talk.given.length > 0) await prompter.recall(recalled(talk));
  for (;;) {
    const answers = Object.fromEntries(talk.given);
    const step = walk(model, answers, mode);
    if (step.kind === 'complete') return { kind: 'done', answers };
    const reply = await prompter.ask(promptFor(talk, step, suggest(step.question.id, answers)));
    if (reply.kind === 'why') await prompter.explain(step.question);
    else if (reply.kind === 'quit')
      return { kind: 'quit', answers: { ...Object.fromEntries(talk.waiting), ...answers } };
    else if (reply.kind === 'back') goBack(talk);
    else {
      talk.given.push([step.question.id, reply.kind === 'unknown' ? dontKnow : reply.value]);
      takeOver(talk);
    }
  }
};

interface Talk {
  readonly model: DecisionModel;
  readonly mode: WalkMode;
  /** In the order in which they were asked. */
  readonly given: [string, string][];
  /** Answers from another time whose question has not come yet. */
  readonly waiting: Map<string, string>;
  /** Answers that the person went back over. */
  readonly before: Map<string, string>;
}

const newTalk = (model: DecisionModel, mode: WalkMode, earlier: Answers): Talk => ({
  model,
  mode,
  given: [],
  waiting: new Map(Object.entries(earlier)),
  before: new Map(),
});

/** Answers what was answered another time. */
const takeOver = ({ model, mode, given, waiting }: Talk): void => {
  for (;;) {
    const step = walk(model, Object.fromEntries(given), mode);
    // A question that is not asked in this mode may have been answered all the same.
    const id = step.kind === 'ask' ? step.question.id : nextAssumed(step.path, given, waiting);
    const value = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || value === undefined) return;
    waiting.delete(id);
    // Where the answer decides, not knowing is no answer.
    if (value === dontKnow && step.kind === 'ask' && step.phase === 'decide') return;
    given.push([id, value]);
  }
};

const nextAssumed = (
  path: readonly { readonly question: Question }[],
  given: readonly [string, string][],
  waiting: ReadonlyMap<string, string>,
): string | undefined =>
  path
    .map(({ question }) => question.id)
    .find((id) => waiting.has(id) && !given.some(([other]) => other === id));

const recalled = ({ model, given }: Talk): Recalled[] =>
  given.flatMap(([id, value]) => {
    const question = model.questions.find((one) => one.id === id);
    return question ? [{ question, value }] : [];
  });

const goBack = ({ given, before }: Talk): void => {
  const last = given.pop();
  if (last) before.set(...last);
};

const promptFor = (
  { model, mode, given, before }: Talk,
  { question, phase }: OpenWalk,
  suggestions: readonly Suggestion[],
): Prompt => ({
  question,
  number: given.length + 1,
  about: given.length + stepsLeft(model, Object.fromEntries(given), mode),
  previous: before.get(question.id),
  suggestions,
  canGoBack: given.length > 0,
  canSkip: phase === 'shape' && question.default !== undefined,
});

/** An answer in words. */
export const sayAnswer = ({ options }: Question, value: string): string =>
  value === dontKnow ? "I don't know" : (options[value]?.label ?? value);

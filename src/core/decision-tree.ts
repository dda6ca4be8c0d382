import type { ChosenVerdict } from './recommendation.ts';

/** The deciding questions, from the first one to every choice, with the way that was taken. */
export type DecisionTree = TreeQuestion | TreeChoice;

export interface TreeQuestion {
  readonly kind: 'question';
  readonly id: string;
  readonly ask: string;
  /** Whether the answers lead here. */
  readonly taken: boolean;
  readonly branches: readonly TreeBranch[];
}

/** Answers that lead to the same. */
export interface TreeBranch {
  readonly answers: readonly TreeAnswer[];
  readonly taken: boolean;
  readonly to: DecisionTree;
}

export interface TreeAnswer {
  readonly value: string;
  readonly label: string;
  readonly taken: boolean;
}

export interface TreeChoice extends ChosenVerdict {
  readonly kind: 'choice';
  readonly rule: string;
  readonly taken: boolean;
}

import type { Answered, ChosenVerdict, Level, Requirements } from './recommendation.ts';

/** One thing that a recheck found to differ. `before` or `after` is null where it was or is not there. */
export interface Change {
  readonly what: 'outcome' | 'rule' | 'companion' | 'warning' | 'requirement' | 'model' | 'answer';
  readonly id: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The code may have to change: another outcome, another must, another refusal. */
  readonly breaking: boolean;
}

/** A recorded decision, made again with the present model. */
export interface RecheckedSurface {
  readonly surface: string;
  readonly recorded: ChosenVerdict & { readonly rule: string; readonly date: string };
  /** Null where the recorded answers no longer suffice. */
  readonly now: (ChosenVerdict & { readonly rule: string }) | null;
  readonly changes: readonly Change[];
  readonly review: { readonly date: string; readonly due: boolean };
}

export interface Recheck {
  readonly file: string;
  readonly model: { readonly version: string; readonly sha256: string };
  readonly surfaces: readonly RecheckedSurface[];
}

/** What is only on one side, what is on both. */
export interface Split<T> {
  readonly a: readonly T[];
  readonly b: readonly T[];
  readonly both: readonly T[];
}

/** One side of a comparison. */
export interface ComparedSide extends ChosenVerdict {
  readonly name: string;
  readonly rule: string;
  readonly requirements: Requirements;
}

/** Two recommendations of one model, side by side. */
export interface Comparison {
  readonly model: { readonly version: string; readonly sha256: string };
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  /** Questions that were answered differently, or on one side only. */
  readonly answers: readonly {
    readonly fact: string;
    readonly ask: string;
    readonly a: Answered | null;
    readonly b: Answered | null;
  }[];
  readonly companions: Split<{ readonly id: string; readonly level: Level; readonly say: string }>;
  readonly warnings: Split<{ readonly id: string; readonly severity: string; readonly say: string }>;
}

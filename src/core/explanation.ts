/** What `explain` says about one id. */
export interface Explanation {
  readonly id: string;
  /** `rule`, `outcome`, `question`, `companion`, `warning`. */
  readonly kind: string;
  readonly title: string;
  /** Short facts on one line: severity, confidence, CWE. */
  readonly facts: readonly string[];
  readonly sections: readonly ExplanationSection[];
}

export type ExplanationSection =
  | { readonly label: string; readonly text: string }
  | { readonly label: string; readonly items: readonly string[] }
  /** Shown as it is written, line by line. */
  | { readonly label: string; readonly code: string };

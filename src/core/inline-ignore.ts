/** An ignore comment as it stands in a file. It covers findings that begin on `appliesTo`. */
export interface InlineIgnore {
  /** As people read it; `a.zip!/b` inside an archive. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly appliesTo: number;
  /** Empty is a mistake: an ignore names its rules. */
  readonly ruleIds: readonly string[];
  /** Last day (YYYY-MM-DD) on which it holds, or null. */
  readonly until: string | null;
  /** null is a mistake: an ignore gives its reason. */
  readonly reason: string | null;
  /** Stands in a test or in documentation, where ignore comments are often about ignore comments. */
  readonly sample: boolean;
}

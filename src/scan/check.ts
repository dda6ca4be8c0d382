import type { Check } from '../rules/rule-set.ts';
import type { Policy } from '../rules/schema/policy.ts';
import type { Detection, Hit } from './detection.ts';
import type { SourceFile } from './source-file.ts';

/** What every judgement may use beside the file. */
export interface ScanContext {
  readonly policy: Policy;
  readonly now: Date;
}

/**
 * The judgement of one rule of kind `check`. The rule `oauth/implicit-flow` has its judge in src/scan/oauth/implicit-flow.ts,
 * exported as `judge`; the build joins them by name. Called only for files in which one of the rule's words occurs.
 */
export type Judge = (
  file: SourceFile,
  rule: Check,
  context: ScanContext,
  /** Where the rule's words occur, in order of place; `literal` is the index of the word. */
  hits?: readonly Hit[],
) => readonly Detection[] | Promise<readonly Detection[]>;

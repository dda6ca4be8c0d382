import type { Facts } from '../core/finding.ts';
import type { Stretch } from '../core/mask.ts';
import type { Confidence, Severity } from '../core/severity.ts';
import type { Rule } from '../rules/rule-set.ts';
import type { SourceFile } from './source-file.ts';

/**
 * What a detector sees, raw. It never leaves src/scan: the engine turns it into a masked Finding.
 * Offsets are UTF-16 units in `file.text`; ends are exclusive.
 */
export interface Detection {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
  /** One sentence about this place. It must not contain any part of a secret. */
  readonly message: string;
  /** The masked value, or '' when there is none. */
  readonly preview: string;
  /** Everything secret here, masked wherever a line of this file is shown. */
  readonly secrets: readonly Stretch[];
  /** What makes this finding the same after an unrelated edit: the raw value, or the normalised code. Digested by the engine. */
  readonly identity: string;
  readonly facts: Facts;
  /** Where the evidence here calls for another grade than the rule's. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** A secret without a format, told by its structure (1) or by its name alone (2): gives way to a more certain one that overlaps. */
  readonly guess?: 1 | 2;
  /** Instead of the rule's own advice, where this place calls for other words. */
  readonly fix?: string;
}

/** A word that the one pass over the bytes looks for. ASCII only. */
export interface Literal {
  readonly text: string;
  readonly ignoreCase: boolean;
}

/** An occurrence of a literal: index into the detector's own `literals`, and UTF-16 offset in `file.text`. */
export interface Hit {
  readonly literal: number;
  readonly start: number;
}

/** One way of finding. Called only for files in which one of its literals occurs. */
export interface Detector {
  readonly literals: readonly Literal[];
  /** Also looks at what is encoded within a file, as a text of its own: base64, hexadecimal, escapes. */
  readonly readsDecoded?: boolean;
  detect(file: SourceFile, hits: readonly Hit[]): readonly Detection[] | Promise<readonly Detection[]>;
}

import type { Facts } from '../../core/finding.ts';
import type { Stretch } from '../../core/mask.ts';
import { type Confidence, type Severity, shifted } from '../../core/severity.ts';
import type { Check } from '../../rules/rule-set.ts';
import type { Detection } from '../detection.ts';
import type { SourceFile } from '../source-file.ts';

/** What a check has found at one place. */
export interface Found {
  readonly start: number;
  readonly end: number;
  /** One sentence about this place. */
  readonly message: string;
  /** What makes this finding the same after an unrelated edit, beside the line of code that it starts on. */
  readonly identity: readonly string[];
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly fix?: string;
  readonly facts?: Facts;
  readonly secrets?: readonly Stretch[];
  readonly preview?: string;
}

/** A detection of an OAuth check. In tests, documentation and examples the same code weighs one step less. */
export const report = (file: SourceFile, rule: Check, found: Found): Detection => {
  const severity = found.severity ?? rule.severity;
  return {
    rule,
    start: found.start,
    end: found.end,
    message: found.message,
    preview: found.preview ?? '',
    secrets: found.secrets ?? [],
    identity: [...found.identity, lineOf(file, found.start)].join(' ').replace(/\s+/g, ' '),
    facts: found.facts ?? {},
    severity: file.role === 'product' ? severity : shifted(severity, 1),
    ...(found.confidence ? { confidence: found.confidence } : {}),
    ...(found.fix ? { fix: found.fix } : {}),
  };
};

// Two findings of one kind in one file differ by what stands near; a minified line holds many.
const lineOf = (file: SourceFile, offset: number): string => {
  const line = file.lineAt(file.lineIndexOf(offset));
  if (!line) return '';
  const at = offset - line.start;
  return line.text.slice(Math.max(0, at - 20), at + 80).trim();
};

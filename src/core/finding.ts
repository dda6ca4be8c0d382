import type { Location } from './location.ts';
import type { Confidence, Severity } from './severity.ts';

export const families = ['key', 'jwt', 'oauth', 'policy'] as const;
export type Family = (typeof families)[number];

/** `lifetimeSeconds` is null when the credential never expires. */
export interface Facts {
  readonly lifetimeSeconds?: number | null;
  readonly limitSeconds?: number;
  readonly [name: string]: string | number | boolean | null | undefined;
}

/**
 * What a detector reports. It is masked at birth: no field holds a secret, and `identity` is a keyed digest.
 */
export interface Finding {
  readonly ruleId: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly title: string;
  /** One sentence about this place: what is there, what was expected. */
  readonly message: string;
  readonly location: Location;
  /** The masked value, or '' when the finding is about code and not about a value. */
  readonly preview: string;
  /** Source lines around the finding with every secret masked; the text report draws its frame from it. */
  readonly frame: readonly FrameLine[];
  /** Keyed digest of the value, or of the normalised code for findings without a value. Feeds the fingerprint. */
  readonly identity: string;
  readonly facts: Facts;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly cwe: readonly number[];
}

export interface FrameLine {
  readonly line: number;
  /** Masked, cut to a width; not yet escaped. */
  readonly text: string;
  /** What the finding is about, as offsets (UTF-16 units, end exclusive) in `text`. On one line only. */
  readonly mark?: { readonly start: number; readonly end: number };
}

/** What triage makes of a finding. */
export const statuses = ['new', 'baseline', 'suppressed'] as const;
export type Status = (typeof statuses)[number];

export interface TriagedFinding extends Finding {
  readonly fingerprint: string;
  readonly status: Status;
  /** Why it is suppressed, as its author wrote it. */
  readonly reason?: string;
}

/** Orders by place, then rule, so that a report is the same whatever the order of work. */
export const byPlace = (a: Finding, b: Finding): number =>
  compare(a.location.path, b.location.path) ||
  compare(a.location.member ?? '', b.location.member ?? '') ||
  a.location.line - b.location.line ||
  a.location.column - b.location.column ||
  compare(a.ruleId, b.ruleId);

// Code-unit order: localeCompare depends on the machine's locale.
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

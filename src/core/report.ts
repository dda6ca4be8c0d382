import type { SkipClass } from './blob.ts';
import type { TriagedFinding } from './finding.ts';
import { type Confidence, isAtLeast, type Severity } from './severity.ts';

export const modes = ['files', 'staged', 'stdin'] as const;
export type Mode = (typeof modes)[number];

/** What was asked for, what was read, what was not, and by which rules. Printed with every report. */
export interface Receipt {
  /** True when everything that was asked for was read. */
  readonly complete: boolean;
  readonly asked: { readonly mode: Mode; readonly paths: readonly string[] };
  /** `members` are files inside archives; `bytes` counts them unpacked. */
  readonly read: { readonly files: number; readonly members: number; readonly bytes: number };
  readonly skipped: Readonly<Partial<Record<SkipClass, number>>>;
  /** Each skip that makes the scan incomplete, and (with --verbose) every other one. */
  readonly skips: readonly { readonly path: string; readonly why: SkipClass; readonly detail?: string }[];
  readonly rules: { readonly active: number; readonly off: readonly string[] };
  readonly config: {
    /** Path of the configuration, or null. */
    readonly file: string | null;
    readonly excluded: readonly string[];
    readonly suppressed: number;
    /** The baseline that was used: how many findings it names, and how many of them are still there. */
    readonly baseline?: { readonly file: string; readonly entries: number; readonly known: number };
    /** Ignores that matched nothing. */
    readonly stale: readonly string[];
  };
  /** Limits that were hit, in words: `src/x.ts: not parsed within 2 s, read as text`. */
  readonly limits: readonly string[];
  readonly durationMs: number;
}

export interface ReportRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly cwe: readonly number[];
}

/** Everything that a format needs. */
export interface Report {
  readonly version: string;
  /** In order of place. Suppressed ones are left out unless they were asked for. */
  readonly findings: readonly TriagedFinding[];
  readonly receipt: Receipt;
  /** The rules that the findings name. */
  readonly rules: readonly ReportRule[];
  /** Findings at or above it fail the run. */
  readonly failOn: Severity;
}

/** @returns whether the run fails: what the baseline knows and what is suppressed does not count. */
export const failsRun = ({ findings, failOn }: Pick<Report, 'findings' | 'failOn'>): boolean =>
  findings.some(({ status, severity }) => status === 'new' && isAtLeast(severity, failOn));

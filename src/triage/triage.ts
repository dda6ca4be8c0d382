import type { Finding, TriagedFinding } from '../core/finding.ts';
import type { InlineIgnore } from '../core/inline-ignore.ts';
import { shownPlace } from '../core/location.ts';
import type { BaselineEntry } from '../rules/schema/baseline.ts';
import type { Suppression } from '../rules/schema/config.ts';
import { fingerprintOf } from './fingerprint.ts';

/** What the people of a repository have said about its findings. */
export interface Said {
  readonly ignores: readonly InlineIgnore[];
  readonly suppressions: readonly Suppression[];
  /** Findings that were there before; `whole` when everything that they are about was scanned. */
  readonly baseline?: { readonly entries: readonly BaselineEntry[]; readonly whole: boolean } | undefined;
  /** Honour ignore comments at all. */
  readonly useInline: boolean;
  /** Everything below the configuration was scanned, so that a suppression that covers nothing is known to be stale. */
  readonly whole: boolean;
  /** YYYY-MM-DD, to judge `until`. */
  readonly today: string;
}

export interface Triaged {
  readonly findings: readonly TriagedFinding[];
  /** Ignores and suppressions that cover nothing, are past their day or are malformed, each a sentence. */
  readonly stale: readonly string[];
}

/** Gives each finding its fingerprint and its status. */
export const triage = (findings: readonly Finding[], said: Said): Triaged => {
  const used = new Set<InlineIgnore | Suppression>();
  const inline = said.useInline ? said.ignores.filter((one) => fault(one, said.today) === undefined) : [];
  const byPlace = groupByPlace(inline);
  const holding = said.suppressions.filter((one) => one.until === undefined || one.until >= said.today);
  const byFingerprint = new Map(holding.map((one) => [one.fingerprint, one]));
  const known = new Set(said.baseline?.entries.map(({ fingerprint }) => fingerprint));
  const triaged = findings.map((finding): TriagedFinding => {
    const fingerprint = fingerprintOf(finding);
    const ignore = byPlace
      .get(`${shownPlace(finding.location)}:${finding.location.line}`)
      ?.find((one) => one.ruleIds.includes(finding.ruleId));
    const cover = ignore ?? byFingerprint.get(fingerprint);
    if (!cover) return { ...finding, fingerprint, status: known.has(fingerprint) ? 'baseline' : 'new' };
    used.add(cover);
    return { ...finding, fingerprint, status: 'suppressed', reason: cover.reason ?? '' };
  });
  const stale = [
    ...staleInline(said, used),
    ...staleSuppressions(said, used),
    ...staleEntries(said, triaged),
  ];
  return { findings: triaged, stale };
};

const groupByPlace = (ignores: readonly InlineIgnore[]): Map<string, InlineIgnore[]> => {
  const groups = new Map<string, InlineIgnore[]>();
  for (const one of ignores) {
    const key = `${one.path}:${one.appliesTo}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
};

/** Why an ignore comment is not honoured. */
const fault = (one: InlineIgnore, today: string): string | undefined => {
  if (one.ruleIds.length === 0) return 'names no rule';
  if (one.reason === null) return 'gives no reason (-- reason)';
  if (one.until !== null && one.until < today) return `ended on ${one.until}`;
  return undefined;
};

const staleInline = (said: Said, used: ReadonlySet<unknown>): string[] => {
  if (!said.useInline) return [];
  return said.ignores
    .filter((one) => !used.has(one) && !one.sample)
    .map(
      (one) =>
        `${one.path}:${one.line}:${one.column}: this ignore ${fault(one, said.today) ?? 'covers no finding'}`,
    );
};

const staleSuppressions = (said: Said, used: ReadonlySet<unknown>): string[] =>
  said.suppressions
    .map((one) => ({ one, ended: one.until !== undefined && one.until < said.today }))
    .filter(({ one, ended }) => ended || (said.whole && !used.has(one)))
    .map(
      ({ one, ended }) =>
        `${one.fingerprint}: this suppression ${ended ? `ended on ${one.until}` : 'covers no finding'}`,
    );

// A baseline after a great clean-up: the first ones show what it is about.
const mostStaleEntries = 20;

const staleEntries = ({ baseline }: Said, findings: readonly TriagedFinding[]): string[] => {
  if (!baseline?.whole) return [];
  const used = new Set(findings.filter(({ status }) => status === 'baseline').map((one) => one.fingerprint));
  const stale = baseline.entries.filter(({ fingerprint }) => !used.has(fingerprint));
  const more = stale.length - mostStaleEntries;
  return [
    ...stale
      .slice(0, mostStaleEntries)
      .map(
        ({ fingerprint, rule, path }) =>
          `${fingerprint}: this baseline entry (${rule} in ${path}) covers no finding`,
      ),
    ...(more > 0 ? [`and ${more} more baseline entries; auth-advisor baseline prune removes them`] : []),
  ];
};

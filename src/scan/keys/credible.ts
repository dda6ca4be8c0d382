import { isDrawn } from '../../rules/drawn.ts';
import type { Candidate } from './candidates.ts';
import { isDigest } from './digest.ts';
import { entropyOf } from './entropy.ts';
import { isNear } from './near.ts';
import { isPlaceholder } from './placeholder.ts';

/** Whether a candidate is worth a finding: neither documented sample nor made up by hand, and in the company its rule asks for. */
export const isCredible = (
  { token: { rule, anchors }, text: token, variable, start, end }: Candidate,
  text: string,
): boolean =>
  !rule.dummies?.some((dummy) => token.includes(dummy)) &&
  !isPlaceholder(variable) &&
  (rule.entropy === undefined || entropyOf(variable) >= rule.entropy) &&
  (rule.near === undefined || isNear(text, start, end, rule.near)) &&
  // Without a literal of its own the format is that of many things that are no secret.
  (anchors.length > 0 || (isDrawn(rule.parts, token) && !isDigest(text, start, end)));

/** Of candidates that overlap, the most specific: the longest literal, then the longest stretch. In order of place. */
export const settle = (candidates: readonly Candidate[]): readonly Candidate[] => {
  const kept: Candidate[] = [];
  let cluster: Candidate[] = [];
  let clusterEnd = 0;
  for (const candidate of [...candidates].sort((a, b) => a.start - b.start)) {
    if (candidate.start >= clusterEnd) {
      kept.push(...settleCluster(cluster));
      cluster = [];
    }
    cluster.push(candidate);
    clusterEnd = Math.max(clusterEnd, candidate.end);
  }
  return [...kept, ...settleCluster(cluster)];
};

const settleCluster = (cluster: readonly Candidate[]): readonly Candidate[] => {
  const kept: Candidate[] = [];
  for (const candidate of [...cluster].sort(bySpecificity)) {
    if (!kept.some((other) => candidate.start < other.end && other.start < candidate.end))
      kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
};

const bySpecificity = (a: Candidate, b: Candidate): number =>
  b.token.weight - a.token.weight || b.text.length - a.text.length || a.start - b.start;

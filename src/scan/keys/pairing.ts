import type { SourceFile } from '../source-file.ts';
import type { Candidate } from './candidates.ts';

/** A token, with the identifier that belongs to it. */
export interface PairedCandidate {
  readonly candidate: Candidate;
  readonly identifier: Candidate | undefined;
}

/** How many lines apart an identifier and its secret may stand. */
const pairLines = 8;

/**
 * Joins each secret with the nearest identifier of the kind that its rule names. An identifier that was joined is not
 * reported by itself.
 */
export const joinPairs = (file: SourceFile, candidates: readonly Candidate[]): readonly PairedCandidate[] => {
  const taken = new Set<Candidate>();
  const paired = candidates.map((candidate, index) => {
    const identifier = nearestIdentifier(file, index, candidates);
    if (identifier) taken.add(identifier);
    return { candidate, identifier };
  });
  return paired.filter(({ candidate }) => !taken.has(candidate));
};

const nearestIdentifier = (
  file: SourceFile,
  index: number,
  candidates: readonly Candidate[],
): Candidate | undefined => {
  const secret = candidates[index];
  const wanted = secret?.token.rule.pair;
  if (!secret || wanted === undefined) return undefined;
  const line = file.lineIndexOf(secret.start);
  const firstInReach = (step: 1 | -1): Candidate | undefined => {
    for (let i = index + step; ; i += step) {
      const other = candidates[i];
      if (!other || Math.abs(file.lineIndexOf(other.start) - line) > pairLines) return undefined;
      if (other.token.rule.id === wanted) return other;
    }
  };
  const [before, after] = [firstInReach(-1), firstInReach(1)];
  if (!before || !after) return before ?? after;
  return secret.start - before.end <= after.start - secret.end ? before : after;
};

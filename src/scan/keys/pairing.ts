import type { SourceFile } from '../source-file.ts';
import type { Candidate } from './candidates.ts';

/** A token, with the identifier that belongs to it. */
export interface PairedCandidate {
  readonly candidate: Candidate;
  readonly identifier: Candidate | undefined;
}

/** How far apart an identifier and its secret may stand, in lines and, for files of one long line, in characters. */
const pairLines = 8;
const pairReach = 1000;

/**
 * Joins each secret with the closest identifier of the kind that its rule names: the one before it, as people write
 * them, unless another secret has that one already. An identifier that was joined is not reported by itself.
 * @param candidates - in order of place.
 */
export const joinPairs = (file: SourceFile, candidates: readonly Candidate[]): readonly PairedCandidate[] => {
  const taken = new Set<Candidate>();
  const paired = candidates.map((candidate, index) => {
    const inReach = ([-1, 1] as const).flatMap(
      (step) => identifierInReach(file, candidates, index, step) ?? [],
    );
    const identifier = inReach.find((one) => !taken.has(one)) ?? inReach[0];
    if (identifier) taken.add(identifier);
    return { candidate, identifier };
  });
  return paired.filter(({ candidate }) => !taken.has(candidate));
};

/** The first identifier on the way from a secret up (-1) or down (1), within a few lines. */
const identifierInReach = (
  file: SourceFile,
  candidates: readonly Candidate[],
  index: number,
  step: 1 | -1,
): Candidate | undefined => {
  const secret = candidates[index];
  const wanted = secret?.token.rule.pair;
  if (!secret || wanted === undefined) return undefined;
  const line = file.lineIndexOf(secret.start);
  for (let i = index + step; ; i += step) {
    const other = candidates[i];
    if (!other || Math.abs(other.start - secret.start) > pairReach) return undefined;
    if (Math.abs(file.lineIndexOf(other.start) - line) > pairLines) return undefined;
    if (other.token.rule.id === wanted) return other;
  }
};

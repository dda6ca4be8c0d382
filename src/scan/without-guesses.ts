import type { Detection } from './detection.ts';

/**
 * One value is one finding: of secrets that overlap, what a format tells goes before what a structure tells, and that before what a
 * name suggests. Detections that are no guess all stay.
 */
export const withoutGuesses = (detections: readonly Detection[]): readonly Detection[] => {
  if (!detections.some(isGuess)) return detections;
  const dropped = new Set<Detection>();
  for (const cluster of overlapping(detections)) for (const one of outdone(cluster)) dropped.add(one);
  return detections.filter((one) => !dropped.has(one));
};

const isGuess = ({ guess }: Detection): boolean => guess !== undefined;

interface Claim {
  readonly detection: Detection;
  readonly start: number;
  readonly end: number;
}

/** Secret stretches in groups that touch nothing outside the group. */
const overlapping = (detections: readonly Detection[]): Claim[][] => {
  const claims = detections.flatMap((detection) =>
    detection.secrets.map(({ start, end }): Claim => ({ detection, start, end })),
  );
  const clusters: Claim[][] = [];
  let clusterEnd = 0;
  for (const claim of claims.sort((a, b) => a.start - b.start)) {
    if (claim.start < clusterEnd) clusters.at(-1)?.push(claim);
    else clusters.push([claim]);
    clusterEnd = Math.max(clusterEnd, claim.end);
  }
  return clusters;
};

/** The guesses of a group that another one covers: a more certain one, then the earlier one. */
const outdone = (cluster: readonly Claim[]): Detection[] => {
  const kept: Claim[] = [];
  const out: Detection[] = [];
  for (const claim of [...cluster].sort(byCertainty)) {
    const isCovered =
      isGuess(claim.detection) && kept.some((one) => one.start < claim.end && claim.start < one.end);
    if (isCovered) out.push(claim.detection);
    else kept.push(claim);
  }
  return out;
};

const byCertainty = (a: Claim, b: Claim): number =>
  (a.detection.guess ?? 0) - (b.detection.guess ?? 0) || a.start - b.start;

/**
 * The shape of a secret without the secret: its public prefix and four stars, whatever its length.
 * @param publicPrefix - characters that the format itself gives away, such as `ghp_`; never a part of the random half.
 */
export const mask = (publicPrefix = ''): string => `${publicPrefix}****`;

/** A stretch of a text, in UTF-16 units; `end` is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/**
 * Replaces each stretch by what may be shown. Overlapping stretches merge, the union is hidden.
 * @param text - one source line.
 */
export const maskStretches = (text: string, stretches: readonly Stretch[]): string => {
  const ordered = [...stretches].sort((a, b) => a.start - b.start || b.end - a.end);
  let out = '';
  let at = 0;
  for (const { start, end, shown } of ordered) {
    if (end <= at) continue;
    if (start >= at) out += text.slice(at, start) + shown;
    at = end;
  }
  return out + text.slice(at);
};

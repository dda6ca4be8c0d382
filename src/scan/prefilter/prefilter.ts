/** Finds every literal of a set in one pass over the bytes. */
export interface Prefilter {
  /**
   * @param onHit - called in no particular order, with the literal's index and the byte offset where it begins.
   */
  scan(bytes: Uint8Array, onHit: (literal: number, start: number) => void): void;
}

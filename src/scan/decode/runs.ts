/** A stretch of bytes of one alphabet; `end` is exclusive. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** @returns a table that holds 1 for each character of the alphabet. */
export const alphabet = (chars: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const char of chars) table[char.charCodeAt(0)] = 1;
  return table;
};

/**
 * Every maximal run of at least `least` bytes of an alphabet. A run of that length covers a multiple of it, so only every
 * `least`-th byte is looked at where there is none: text without runs costs a fraction of its length.
 */
export function* runsOf(
  bytes: Uint8Array,
  table: Uint8Array,
  least: number,
  from = 0,
  to = bytes.length,
): Generator<Run> {
  let floor = from;
  for (let at = from + least - 1; at < to; at += least) {
    if (table[bytes[at] as number] === 0) {
      floor = at + 1;
      continue;
    }
    let start = at;
    while (start > floor && table[bytes[start - 1] as number] === 1) start--;
    let end = at + 1;
    while (end < to && table[bytes[end] as number] === 1) end++;
    if (end - start >= least) yield { start, end };
    floor = end;
    at = end - 1;
  }
}

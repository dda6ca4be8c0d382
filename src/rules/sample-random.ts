import { createHash } from 'node:crypto';

/** A source of choices that is the same on every machine for the same seed. */
export interface SampleRandom {
  /** @returns a whole number from 0 up to, but without, `below`. */
  readonly below: (below: number) => number;
}

/** @param seed - any text. */
export const sampleRandom = (seed: string): SampleRandom => {
  let block = Buffer.alloc(0);
  let used = 0;
  let count = 0;
  const word = (): number => {
    if (used + 4 > block.length) {
      block = createHash('sha256').update(`${seed}:${count++}`).digest();
      used = 0;
    }
    used += 4;
    return block.readUInt32BE(used - 4);
  };
  return { below: (below) => word() % below };
};

/** A text of `length` characters, each drawn from `chars`. */
export const randomText = (random: SampleRandom, chars: readonly string[], length: number): string =>
  Array.from({ length }, () => chars[random.below(chars.length)]).join('');

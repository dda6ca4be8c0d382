import { scryptSync } from 'node:crypto';
import { keyedDigest } from '../core/digest.ts';
import type { Detection } from './detection.ts';

/** What stands for the value of a detection outside of the scan. */
export type Digest = (one: Detection) => string;

/**
 * A digest that is published with the report must not let a short secret be guessed: those go through scrypt first.
 */
export const digester = (key: string): Digest => {
  const known = new Map<string, Buffer>();
  const stretched = (value: string): Buffer => {
    const digest = known.get(value) ?? stretch(value, key);
    known.set(value, digest);
    return digest;
  };
  return ({ rule, identity, secrets }) => {
    const guessable = secrets.length > 0 && identity.length < 24;
    return keyedDigest(key, rule.id, guessable ? stretched(identity) : identity);
  };
};

// N = 2^11, r = 8 takes some 5 ms and 2 MiB: a word list of a million costs an hour and more a value instead of a second,
// and a tree with a thousand test passwords five seconds.
const stretch = (value: string, key: string): Buffer => scryptSync(value, key, 32, { N: 2048, r: 8, p: 1 });

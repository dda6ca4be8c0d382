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

// N = 2^13, r = 8 takes some 20 ms and 8 MiB: a word list of a million costs hours a value instead of a second.
const stretch = (value: string, key: string): Buffer => scryptSync(value, key, 32, { N: 8192, r: 8, p: 1 });

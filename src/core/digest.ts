import { createHmac } from 'node:crypto';

/**
 * A digest that cannot be turned back by guessing without the key.
 * @param key - the project's own salt, or the operator's AUTH_ADVISOR_KEY.
 * @returns 128 bits in lower-case hexadecimal.
 */
export const keyedDigest = (key: string, ...parts: readonly (string | Uint8Array)[]): string => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) {
    // Length first, so that ('ab', 'c') and ('a', 'bc') differ.
    hmac.update(`${part.length}:`);
    hmac.update(part);
  }
  return hmac.digest('hex').slice(0, 32);
};

import type { Part } from './schema/token.ts';
import { alphabetOf } from './token-parts.ts';

const kinds = [/[0-9]/, /[a-z]/, /[A-Z]/];

/**
 * Whether a text can have been drawn at random from what the parts leave open: digits, small and capital letters, as far
 * as their alphabet has them. A name in code, a digest in hexadecimal or a UUID is not a draw from letters and digits.
 */
export const isDrawn = (parts: readonly Part[], token: string): boolean => {
  const alphabet = parts.flatMap(alphabetOf).join('');
  return kinds.every((kind) => !kind.test(alphabet) || kind.test(token));
};

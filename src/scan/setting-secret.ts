import { isCommonSecret } from './common-secrets.ts';

/**
 * Why a secret that is written out can be guessed.
 * @param leastBytes - what the algorithm needs.
 * @returns a clause that holds no part of the secret, or undefined when it is strong or no secret at all.
 */
export const weaknessOf = (secret: string, leastBytes: number): string | undefined => {
  const text = secret.trim();
  if (text === '' || isNoSecret(text)) return undefined;
  if (isCommonSecret(text)) return 'is a word that everybody tries first';
  if (leftOver.test(text)) return 'reads like a placeholder that nobody replaced';
  const bytes = Buffer.byteLength(text, 'utf8');
  return bytes < leastBytes ? `is shorter than the ${leastBytes} bytes that the algorithm needs` : undefined;
};

const leftOver =
  /change.?(?:me|this|it)|replace.?(?:me|this|with)|your.{0,24}(?:secret|key)|please.{0,8}change|placeholder|insecure|not.?(?:so|very|a).?secret|do.?not.?use/i;

// A hole to fill in, the path of a file, an address, a key in PEM, a list of algorithms.
const isNoSecret = (text: string): boolean =>
  /^<[^<>]{1,100}>$|^\[[^[\]]{1,100}\]$|^\.{0,2}\/|^[A-Za-z]:\\|^https?:\/\/|^-----BEGIN|\.(?:pem|key|crt|json|txt)$/.test(
    text,
  ) || /^(?:true|false|null|none|undefined|[*x.]{3,}|\.\.\.)$/i.test(text);

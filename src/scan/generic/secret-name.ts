import {
  credentialHeads,
  harmless,
  harmlessTokens,
  keyHeads,
  keyQualifiers,
  notKey,
  notPassword,
  trailing,
} from './name-lists.ts';
import { wordsOf } from './name-words.ts';

/** What a name claims its value to be. */
export type Claim = 'password' | 'secret' | 'token' | 'key' | 'credential';

/** A name that stands for a secret. */
export interface SecretName {
  readonly claim: Claim;
  /** `key`, `auth` and the like are names of much else: their values must prove more. */
  readonly isVague: boolean;
}

/**
 * What a name stands for; undefined where it is the name of something about a secret (`password_field`, `token_url`),
 * or of something public.
 * @param before - the word that stands before the name in prose: `API` of `API Key: …`.
 */
export const secretName = (name: string, before = ''): SecretName | undefined => {
  const words = wordsOf(name);
  while (words.length > 1 && isTrailing(words.at(-1) ?? '')) words.pop();
  const head = words.pop() ?? '';
  if (harmless.has(head) || words.some((word) => harmless.has(word))) return undefined;
  if (passwordHead.test(head) && !notPassword.has(head)) return { claim: 'password', isVague: false };
  if (head.endsWith('secret') || head.endsWith('secrets')) return { claim: 'secret', isVague: false };
  if (tokenHead.test(head)) return isBearer(words) ? { claim: 'token', isVague: false } : undefined;
  if (head === 'key' || head === 'keys') return keyName(name, words, before);
  if (keyHeads.has(head.replace(/s$/, ''))) return { claim: 'key', isVague: false };
  return credentialHeads.has(head) ? { claim: 'credential', isVague: true } : undefined;
};

const isTrailing = (word: string): boolean => trailing.has(word) || /^\d+$/.test(word);

const passwordHead =
  /(?:passw(?:or)?d|passwords|passphrase|passcode|passwort|passwrd|kennwort|senha|contrasena|pwd)$|^(?:\w{0,12}pass|psw|psswd|pw|mdp|masterauth)$/;

const tokenHead = /(?<!jsonweb)tokens?$/;

const isBearer = (qualifiers: readonly string[]): boolean =>
  !qualifiers.some((word) => harmlessTokens.has(word)) && !qualifiers.join('_').endsWith('client_request');

/** Of `config.secret.key` any part says that it opens something; of `cache.key` and `secretCache.key` the last words do not. */
const keyName = (name: string, words: readonly string[], before: string): SecretName | undefined => {
  const qualifiers = words.length > 0 ? words : [before.toLowerCase()];
  const isVague = !qualifiers.some((word) => keyQualifiers.has(word));
  const deciding = isVague ? words : wordsOf(name.slice(name.lastIndexOf('.') + 1));
  return deciding.some((word) => notKey.has(word)) ? undefined : { claim: 'key', isVague };
};

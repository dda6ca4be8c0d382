import { entropyOf } from '../keys/entropy.ts';
import { isMadeUp } from './made-up.ts';
import { noLiteral } from './no-literal.ts';
import type { Pair } from './pair.ts';
import { changes, isWordLike, wordShare } from './rarity.ts';
import type { Claim, SecretName } from './secret-name.ts';

/**
 * What makes a value a secret: that chance made it; that it is a password as people choose them; or that it is short, and its
 * name says so and nothing speaks against it.
 */
export type Evidence = 'random' | 'chosen' | 'short';

/** What makes the value of a pair a secret; undefined when it is none that is written out. */
export const judgePair = (pair: Pair, name: SecretName): Evidence | undefined =>
  speaksAgainst(pair, name) || noLiteral(pair.value) !== undefined || isMadeUp(pair.value, pair.name)
    ? undefined
    : judgeValue(pair, name);

/** What the place says, before the value is looked at. */
const speaksAgainst = ({ form, quoted, setting, value, name }: Pair, { claim }: SecretName): boolean => {
  if (form === 'comparison') return claim !== 'password';
  // `addPass('inline')` of a compiler, `runPass('gcm')`.
  if (form === 'argument' && claim === 'password') return !/passw|passphrase|pwd/i.test(name);
  // `PASS: test 12` of a log.
  if (!quoted && setting === 'prose' && /^x?pass$/i.test(name)) return true;
  // A symbol, an anchor, an alias, a tag, a block of YAML.
  if (!quoted && /^[:&*!|>]/.test(value)) return true;
  if (quoted || setting === 'settings') return false;
  if (/^\d+$/.test(value)) return true;
  // A bare word in code is an expression, unless no name would be spelled like that: then it is a line of a text.
  return (setting === 'code' || setting === 'data') && form === 'assignment' && !isKeyLike(value);
};

const judgeValue = ({ value, quoted }: Pair, { claim, isVague }: SecretName): Evidence | undefined => {
  if (/\s/.test(value)) return quoted ? judgeSpaced(value, claim) : undefined;
  // Names of constants and of kinds of tokens.
  if (claim !== 'password' && /^[A-Z]{1,15}$/.test(value)) return undefined;
  if (isRandom(value)) return isVague && !isKeyLike(value) ? undefined : 'random';
  if (isVague) return undefined;
  if (claim === 'password') return isPassword(value) ? 'chosen' : undefined;
  return isShortKey(value) ? 'short' : undefined;
};

/** Blanks are rare in passwords, usual in messages, and drawn like any other sign by generators of long keys. */
const judgeSpaced = (value: string, claim: Claim): Evidence | undefined => {
  if (value.length >= 40 && wordShare(value) < 0.15 && changes(value) > 0.5) return 'random';
  return claim === 'password' && isPassphrase(value) ? 'chosen' : undefined;
};

const leastKeyEntropy = 2.8;

/** Characters without order: letters that make no words, or digits among letters. */
export const isRandom = (value: string): boolean =>
  value.length >= 12 &&
  /^[\w+/=.~!@#$%^&*?:;|-]+$/.test(value) &&
  /[^0-9]/.test(value) &&
  wordShare(value) <= 0.4 &&
  entropyOf(value) > leastKeyEntropy;

/** Random, long, and of several kinds of characters: no name and no sentence looks like this. */
const isKeyLike = (value: string): boolean =>
  isRandom(value) &&
  value.length >= 16 &&
  /\d/.test(value) &&
  /[A-Za-z]/.test(value) &&
  (changes(value) > 0.2 || /^[0-9a-f]{32,}$/i.test(value));

const isShortKey = (value: string): boolean =>
  value.length >= 8 && wordShare(value) < 0.3 && /[a-z]|[A-Z].{0,100}\d|\d.{0,100}[A-Z]/.test(value);

/** People choose passwords: a few characters that are no word are enough, and so is a word with digits. */
export const isPassword = (value: string): boolean => {
  if (value.length >= 6 && /[A-Za-z]/.test(value) && /\d/.test(value)) return true;
  return value.length >= 4 && wordShare(value) < 0.45;
};

const isPassphrase = (value: string): boolean => {
  const pieces = value.trim().split(/\s+/);
  return (
    pieces.length <= 3 &&
    pieces.every((piece) => !isWordLike(piece.replace(/[^A-Za-z]/g, ''))) &&
    wordShare(value) < 0.2
  );
};

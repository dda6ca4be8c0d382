import type { GenericSecret } from './generic-detection.ts';
import { isRandom } from './judge-value.ts';
import { isMadeUp } from './made-up.ts';
import { noLiteral } from './no-literal.ts';
import { wordShare } from './rarity.ts';

const scheme = /(basic|bearer|ntlm|negotiate|apikey|token)[ \t]{1,3}["']?([A-Za-z0-9+/_.~-]{8,4000}={0,2})/iy;

/** The credentials behind the scheme of an Authorization header that stands at an offset. */
export const authorizationAt = (text: string, at: number): GenericSecret | undefined => {
  if (/[\w-]/.test(text[at - 1] ?? '')) return undefined;
  scheme.lastIndex = at;
  const match = scheme.exec(text);
  if (!match) return undefined;
  const [whole, name = '', value = ''] = match;
  const end = at + whole.length;
  const isBasic = name.toLowerCase() === 'basic';
  if (isBasic ? !isNameAndPassword(value, isInHeader(text, at)) : !isToken(value)) return undefined;
  const what = isBasic ? 'Name and password of an Authorization header' : 'Token of an Authorization header';
  return { value, start: end - value.length, end, evidence: 'random', what, guess: 1 };
};

const isInHeader = (text: string, at: number): boolean => /auth/i.test(text.slice(Math.max(0, at - 60), at));

const isNtlm = /^TlRMTVNTUAAD/;

/** Of the three messages of NTLM the third proves the password, to whoever guesses it offline. */
const isToken = (value: string): boolean =>
  isNtlm.test(value) || (noLiteral(value) === undefined && !isMadeUp(value, 'token') && isRandom(value));

/** `user:password` in base64. What decodes to words of documentation is documentation. */
const isNameAndPassword = (value: string, isHeader: boolean): boolean => {
  if (wordShare(value) > 0.5) return false;
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  const colon = decoded.indexOf(':');
  if (colon < 0)
    return isHeader && value.endsWith('=') && wordShare(value) < 0.4 && !isMadeUp(value, 'authorization');
  const [user, password] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
  return (
    /^[\x20-\xff]+$/.test(decoded) && !isMadeUp(password, user || 'password') && wordShare(password) < 0.5
  );
};

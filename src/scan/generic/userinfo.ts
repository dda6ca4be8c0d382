import type { GenericSecret } from './generic-detection.ts';
import { isRandom } from './judge-value.ts';
import { isMadeUp } from './made-up.ts';
import { noLiteral } from './no-literal.ts';
import { wordShare } from './rarity.ts';

const userinfo = /:\/\/([^\s:@/"'`<>?#,;|\\]{0,100}):([^\s@/"'`<>|\\]{1,200})@(?=[\w[$%*{-])/y;

/** The password in an address whose `://` stands at an offset, unless it is a hole or made up. */
export const userinfoAt = (text: string, at: number): GenericSecret | undefined => {
  if (!/[a-z]/i.test(text[at - 1] ?? '')) return undefined;
  userinfo.lastIndex = at;
  const match = userinfo.exec(text);
  if (!match) return undefined;
  const [whole, user = '', value = ''] = match;
  const end = at + whole.length - 1;
  if (noLiteral(value) !== undefined || isMadeUp(value, user || 'password') || wordShare(value) > 0.5)
    return undefined;
  const evidence = isRandom(value) ? 'random' : 'chosen';
  return { value, start: end - value.length, end, evidence, what: 'Password in an address', guess: 1 };
};

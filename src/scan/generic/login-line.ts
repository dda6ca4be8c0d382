import type { GenericSecret } from './generic-detection.ts';
import { isPassword, isRandom } from './judge-value.ts';
import { isMadeUp } from './made-up.ts';
import { noLiteral } from './no-literal.ts';

/** Lines of files that programs log in with. The only group is the password. */
const forms: readonly RegExp[] = [
  // .netrc: machine host login name password word, in any number of lines
  /machine\s{1,8}[\w.-]{1,200}\s{1,8}login\s{1,8}\S{1,200}\s{1,8}(?:account\s{1,8}\S{1,100}\s{1,8})?password\s{1,8}(\S{3,400})/iy,
  // .pgpass: host:port:database:name:password
  /:(?:\d{2,5}|\*):[\w*-]{1,100}:[\w*.-]{1,100}:([^\s:"'/]{3,200})(?=[ \t]*(?:[\r\n]|$))/y,
  // Redis and Memcached
  /(?:requirepass|masterauth)[ \t]{1,8}["']?([^\s"']{4,400})/iy,
];

/** The password of a line that begins with a word at an offset. */
export const loginAt = (text: string, at: number): GenericSecret | undefined => {
  for (const form of forms) {
    form.lastIndex = at;
    const match = form.exec(text);
    const value = match?.[1];
    if (!match || value === undefined) continue;
    if (noLiteral(value) !== undefined || isMadeUp(value, 'password') || !isPassword(value)) return undefined;
    const end = at + match[0].length;
    const evidence = isRandom(value) ? 'random' : 'chosen';
    return { value, start: end - value.length, end, evidence, what: 'Password of a login file', guess: 1 };
  }
  return undefined;
};

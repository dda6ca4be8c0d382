import type { GenericSecret } from './generic-detection.ts';
import { isPassword, isRandom } from './judge-value.ts';
import { isMadeUp } from './made-up.ts';
import { noLiteral } from './no-literal.ts';

/** How commands take a password, each from the word that the rule looks for. The only group is the password. */
const forms: readonly RegExp[] = [
  // curl -u name:password, --user name:password
  /curl[ \t][^\r\n|;]{0,400}?[ \t](?:-u|--user)[ \t=]?["']?[^\s:"'$<{]{1,100}:([^\s"'$<{]{3,200})/iy,
  // openssl … -passin pass:password
  /-pass(?:in|out|word)?[ \t]pass:([^\s"'$<]{3,200})/iy,
  /sshpass[ \t]{1,3}-p[ \t]?["']?([^\s"'$<]{3,200})/iy,
  // mysql -uroot -ppassword: there is no blank behind -p
  /mysql(?:dump|admin|import|sh)?[ \t][^\r\n|;]{0,200}?[ \t]-p["']?([^\s"'$<-][^\s"'$<]{2,200})/iy,
  /redis-cli[ \t][^\r\n|;]{0,200}?[ \t]-a[ \t]["']?([^\s"'$<]{3,200})/iy,
  // IDENTIFIED BY 'password', WITH PASSWORD 'password'
  /identified[ \t]{1,4}(?:with[ \t]{1,4}\w{1,40}[ \t]{1,4})?by[ \t]{1,4}(?:password[ \t]{1,4})?\\?["']([^"'\\\r\n]{3,200})\\?["']/iy,
  /password[ \t]{1,4}\\?'([^'\\\r\n]{3,200})\\?'[ \t]{0,4}(?:[;,"'`)]|valid|createdb|createrole|superuser|login|$)/iy,
];

/** The password that a command or an SQL statement is given, which begins at an offset. */
export const commandPasswordAt = (text: string, at: number): GenericSecret | undefined => {
  for (const form of forms) {
    form.lastIndex = at;
    const match = form.exec(text);
    const value = match?.[1];
    if (!match || value === undefined) continue;
    const start = at + match[0].lastIndexOf(value);
    if (noLiteral(value) !== undefined || isMadeUp(value, 'password') || !isPassword(value)) return undefined;
    const evidence = isRandom(value) ? 'random' : 'chosen';
    return { value, start, end: start + value.length, evidence, what: 'Password of a command', guess: 1 };
  }
  return undefined;
};

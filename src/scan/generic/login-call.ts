import type { GenericSecret } from './generic-detection.ts';
import { isPassword, isRandom } from './judge-value.ts';
import { isMadeUp } from './made-up.ts';
import { noLiteral } from './no-literal.ts';

/** How code logs in with a name and a password, each from the word that the rule looks for. The last group is the password. */
const forms: readonly RegExp[] = [
  // HTTPBasicAuth("name", "password"), new NetworkCredential("name", "password"), request.SetBasicAuth("name", "password")
  /(?:basic_?auth|networkcredential|usernamepasswordcredentials?|passwordauthentication|usernamepasswordauthenticationtoken)\([ \t]{0,4}(["'])([^"'\r\n]{1,100})\1[ \t]{0,4},[ \t]{0,4}@?(["'])([^"'\r\n]{3,200})\3/iy,
  // auth=("name", "password")
  /auth[ \t]{0,2}[=:][ \t]{0,2}[([][ \t]{0,4}(["'])([^"'\r\n]{1,100})\1[ \t]{0,4},[ \t]{0,4}(["'])([^"'\r\n]{3,200})\3[ \t]{0,4}[)\]]/iy,
  // mysqli_connect("host", "name", "password"), DriverManager.getConnection(url, "name", "password")
  /(?:mysqli?_connect|getconnection)\([^,\r\n]{1,200},[ \t]{0,4}(["'])([^"'\r\n]{1,100})\1[ \t]{0,4},[ \t]{0,4}(["'])([^"'\r\n]{3,200})\3/iy,
];

/** The password of a call that logs in, by its place among the arguments. */
export const loginCallAt = (text: string, at: number): GenericSecret | undefined => {
  for (const form of forms) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (!match) continue;
    const [whole, , user = '', , value = ''] = match;
    if (noLiteral(value) !== undefined || isMadeUp(value, user) || isMadeUp(value, 'password'))
      return undefined;
    if (!isPassword(value) || /\s/.test(value)) return undefined;
    const start = at + whole.lastIndexOf(value);
    const evidence = isRandom(value) ? 'random' : 'chosen';
    return {
      value,
      start,
      end: start + value.length,
      evidence,
      what: 'Password of a call that logs in',
      guess: 1,
    };
  }
  return undefined;
};

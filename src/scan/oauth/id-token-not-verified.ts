import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import { clientInput } from './client-input.ts';
import type { CodeFile } from './code-text.ts';
import { resultNames } from './held-names.ts';
import { exchangesCode } from './identity-calls.ts';
import { type Found, report } from './report.ts';
import { accountLookups, startsSession } from './sinks.ts';
import { seenFrom, type Unit, type UnitCall, unitsAround, unitText } from './unit.ts';

/**
 * A handler that opens an ID token which its caller sent, verifies nothing, and signs in whoever it names.
 * Quiet where the token comes from the token endpoint over TLS (OpenID Connect Core section 3.1.3.7 rule 6).
 */
export const judge: Judge = async (file, rule) => {
  const founds = new Map<number, Found>();
  for (const unit of await unitsAround(file, opensIdToken)) {
    const found = judgeUnit(unit);
    if (found && !founds.has(found.start)) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const decoder =
  /^(jwtDecode|jwt_decode|jwtdecode|decodeJwt|decodeJWT|decode_jwt|decodeToken|decode_token|decodeIdToken|decode_id_token|parseJwt|parse_jwt|parseJWT|decode|get_unverified_claims|parse|loads)$/;
const idToken = /(?<![a-z])id_?token|credential|identity_?token/i;

const opensIdToken = (call: CallSite, { facts, code }: CodeFile): boolean => {
  const name = call.callee.at(-1) ?? call.imported?.path.at(-1) ?? '';
  const argument = call.args[0]?.value;
  if (!argument || !decoder.test(name)) return false;
  const given = code.slice(argument.start, Math.min(argument.end, argument.start + 300));
  if (!idToken.test(given)) return false;
  const text = code.slice(call.start, Math.min(call.end, call.start + 600));
  // JSON.parse(atob(idToken.split('.')[1])): opened by hand.
  if (/^(parse|loads)$/.test(name)) return /atob|base64|b64decode/i.test(text);
  if (name !== 'decode') return true;
  const isJwt = /jwt|jose/i.test(`${call.callee.join('.')} ${call.imported?.module ?? ''}`);
  // PyJWT and python-jose verify in decode() unless told otherwise.
  const isOff = /verify_signature["']?\s{0,4}[:=]\s{0,4}False|verify\s{0,4}=\s{0,4}False/.test(text);
  return isJwt && (facts.language !== 'python' || isOff);
};

const judgeUnit = (unit: Unit): Found | undefined => {
  if (verifies.test(unitText(unit)) || exchangesCode(unit)) return undefined;
  const input = clientInput(unit);
  const decode = unit.calls.find(
    ({ scope, call }) => opensIdToken(call, unit) && input.has(scope, call.start, call.end),
  );
  return decode && signsIn(unit, decode) ? found(unit, decode) : undefined;
};

const verifies =
  /jwtVerify|(?<![\w$])verify_?\w{0,30}\s{0,2}\(|createRemoteJWKSet|PyJWKClient|tokeninfo|introspect/i;

const signsIn = (unit: Unit, decode: UnitCall): boolean => {
  const place = seenFrom(decode);
  return (
    startsSession(unit, place.start) ||
    accountLookups(unit, resultNames(unit, [place, decode.call])).length > 0
  );
};

const found = (unit: Unit, decode: UnitCall): Found => {
  const { start, end } = decode.call;
  return {
    start,
    end,
    identity: ['id-token-not-verified', unit.root.name ?? ''],
    message:
      'Opens an ID token that the caller sent without verifying it: anybody can write one that names another person, and is signed in as that person.',
  };
};

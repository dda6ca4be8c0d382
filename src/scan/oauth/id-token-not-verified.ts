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
  return decode && signsIn(unit, decode) ? found(unit, decode) : toldToServer(unit);
};

/** A page that opens the token and tells its server the claims instead of the token: the server has nothing to verify. */
const toldToServer = (unit: Unit): Found | undefined => {
  const decode = unit.calls.find(({ call }) => opensIdToken(call, unit));
  if (!decode || unit.facts.language === 'python') return undefined;
  const claims = resultNames(unit, [decode.call]);
  const post = unit.calls.find(({ scope, call }) => {
    const open = unit.code.indexOf('(', call.start);
    const text = unit.code.slice(open, Math.min(call.end, open + 2000));
    return isLoginPost(call, text) && claims.has(scope, open, Math.min(call.end, open + 2000));
  });
  return (
    post && {
      start: post.call.start,
      end: post.call.end,
      severity: 'medium',
      identity: ['id-token-not-verified', 'told', unit.root.name ?? ''],
      message:
        'Tells the server who signed in by claims that the page has read out itself: anybody can send the address of another person, and is signed in as that person.',
      fix: 'Send the token itself, `post("/login", { credential })`, and let the server verify it: `client.verifyIdToken({ idToken: credential, audience: CLIENT_ID })`.',
    }
  );
};

const isLoginPost = ({ callee }: CallSite, text: string): boolean =>
  /^(?:post|put|fetch|axios|request|\$fetch|mutate)$/.test(callee.at(-1) ?? '') &&
  /["'`/](?:\w{1,30}\/){0,3}\w{0,20}(?:log_?in|auth|sign_?in|sign_?up|session|register|google|users?)\w{0,20}["'`/?]/i.test(
    text.slice(0, 200),
  ) &&
  !/credential(?!s?["'`]?\s{0,4}:\s{0,4}["'`](?:include|same))|(?<![a-z])id_?token|jwt\b/i.test(text);

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

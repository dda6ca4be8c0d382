import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import type { CodeFile } from './code-text.ts';
import { resultNames } from './held-names.ts';
import { type Found, report } from './report.ts';
import { accountLookups, startsSession } from './sinks.ts';
import { textAt, type Unit, type UnitCall, unitsAround, unitText } from './unit.ts';

/** Code that opens an access token without verifying it and takes from it who the person is. */
export const judge: Judge = async (file, rule) => {
  const founds = new Map<number, Found>();
  for (const unit of await unitsAround(file, isDecodeOfAccessToken)) {
    for (const decode of unit.calls.filter(({ call }) => isDecodeOfAccessToken(call, unit))) {
      const found = judgeDecode(unit, decode);
      if (found && !founds.has(found.start)) founds.set(found.start, found);
    }
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const decoder =
  /^(jwtDecode|jwt_decode|jwtdecode|decodeJwt|decodeJWT|decode_jwt|decodeToken|decode_token|parseJwt|parse_jwt|parseJWT|decodeAccessToken|decode|get_unverified_claims)$/;
const accessToken = /access_?token(?!_?(?:secret|url|uri|expir|payload|claims|endpoint))/i;

const isDecodeOfAccessToken = (call: CallSite, { facts, code }: CodeFile): boolean => {
  const name = call.callee.at(-1) ?? call.imported?.path.at(-1) ?? '';
  const text = code.slice(call.start, Math.min(call.end, call.start + 600));
  const argument = call.args[0]?.value;
  if (
    !argument ||
    !accessToken.test(code.slice(argument.start, Math.min(argument.end, argument.start + 300)))
  )
    return false;
  // JSON.parse(atob(accessToken.split('.')[1])): opened by hand.
  if (/^(parse|loads)$/.test(name)) return /atob|base64|b64decode/i.test(text);
  if (!decoder.test(name)) return false;
  // PyJWT and python-jose verify in decode() unless told otherwise.
  const verifies =
    facts.language === 'python' &&
    name === 'decode' &&
    !/verify_signature["']?\s{0,4}[:=]\s{0,4}False|verify\s{0,4}=\s{0,4}False/.test(text);
  return (
    !verifies &&
    (name !== 'decode' || /jwt|jose|token/i.test(`${call.callee.join('.')} ${call.imported?.module ?? ''}`))
  );
};

const judgeDecode = (unit: Unit, decode: UnitCall): Found | undefined => {
  if (verifiesToken(unit)) return undefined;
  const claim = identityClaim(unit, decode);
  if (!claim) return undefined;
  const { call } = decode;
  const decides =
    startsSession(unit, call.start) || accountLookups(unit, resultNames(unit, [call])).length > 0;
  return {
    start: call.start,
    end: call.end,
    message: `Takes "${claim}" out of an access token that is addressed to the API, not to this program, and that nobody has verified here.`,
    identity: ['access-token-decoded-for-identity', unit.root.name ?? '', claim],
    ...(decides ? {} : { severity: 'low' as const }),
  };
};

const verifiesToken = (unit: Unit): boolean =>
  /jwtVerify|(?<![\w$])verify\w{0,30}\s{0,2}\(|introspect|createRemoteJWKSet|PyJWKClient/i.test(
    unitText(unit),
  );

const claimRead =
  /(?:\.|\[["'])(sub|email|preferred_username|upn|oid|unique_name|username|user_id|userId|name)\b/;
const claimTaken =
  /\{[^{}]{0,200}?(?<![\w$])(sub|email|preferred_username|upn|oid|unique_name|username|user_id|userId|name)(?![\w$])[^{}]{0,200}\}\s{0,4}=\s{0,4}$/;

/** The first claim about a person that is read from what the decoder gave. */
const identityClaim = (unit: Unit, { scope, call }: UnitCall): string | undefined => {
  const behind = unit.code.slice(call.end, call.end + 60);
  const direct = new RegExp(`^[\\s)!?]{0,10}(?:as \\w{1,40}\\s?\\)?)?\\s{0,4}${claimRead.source}`).exec(
    behind,
  )?.[1];
  const before = unit.code
    .slice(Math.max(scope.start, call.start - 300), call.start)
    .replace(/await\s{1,4}$/, '');
  const taken = claimTaken.exec(before)?.[1];
  return direct ?? taken ?? claimOfNames(unit, scope, call);
};

const claimOfNames = (unit: Unit, scope: UnitCall['scope'], call: CallSite): string | undefined => {
  const names = unit.bounds
    .filter(({ value }) => value.start <= call.start && value.end >= call.end)
    .map(({ name }) => name);
  const text = textAt(unit, scope);
  for (const name of names) {
    const read = new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\??${claimRead.source}`).exec(text);
    const taken = new RegExp(
      `${claimTaken.source.replace(/\$$/, '')}${name.replace(/\$/g, '\\$')}(?![\\w$.(])`,
    ).exec(text);
    const got = new RegExp(
      `(?<![\\w$.])${name.replace(/\$/g, '\\$')}\\.get\\(["'](sub|email|preferred_username|upn|oid|username|user_id|name)["']`,
    ).exec(text);
    const claim = read?.[1] ?? taken?.[1] ?? got?.[1];
    if (claim) return claim;
  }
  return undefined;
};

import type { CallSite, FunctionSite } from '../code/facts.ts';
import { type HeldNames, heldNames, resultNames } from './held-names.ts';
import { exchangesCode, isUserinfoCall } from './identity-calls.ts';
import { seenFrom, type Unit } from './unit.ts';

/** What a provider says about a person: `profile` of a verify callback, claims of an ID token, an answer of userinfo. */
export const providerIdentity = (unit: Unit): HeldNames | undefined => {
  if (isVerifyCallback(unit.root))
    return heldNames(unit, {
      isSource: ({ scope, text }) =>
        !scope.via &&
        /(?<![\w$.])(?:profile|userProfile|googleProfile|claims|user_?info)(?![\w$])/.test(text),
    });
  const calls = unit.calls.filter(({ call }) => isUserinfoCall(call, unit) || givesClaims(call));
  const isLogin =
    calls.length > 0 &&
    (exchangesCode(unit) ||
      calls.some(({ call }) => givesClaims(call)) ||
      /login|sign_?in|auth|callback|oauth|sso/i.test(unit.root.name ?? ''));
  return isLogin
    ? resultNames(
        unit,
        calls.flatMap((one) => [one.call, seenFrom(one)]),
      )
    : undefined;
};

/** Passport's `(accessToken, refreshToken, profile, done)`, and Auth.js's `signIn({ user, account, profile })`. */
export const isVerifyCallback = ({ name, params }: FunctionSite): boolean => {
  if (name === 'signIn' && /^\{[^}]*\bprofile\b/.test(params[0] ?? '')) return true;
  const takesProfile = params.some((param) =>
    /^(profile|userProfile|googleProfile|claims|user_?info)$/.test(param),
  );
  return (
    params.length >= 3 &&
    takesProfile &&
    /^(done|cb|callback|next|verified|verify)$/.test(params.at(-1) ?? '')
  );
};

/** Whether a call gives back what an ID token says. */
export const givesClaims = ({ callee, imported }: CallSite): boolean =>
  /^(verifyIdToken|verify_oauth2_token|verify_firebase_token|parse_id_token|authorize_access_token|claims|getPayload)$/.test(
    callee.at(-1) ?? imported?.path.at(-1) ?? '',
  );

/** Whether a unit reads what says that a provider has verified the address. */
export const readsEmailVerified = (text: string): boolean =>
  /email_?verified|verified_?email|emails?(?:\[0\])?\??\.verified|xms_edov/i.test(text);

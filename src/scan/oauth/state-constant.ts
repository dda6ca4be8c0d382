import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { type Found, report } from './report.ts';
import { around } from './search.ts';
import { constantTextOf, groupsIn, type KeyedValue } from './settings-in-code.ts';

/** An authorization request whose `state` is the same for everybody, and that has no PKCE to bind the answer instead. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source) return [];
  const founds = new Map<number, Found>();
  for (const found of [...inAddresses(source), ...inCalls(source)]) {
    const near = around(source.code, found.start, found.end, 1200);
    const isBound = /code_challenge|pkce|code_?verifier/i.test(near);
    const isNative =
      /wg:oauth:2\.0:oob|redirect_?ur[il]["']?\s{0,4}[:=]\s{0,4}["'`]http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)/i.test(
        near,
      );
    if (!isBound && !isNative) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const found = ({ start, end }: { start: number; end: number }): Found => ({
  start,
  end,
  message:
    'The state of this authorization request is a constant, so an attacker knows the state of every login.',
  identity: ['state-constant'],
});

/** `https://.../authorize?client_id=...&state=xyz` with the state written out. */
const inAddresses = ({ code, facts }: CodeFile): Found[] =>
  facts.texts.flatMap(({ start, end }) => {
    const text = code.slice(start, end);
    const state = /[?&]state=[\w.~-]{1,80}(?=[&"'`#]|$)/.exec(text);
    if (!state || text.length > 4000 || !/client_id=|response_type=/.test(around(code, start, end, 300)))
      return [];
    return [found({ start: start + state.index + 1, end: start + state.index + state[0].length })];
  });

const authorizeCall =
  /^(authenticate|authorizationUrl|authorization_url|buildAuthorizationUrl|generateAuthUrl|authorizeURL|getAuthorizationUrl|getAuthorizeUrl|getAuthCodeUrl|authorize_redirect|create_authorization_url|createAuthorizationURL|get_authorization_request_url|authorizeUrl)$/;
const requestKeys =
  /^(redirect_?uri|response_?type|client_?id|callback_?url|authorization_?url|access_?type|scopes?)$/i;

const inCalls = (source: CodeFile): Found[] =>
  source.facts.calls.flatMap((call) => {
    const isAuthorize = authorizeCall.test(call.callee.at(-1) ?? '');
    const states = groupsIn(call).flatMap((group) =>
      isAuthorize || group.filter(({ key }) => requestKeys.test(key)).length >= 2
        ? group.filter((entry) => entry.key === 'state' && isConstant(source, call, entry))
        : [],
    );
    return [...states.map(found), ...(setsConstantState(source, call) ? [found(call)] : [])];
  });

const isConstant = ({ facts }: CodeFile, call: CallSite, { value }: KeyedValue): boolean =>
  value.kind !== 'env' && constantTextOf(facts, value, call.within) !== undefined;

/** `params.set('state', 'xyz')` among the other parameters of an authorization request. */
const setsConstantState = ({ facts, code }: CodeFile, call: CallSite): boolean => {
  const [key, value] = call.args.map((arg) => arg.value);
  if (
    !/^(set|append)$/.test(call.callee.at(-1) ?? '') ||
    key?.kind !== 'literal' ||
    key.value !== 'state' ||
    !value
  )
    return false;
  return (
    constantTextOf(facts, value, call.within) !== undefined &&
    /response_type|redirect_uri/.test(around(code, call.start, call.end, 800))
  );
};

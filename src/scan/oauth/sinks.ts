import type { CallSite } from '../code/facts.ts';
import { indexOf, inside } from './code-index.ts';
import { type HeldNames, resultNames } from './held-names.ts';
import { seenFrom, type Unit, type UnitCall, wholeCall } from './unit.ts';

/** Whether a handler signs somebody in by what a call answered: it looks up an account with it, or starts a session after it. */
export const signsIn = (unit: Unit, ask: UnitCall): boolean => {
  const place = seenFrom(ask);
  return (
    startsSession(unit, place.start) || accountLookups(unit, resultNames(unit, [place, ask.call])).length > 0
  );
};

/** Whether a unit starts a session or issues the application's own token at or after an offset. */
export const startsSession = (unit: Unit, after: number): boolean =>
  unit.calls.some((one) => seenFrom(one).start >= after && isSessionCall(unit, one.call)) ||
  unit.scopes.some((scope) =>
    inside(indexOf(unit.facts).assignments, scope).some(
      ({ target, start }) => start >= after && isSessionMember(target),
    ),
  );

const isSessionMember = (target: readonly string[]): boolean =>
  target.slice(0, -1).some((name) => /^(session|sess)$/.test(name)) &&
  sessionMember.test(target.at(-1) ?? '');

/** What of a session says that somebody is signed in. */
const sessionMember =
  /user|uid|account|auth|logged|login|email|member|passport|identity|person|profile|token$|^(?:id|sub|me)$/i;

const sessionCall =
  /(?:^|\.)(?:login_user|log_?in|loginUser|signInUser|create_?custom_?token|for_user|create_access_token|createSession|create_session|setSession|set_session|startSession|set_cookie|setCookie|SignJWT|set_access_cookies|authenticateUser)$/i;
const tokenMaker =
  /(?:^|\.)(?:sign|issue|create|generate|make|build|mint|gen|new|start)_?(?:\w{1,20}_?)??(?:jwt|session|token|tokens)(?:For\w{0,20}|_for_\w{0,20})?$/i;
const otherToken = /csrf|xsrf|random|state|nonce|reset|verif|invite|exchange|upload/i;

const isSessionCall = (unit: Unit, call: CallSite): boolean => {
  const name = call.callee.join('.') || (call.imported?.path.join('.') ?? '');
  if (/(?:^|\.)(?:sign|encode)$/.test(name))
    return /jwt|jsonwebtoken|jose/i.test(`${name} ${call.imported?.module ?? ''}`);
  if (/(?:^|\.)cookies?(?:\.set)?$/i.test(name))
    return /session|token|jwt|auth|(?<![a-z])sid\b/i.test(argsText(unit, call));
  return sessionCall.test(name) || (tokenMaker.test(name) && !otherToken.test(name));
};

const argsText = (unit: Unit, call: CallSite): string =>
  call.args
    .map(({ value }) => unit.code.slice(value.start, Math.min(value.end, value.start + 200)))
    .join(' ');

/** The calls of a unit that look up or make an account by a value that was handed on. */
export const accountLookups = (unit: Unit, identity: HeldNames): readonly UnitCall[] =>
  unit.calls.filter(
    (one) => isAccountCall(one.call) && readsIdentity(unit, one, identity) && !readsSignedIn(unit, one.call),
  );

const lookupVerb =
  /(?:^|[._]|[a-z])(?:[Ff]ind|[Gg]et|[Uu]psert|[Cc]reate|[Ll]ookup|[Ll]oad|[Ee]nsure|[Ff]ilter|[Ff]irst|[Ss]elect|[Ww]here|[Qq]uery|[Ii]nsert|[Ss]ave|[Rr]egister|[Bb]y)(?:$|[A-Z_.])/;
const person =
  /(?:users?|accounts?|members?|customers?|players?|employees?|identit(?:y|ies)|people|person)(?![a-z]|_?info)/i;
const personTable = /\b(?:from|into|update)\s{1,8}["`]?\w{0,30}(?:users?|accounts?|members?|customers?)\b/i;

const isAccountCall = (call: CallSite): boolean => {
  const name = [...call.callee, ...call.chain.map((link) => link.name)].join('.');
  if (!lookupVerb.test(name)) return false;
  const first = call.args[0]?.value;
  const table =
    first?.kind === 'literal' && typeof first.value === 'string' ? first.value.slice(0, 2000) : '';
  // SQLAlchemy and TypeORM name the class: `session.query(User)`, `manager.findOne(User, ...)`.
  const model = first?.kind === 'name' ? (first.path.at(-1) ?? '') : '';
  return (
    person.test(name) ||
    personTable.test(table) ||
    /^\w{0,20}(?:users|accounts|members|customers)$/i.test(table) ||
    (/^[A-Z]/.test(model) && person.test(model))
  );
};

/** An account that is signed in already and gets another one linked. */
const readsSignedIn = (unit: Unit, call: CallSite): boolean =>
  /(?<![\w$.])(?:req|request|ctx|ctx\.state|c|self\.request|res\.locals|g)\.(?:user|auth|userId|user_id|session)\b|current_?user\b/i.test(
    unit.code.slice(call.start, Math.min(wholeCall(call).end, call.start + 1500)),
  );

const readsIdentity = (unit: Unit, { scope, call }: UnitCall, identity: HeldNames): boolean => {
  const open = unit.code.indexOf('(', call.start);
  return open >= 0 && identity.has(scope, open, wholeCall(call).end);
};

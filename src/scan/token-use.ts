import type { TokenUse } from '../rules/schema/lifetime.ts';
import type { CallSite, CodeFacts, Value } from './code/facts.ts';

/** Reset links, invitations and the like live by other rules than what opens an API. */
const singleUse =
  /reset|invit|unsubscri|activat|magic|verification|confirmation|one_?time|(?:verif|confirm)\w{0,12}_?(?:e?mail|account|phone|address|link|user_?email)|(?:e?mail|account|phone)_?(?:verif|confirm)/i;
/** What a client proves itself with at a token endpoint. Providers set its life: Apple takes client secrets of six months. */
const clientProof = /client_?(?:secret|assertion)/i;
/** In a claim that says what a token is for, shorter words will do. */
const singleUseClaim = /verif|confirm|reset|invit|unsubscri|activat|magic|otp|download|mfa|2fa/i;
const claims = new Set([
  'purpose',
  'type',
  'typ',
  'token_type',
  'tokenType',
  'use',
  'action',
  'scope',
  'kind',
  'aud',
  'sub',
]);

/**
 * What a token is for, as far as the words around the call tell: function names, the statement, the names of its arguments and a claim that says so.
 * @param usual - what the library's tokens are for.
 */
export const tokenUse = (
  facts: CodeFacts,
  call: CallSite,
  text: string,
  usual: TokenUse,
): TokenUse | 'single-use' => {
  const around = functionNames(facts, call);
  // Not among the arguments: a client secret may be the key that signs.
  if (around.some((name) => clientProof.test(name))) return 'single-use';
  const words = wordsAround(call, text, around);
  const claimed = claimsIn(facts, call);
  if (singleUse.test(words) || singleUseClaim.test(claimed)) return 'single-use';
  return usual === 'access' && /refresh/i.test(`${words} ${claimed}`) ? 'refresh' : usual;
};

const functionNames = (facts: CodeFacts, call: CallSite): string[] => {
  const names: string[] = [];
  for (let at = call.within; at >= 0; at = facts.functions[at]?.parent ?? -1)
    names.push(facts.functions[at]?.name ?? '');
  return names;
};

const wordsAround = (call: CallSite, text: string, names: readonly string[]): string => {
  const before = text.slice(Math.max(0, call.start - 120), call.start);
  const statement = before.slice(before.lastIndexOf('\n') + 1);
  return [...names, withoutMembers(statement), ...call.args.flatMap(({ value }) => namesIn(value, 0))].join(
    ' ',
  );
};

// A statement may be a whole function on one line; what stands before the last brace or semicolon is another one.
const withoutMembers = (statement: string): string =>
  statement.slice(Math.max(statement.lastIndexOf(';'), statement.lastIndexOf('}')) + 1);

const namesIn = (value: Value, depth: number): readonly string[] => {
  if (depth > 3) return [];
  const inner = (one: Value): readonly string[] => namesIn(one, depth + 1);
  switch (value.kind) {
    case 'name':
      return [value.path.join('.')];
    case 'env':
      return [value.name];
    case 'fallback':
      return [...inner(value.first), ...inner(value.second)];
    case 'binary':
      return [...inner(value.left), ...inner(value.right)];
    case 'object':
      return value.entries.filter(({ key }) => /exp/i.test(key)).flatMap((entry) => inner(entry.value));
    case 'call':
      return value.call.args.flatMap((one) => [one.keyword ?? '', ...inner(one.value)]);
    default:
      return [];
  }
};

const claimsIn = (facts: CodeFacts, call: CallSite): string =>
  call.args
    .map(({ value }) =>
      value.kind === 'name' ? (facts.constants.get(value.path.join('.')) ?? value) : value,
    )
    .flatMap((value) => (value.kind === 'object' ? value.entries : []))
    .flatMap(({ key, value }) => (claims.has(key) && value.kind === 'literal' ? [String(value.value)] : []))
    .join(' ');

import type { CodeFacts, Value } from './code/facts.ts';
import { settled } from './code/resolve.ts';
import { fold, type Place } from './fold.ts';
import { localResult } from './local-result.ts';

/** A secret that is written in the code. */
export interface SecretLiteral {
  readonly text: string;
  /** Where it is written, quotes included. */
  readonly start: number;
  readonly end: number;
  /** The environment variable that it stands in for, when it is only a fallback. */
  readonly variable: string | undefined;
}

/**
 * The text that is the secret when nothing else is set: a literal, a constant, the fallback of an environment variable, or one of
 * these turned into bytes.
 */
export const secretLiteral = (value: Value, facts: CodeFacts, within: number): SecretLiteral | undefined =>
  secretIn(value, { names: facts, within }, 0);

const secretIn = (given: Value, place: Place, depth: number): SecretLiteral | undefined => {
  if (depth > 8) return undefined;
  const value = settled(place.names, given, place.within);
  const inner = (one: Value | undefined): SecretLiteral | undefined => one && secretIn(one, place, depth + 1);
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'string' ? found(value.value, value, undefined) : undefined;
    case 'template':
    case 'binary':
      return folded(value, place);
    case 'fallback':
      return withVariable(inner(value.second), value.first);
    case 'env':
      return withVariable(inner(value.otherwise), value);
    case 'call':
      return inner(turnedIntoBytes(value)) ?? returned(value, place, depth);
    case 'unknown':
      return inner(value.returns) ?? withoutVariable(value, inner);
    default:
      return undefined;
  }
};

/** `.signWith(signingKey())`, where a method of this file makes the key. */
const returned = (
  value: Value & { kind: 'call' },
  place: Place,
  depth: number,
): SecretLiteral | undefined => {
  const result = localResult(place.names, value.call);
  return result && secretIn(result.value, { ...place, within: result.within }, depth + 1);
};

/** `key := os.Getenv(K); if key == "" { key = "…" }`: the text stands in for the variable. */
const withoutVariable = (
  { isVariable, choices = [] }: Value & { kind: 'unknown' },
  inner: (one: Value) => SecretLiteral | undefined,
): SecretLiteral | undefined => {
  const outside = isVariable ? choices.find(({ kind }) => kind === 'env') : undefined;
  const secret = outside && choices.map(inner).find((one) => one && one.text !== '');
  return secret && outside && withVariable(secret, outside);
};

const found = (text: string, { start, end }: Value, variable: string | undefined): SecretLiteral => ({
  text,
  start,
  end,
  variable,
});

const folded = (value: Value, place: Place): SecretLiteral | undefined => {
  const known = fold(value, place);
  return typeof known?.value === 'string' && !known.fromEnvDefault
    ? found(known.value, value, undefined)
    : undefined;
};

const withVariable = (secret: SecretLiteral | undefined, first: Value): SecretLiteral | undefined =>
  secret && { ...secret, variable: secret.variable ?? (first.kind === 'env' ? first.name : 'another value') };

const wrappers = new Set([
  'Buffer.from',
  'createSecretKey',
  'crypto.createSecretKey',
  'base64url.decode',
  'str',
  'bytes',
  'String',
  'config',
  'Key',
  'base64_decode',
  'Base64.decode64',
  'Base64.strict_decode64',
  'InMemory.plainText',
  'InMemory.base64Encoded',
]);

/** The same in other languages, by the last two parts of what is called. */
const converters = new Set(
  [
    'hmacShaKeyFor SecretKeySpec OctetSequenceKey HMAC256 HMAC384 HMAC512 MACSigner MACVerifier HmacKey',
    'BASE64.decode BASE64URL.decode BASE64.encode DatatypeConverter.parseBase64Binary Base64.decode',
    'StdEncoding.DecodeString URLEncoding.DecodeString RawURLEncoding.DecodeString RawStdEncoding.DecodeString hex.DecodeString',
    'SymmetricSecurityKey SigningCredentials UTF8.GetBytes ASCII.GetBytes Unicode.GetBytes Default.GetBytes',
    'Convert.FromBase64String Convert.FromHexString Base64UrlEncoder.DecodeBytes',
  ].flatMap((names) => names.split(' ')),
);

/** `new TextEncoder().encode('x')`, `Buffer.from('x')`, `'x'.encode()`, `config('X', default='x')`. */
const turnedIntoBytes = ({ call }: Value & { kind: 'call' }): Value | undefined => {
  const [link] = call.chain;
  if (call.callee.at(-1) === 'TextEncoder') return link?.name === 'encode' ? link.args[0]?.value : undefined;
  if (converters.has(call.callee.at(-1) ?? '') || converters.has(call.callee.slice(-2).join('.')))
    return call.args[0]?.value;
  // Base64.getDecoder().decode("…")
  if (link?.name === 'decode' && call.callee.join('.') === 'Base64.getDecoder') return link.args[0]?.value;
  if (wrappers.has(call.callee.join('.'))) {
    return (
      call.args.find(({ keyword }) => keyword === 'default')?.value ??
      (call.callee[0] === 'config' ? undefined : call.args[0]?.value)
    );
  }
  if ((call.callee.at(-1) === 'encode' || call.callee.at(-1) === 'getBytes') && call.callee.length > 1) {
    return { kind: 'name', path: call.callee.slice(0, -1), start: call.start, end: call.end };
  }
  const { calleeValue } = call;
  return calleeValue.kind === 'unknown' &&
    (calleeValue.member === 'encode' || calleeValue.member === 'getBytes')
    ? calleeValue.of
    : undefined;
};

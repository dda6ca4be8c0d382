import { closest } from '../core/closest.ts';
import { charsOf } from './char-class.ts';
import { crc32Base62 } from './checksum.ts';
import { type SampleSignature, sampleJwt } from './sample-jwt.ts';
import { type PemKind, pemKinds, samplePem } from './sample-pem.ts';
import { type Placeholder, readPlaceholder } from './sample-placeholder.ts';
import { randomText, type SampleRandom, sampleRandom } from './sample-random.ts';
import { nearMiss, type SampleRule, sampleToken } from './sample-token.ts';

export { sampleClock } from './sample-jwt.ts';

export interface SampleOptions {
  /** The same seed gives the same text (PEM keys apart, which are made afresh). */
  readonly seed?: string;
  /** Looks up a token rule, for `<token:keys/...>` and `<near:keys/...>`. */
  readonly ruleOf?: (id: string) => SampleRule | undefined;
}

export interface ExpandedSample {
  readonly text: string;
  /** Placeholders that could not be expanded, in sentences; they stand in `text` as they were. */
  readonly problems: readonly string[];
  /** What was put in, in order: what a report must not show. */
  readonly values: readonly string[];
}

/**
 * Replaces the placeholders of an example by values that look real.
 *
 * `<alnum:36>` `<hex:40>` `<HEX:8>` `<digits:12>` `<upper:16>` `<lower:16>` `<base62:30>` `<base64:40>` `<base64url:43>`
 * `<chars:A-Z2-7:16>` `<text:as-it-is>` · `<token:keys/id>` `<near:keys/id>` · `<crc32-base62>` (over the letters and digits before it) ·
 * `<pem:rsa-2048>` `<pem-line:pkcs8>` (one line, `\n` escaped)
 * `<pem-bare:pkcs8>` (the base64 alone) · `<jwt {header} {payload}>` `<jwt-unsigned {h} {p}>`
 * `<jwt-hs256:secret {h} {p}>`.
 */
export const expandSample = (text: string, options: SampleOptions = {}): ExpandedSample => {
  const problems: string[] = [];
  const values: string[] = [];
  let out = '';
  let at = 0;
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', Math.max(at, open + 1))) {
    const placeholder = readPlaceholder(text, open, Object.keys(expanders));
    if (!placeholder) continue;
    out += text.slice(at, open);
    const random = sampleRandom(
      `${options.seed ?? 'sample'}:${open}:${placeholder.name}:${placeholder.argument}`,
    );
    const value = expanded(placeholder, out, random, options);
    if ('problem' in value) problems.push(value.problem);
    else values.push(value.text);
    out += 'problem' in value ? text.slice(open, placeholder.end) : value.text;
    at = placeholder.end;
  }
  return { text: out + text.slice(at), problems, values };
};

type Value = { readonly text: string } | { readonly problem: string };
type Expander = (
  placeholder: Placeholder,
  before: string,
  random: SampleRandom,
  options: SampleOptions,
) => Value;

const expanded = (
  placeholder: Placeholder,
  before: string,
  random: SampleRandom,
  options: SampleOptions,
): Value => {
  const expander = expanders[placeholder.name];
  if (expander) return expander(placeholder, before, random, options);
  const meant = closest(placeholder.name, Object.keys(expanders));
  return {
    problem: `unknown placeholder <${placeholder.name}:...>${meant ? `; did you mean <${meant}:...>?` : ''}`,
  };
};

const run =
  (chars: string): Expander =>
  ({ name, argument }, _, random) => {
    const length = Number(argument);
    const isLength = Number.isInteger(length) && length > 0 && length <= 10_000;
    return isLength
      ? { text: randomText(random, charsOf(chars), length) }
      : { problem: `<${name}:...> needs a length` };
  };

const tokenOf =
  (make: (rule: SampleRule, random: SampleRandom) => string): Expander =>
  ({ name, argument }, _, random, { ruleOf }) => {
    const rule = ruleOf?.(argument);
    return rule ? { text: make(rule, random) } : { problem: `<${name}:${argument}> names no token rule` };
  };

const pem =
  (write: (pem: string, before: string) => string): Expander =>
  ({ name, argument }, before, random) => {
    const kind = pemKinds.find((one): one is PemKind => one === argument);
    return kind
      ? { text: write(samplePem(kind, random), before) }
      : { problem: `<${name}:${argument}>: known kinds are ${pemKinds.join(', ')}` };
  };

/** A PEM in an indented block keeps the block's indentation. */
const indentedAs = (text: string, before: string): string => {
  const indent = /(?:^|\n)([ \t]*)$/.exec(before)?.[1] ?? '';
  return text.replaceAll('\n', `\n${indent}`);
};

const jwt =
  (signatureOf: (argument: string) => SampleSignature): Expander =>
  ({ name, argument, objects }, _, random) => {
    const [header, payload] = objects;
    if (header === undefined || payload === undefined)
      return { problem: `<${name} ...> needs a header and a payload` };
    try {
      return { text: sampleJwt(header, payload, signatureOf(argument), random) };
    } catch (error) {
      if (error instanceof SyntaxError)
        return { problem: `<${name} ...>: the header or the payload is not JSON` };
      throw error;
    }
  };

const expanders: Readonly<Record<string, Expander>> = {
  alnum: run('A-Za-z0-9'),
  base62: run('A-Za-z0-9'),
  base64: run('A-Za-z0-9+/'),
  base64url: run('A-Za-z0-9_-'),
  hex: run('0-9a-f'),
  HEX: run('0-9A-F'),
  digits: run('0-9'),
  upper: run('A-Z'),
  lower: run('a-z'),
  chars: ({ argument }, before, random, options) => {
    const [, chars = '', length = ''] = /^(.+):(\d+)$/.exec(argument) ?? [];
    if (chars === '') return { problem: `<chars:${argument}> needs a class and a length: <chars:A-Z2-7:16>` };
    return run(chars)({ name: 'chars', argument: length, objects: [], end: 0 }, before, random, options);
  },
  // Splits a value that is documented, so that no file holds it in one piece.
  text: ({ argument }) => ({ text: argument }),
  token: tokenOf(sampleToken),
  near: tokenOf(nearMiss),
  'crc32-base62': (_, before) => ({ text: crc32Base62(/[A-Za-z0-9]*$/.exec(before)?.[0] ?? '') }),
  pem: pem(indentedAs),
  'pem-bare': pem((text) => text.replace(/-----[A-Z ]{1,40}-----|\n/g, '')),
  'pem-line': pem((text) => text.replaceAll('\n', '\\n')),
  jwt: jwt(() => ({ kind: 'noise' })),
  'jwt-unsigned': jwt(() => ({ kind: 'none' })),
  'jwt-hs256': jwt((secret) => ({ kind: 'hs256', secret })),
};

import { createHmac } from 'node:crypto';
import { charsOf } from './char-class.ts';
import { randomText, type SampleRandom } from './sample-random.ts';

/** The moment at which every sample is made; tests scan at the same one. */
export const sampleClock = new Date('2026-01-15T12:00:00Z');

/** How a sample JWT is closed: by noise, by nothing, or by a true HS256 signature. */
export type SampleSignature =
  | { readonly kind: 'noise' | 'none' }
  | { readonly kind: 'hs256'; readonly secret: string };

/**
 * A JWT of the given header and payload, both JSON texts. `{{now}}`, `{{now+3600}}` and `{{now-60}}` in them stand for
 * epoch seconds by `sampleClock`.
 * @throws SyntaxError when one is not JSON.
 */
export const sampleJwt = (
  header: string,
  payload: string,
  signature: SampleSignature,
  random: SampleRandom,
): string => {
  const signed = [header, payload]
    .map((json) => base64url(JSON.stringify(JSON.parse(atClock(json)))))
    .join('.');
  return `${signed}.${signatureOf(signed, signature, random)}`;
};

const signatureOf = (signed: string, signature: SampleSignature, random: SampleRandom): string => {
  if (signature.kind === 'none') return '';
  if (signature.kind === 'hs256')
    return createHmac('sha256', signature.secret).update(signed).digest('base64url');
  return randomText(random, charsOf('A-Za-z0-9_-'), 43);
};

const atClock = (json: string): string =>
  json.replace(/\{\{now([+-]\d{1,12})?\}\}/g, (_, shift: string | undefined) =>
    String(Math.floor(sampleClock.getTime() / 1000) + Number(shift ?? 0)),
  );

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

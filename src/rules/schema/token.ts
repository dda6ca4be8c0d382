import * as v from 'valibot';
import { ruleFields, ruleId } from './common.ts';

const length = v.union([
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)),
  v.strictTuple([
    v.pipe(v.number(), v.integer(), v.minValue(0)),
    v.pipe(v.number(), v.integer(), v.maxValue(4096)),
  ]),
]);

const literalPart = v.strictObject({ lit: v.pipe(v.string(), v.minLength(1)) });
const charsPart = v.strictObject({
  /** Characters and ranges, as in a regular expression's class: `A-Za-z0-9_-`. */
  chars: v.pipe(v.string(), v.minLength(1)),
  /** Exact length, or [least, most], in characters. */
  len: length,
});
const simplePart = v.union([literalPart, charsPart]);
const anyPart = v.strictObject({
  any: v.pipe(v.array(v.union([v.string(), v.array(simplePart)])), v.minLength(2)),
});

/** A stretch of a token format, left to right. */
export const part = v.union([literalPart, charsPart, anyPart]);

/** Offline proofs that src/rules/checksum.ts knows. */
export const checksums = [
  /** CRC32 of what stands between the last `_` and the last 6 characters, in base62: GitHub, npm, Vercel. */
  'crc32-base62-6',
  /** The same over all but the last 8, which are lower-case hexadecimal: Cloudflare. */
  'crc32-hex-8',
  /** CRC32 of everything before the last 8 characters, which are upper-case hexadecimal: Atlassian. */
  'crc32-hex-8-upper',
  'github-fine-grained',
  'gitlab-routable',
  /** CRC32 in base62 of everything before the last `_`: Matrix Synapse. */
  'synapse',
  /** CRC32 in hexadecimal of what stands between the two `_`. */
  'zuplo',
  /** Base32 of bytes that end in their CRC16: NATS. */
  'nkey',
  'grafana',
  'bech32',
  /** CRC32 of all but the prefix and itself, little-endian, in six base64 characters: Confluent. */
  'confluent',
] as const;

/** A credential that has a format of its own. */
export const tokenRule = v.strictObject({
  kind: v.literal('token'),
  ...ruleFields,
  provider: v.string(),
  parts: v.pipe(v.array(part), v.minLength(1)),
  /**
   * Words of which one must stand close by, when the format alone proves nothing. One with blanks is a phrase: its words follow
   * each other, with nothing or with punctuation between: `acme api key` is also `ACME_API_KEY` and `acme: { apiKey`.
   */
  near: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(3))), v.minLength(1))),
  /** Least Shannon entropy of the variable half, in bits per character. */
  entropy: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(6))),
  checksum: v.optional(v.picklist(checksums)),
  /** Meant to be public: reported as information only. */
  publishable: v.optional(v.boolean()),
  /** Stands on a secret that opens nothing without its identifier: the rule of that identifier. Found close to each other, they are one finding. */
  pair: v.optional(ruleId),
  /** Fragments of documented sample values; a token that contains one is never reported. */
  dummies: v.optional(v.array(v.pipe(v.string(), v.minLength(4)))),
  /** Where to revoke it. */
  revoke: v.optional(v.string()),
  /** Environment variables that usually carry it. */
  env: v.optional(v.array(v.string())),
});

export type Part = v.InferOutput<typeof part>;
export type SimplePart = v.InferOutput<typeof simplePart>;
export type TokenRule = v.InferOutput<typeof tokenRule>;
export type ChecksumName = (typeof checksums)[number];

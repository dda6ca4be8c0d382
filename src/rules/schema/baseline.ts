import * as v from 'valibot';
import { fingerprint, ruleId } from './common.ts';

/** A finding that was there when the baseline was made. Rule and path are for people; the fingerprint decides. */
const entry = v.strictObject({
  fingerprint,
  rule: ruleId,
  path: v.pipe(v.string(), v.minLength(1)),
});

/** `auth-advisor-baseline.json`: what `auth-advisor baseline create` writes. No dates, no lines, no secrets. */
export const baseline = v.strictObject({
  version: v.literal(1),
  /** The folder that was scanned, seen from that of this file: paths and fingerprints count from there. */
  root: v.pipe(v.string(), v.regex(/^(?:\.|\.\.(?:\/|$)|[^/\\.])/, 'expected a relative path such as "."')),
  findings: v.array(entry),
});

export type Baseline = v.InferOutput<typeof baseline>;
export type BaselineEntry = Readonly<v.InferOutput<typeof entry>>;

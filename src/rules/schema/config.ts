import * as v from 'valibot';
import { severities } from '../../core/severity.ts';
import { ruleId } from './common.ts';
import { tokenUses } from './lifetime.ts';
import { band } from './policy.ts';

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day such as 2027-01-31'));

const suppression = v.strictObject({
  fingerprint: v.pipe(
    v.string(),
    v.regex(/^aa1:[0-9a-f]{16}$/, 'expected a fingerprint such as aa1:0123456789abcdef'),
  ),
  reason: v.pipe(v.string(), v.minLength(3)),
  /** Last day on which it holds. */
  until: v.optional(day),
});

/** `auth-advisor.yaml`: data only. It may exclude, switch off, suppress and tighten; the receipt names all of it. */
export const config = v.strictObject({
  version: v.literal(1),
  /** Keys the fingerprints, so that those of two projects cannot be compared. */
  salt: v.optional(v.pipe(v.string(), v.minLength(8), v.maxLength(128))),
  scan: v.optional(
    v.strictObject({
      /** Globs of paths (relative to this file) that are not read. */
      exclude: v.optional(v.array(v.pipe(v.string(), v.minLength(1)))),
      /** Rules that are switched off. */
      rules: v.optional(v.record(ruleId, v.literal('off'))),
      'fail-on': v.optional(v.picklist(severities)),
      suppress: v.optional(v.array(suppression)),
    }),
  ),
  /** Shorter lifetimes than the shipped policy's. */
  policy: v.optional(
    v.strictObject({
      lifetimes: v.optional(
        v.strictObject(
          Object.fromEntries(tokenUses.map((use) => [use, v.optional(band)])) as Record<
            (typeof tokenUses)[number],
            v.OptionalSchema<typeof band, undefined>
          >,
        ),
      ),
    }),
  ),
});

export type Config = v.InferOutput<typeof config>;
export type Suppression = v.InferOutput<typeof suppression>;

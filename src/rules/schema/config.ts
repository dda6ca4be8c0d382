import * as v from 'valibot';
import { insteads, levels, outcomes } from '../../core/recommendation.ts';
import { severities } from '../../core/severity.ts';
import { fingerprint, ruleId } from './common.ts';
import { tokenUses } from './lifetime.ts';
import { band } from './policy.ts';
import { requirements } from './requirements.ts';

const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day such as 2027-01-31'),
  v.check((text) => existsDay(text), 'there is no such day'),
);

// 30 February becomes 2 March.
const existsDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

const suppression = v.strictObject({
  fingerprint,
  reason: v.pipe(v.string(), v.minLength(3)),
  /** Last day on which it holds. */
  until: v.optional(day),
});

/** What a surface is called: in the record, in reports, on the command line. */
const surfaceId = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*$/,
    'expected a name of letters and digits such as billing-export',
  ),
  v.maxLength(64),
);

/** A recorded decision. `recommend --save` writes it, `recommend --recheck` makes it again, `scan` holds the code to it. */
const surface = v.strictObject({
  /** Globs of the code behind the surface (relative to this file). */
  paths: v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1)),
  decision: v.picklist(outcomes),
  instead: v.optional(v.picklist(insteads)),
  rule: v.string(),
  model: v.strictObject({
    version: v.string(),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal')),
  }),
  answers: v.record(v.string(), v.string()),
  /** The day of the decision. */
  date: day,
  /** The day on which to look at it again. */
  review: day,
  requirements,
  /** What the decision came with on that day, so that a recheck can say what changed. */
  companions: v.optional(v.strictObject(v.entriesFromList(levels, v.optional(v.array(v.string()))))),
  warnings: v.optional(v.array(v.string())),
  accepted: v.optional(
    v.array(v.strictObject({ warning: v.string(), reason: v.pipe(v.string(), v.minLength(3)) })),
  ),
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
  /** What was decided about each kind of caller. */
  surfaces: v.optional(v.record(surfaceId, surface)),
});

/** True for a name that a surface may have. */
export const isSurfaceId = (name: string): boolean => v.is(surfaceId, name);

/** True for a day that exists, written as `2027-01-31`. */
export const isDay = (text: string): boolean => v.is(day, text);

export type Config = v.InferOutput<typeof config>;
export type Surface = Readonly<v.InferOutput<typeof surface>>;
export type Suppression = v.InferOutput<typeof suppression>;

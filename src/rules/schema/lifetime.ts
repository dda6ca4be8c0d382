import * as v from 'valibot';

/** What a lifetime belongs to; each use has its own bands in rules/policy.yaml. */
export const tokenUses = ['access', 'refresh', 'session', 'code'] as const;
export type TokenUse = (typeof tokenUses)[number];

/** How a bare number is counted. */
export const timeUnit = v.picklist(['ms', 's', 'm', 'h', 'd']);
export type TimeUnit = v.InferOutput<typeof timeUnit>;

/**
 * How values of one setting or argument are read. `string` names a notation for texts:
 * `ms` is the zeit/ms notation in which a bare "3600" is milliseconds; `duration` is any unit-suffixed, ISO 8601 or Go form.
 */
export const valueUnit = v.strictObject({
  number: v.optional(v.union([timeUnit, v.literal('epoch-s')])),
  string: v.optional(v.picklist(['ms', 'duration'])),
  /** Unit of a text that is only digits. */
  digits: v.optional(timeUnit),
});
export type ValueUnit = v.InferOutput<typeof valueUnit>;

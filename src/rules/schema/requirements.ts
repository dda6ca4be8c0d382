import * as v from 'valibot';
import { flows, mechanisms, secretSources, signatures } from '../../core/recommendation.ts';
import { tokenUses } from './lifetime.ts';
import { duration } from './policy.ts';

const some = <const T extends readonly string[]>(names: T) =>
  v.optional(v.pipe(v.array(v.picklist(names)), v.minLength(1)));

/** What one companion requires. */
export const requires = v.strictObject({
  /** Longest life per use of a token. */
  maxLifetime: v.optional(
    v.strictObject(
      Object.fromEntries(tokenUses.map((use) => [use, v.optional(duration)])) as Record<
        (typeof tokenUses)[number],
        v.OptionalSchema<typeof duration, undefined>
      >,
    ),
  ),
  algorithms: some(signatures),
  flows: some(flows),
  secretSources: some(secretSources),
  rotationDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

/** What a recorded decision holds the code to. */
export const requirements = v.strictObject({
  ...requires.entries,
  forbidden: v.optional(v.array(v.picklist(mechanisms))),
});

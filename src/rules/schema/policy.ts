import * as v from 'valibot';
import { parseDuration } from '../../core/duration.ts';
import { tokenUses } from './lifetime.ts';

/** `15m`, `1h`, `30d`: kept as text in files, as seconds everywhere else. */
export const duration = v.pipe(
  v.string(),
  v.check((text) => parseDuration(text) !== undefined, 'expected a duration such as 15m, 1h or 30d'),
);

/** Longer than the duration means at least that severity. */
export const band = v.strictObject({
  info: v.optional(duration),
  low: v.optional(duration),
  medium: v.optional(duration),
  high: v.optional(duration),
});
export type Band = v.InferOutput<typeof band>;

export const policy = v.strictObject({
  lifetimes: v.strictObject(
    Object.fromEntries(tokenUses.map((use) => [use, band])) as Record<
      (typeof tokenUses)[number],
      typeof band
    >,
  ),
});
export type Policy = v.InferOutput<typeof policy>;

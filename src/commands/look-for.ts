import type { Io } from '../core/io.ts';
import type { RecommendationLook } from '../reports/recommendation/text.ts';

interface Target {
  readonly color: boolean;
  readonly output?: string | undefined;
}

/** How a report of `recommend` looks where it goes: a file has no width and no colour. */
export const lookFor = ({ color, output }: Target, io: Io): RecommendationLook => ({
  color: color && output === undefined,
  columns: output === undefined ? io.stdout.columns : 0,
  today: dayOf(io.now()),
});

/** A day of UTC as `2027-01-31`. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

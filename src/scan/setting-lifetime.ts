import type { TimeUnit } from '../rules/schema/lifetime.ts';
import type { SettingJudge } from '../rules/schema/setting.ts';
import type { Scalar } from './config/entry.ts';
import { parseDurationText } from './duration-text.ts';

type LifetimeJudge = Extract<SettingJudge, { is: 'lifetime' }>;

/** What a value means in time. */
export interface ReadLifetime {
  /** null when it never ends. */
  readonly seconds: number | null;
  /** Without a unit: the shortest thing that the number can mean. */
  readonly least: boolean;
}

/**
 * Reads a lifetime out of a setting.
 * @param name - of the setting; a unit in it (`..._MINUTES`, `expirationMs`) is what its author counts in.
 * @param sibling - value of the setting that names the unit, where a product has one.
 * @returns undefined when it cannot be told.
 */
export const readLifetime = (
  value: Scalar,
  name: string,
  judge: LifetimeJudge,
  sibling?: Scalar,
): ReadLifetime | undefined => {
  const text = String(value).trim();
  if (judge.never?.some((never) => String(never).toLowerCase() === text.toLowerCase())) return exactly(null);
  if (typeof value === 'boolean' || value === null || text === '') return undefined;
  if (/^-?\d{1,20}(\.\d{1,9})?$/.test(text))
    return readNumber(Number(text), typeof value === 'string', name, judge, sibling);
  const seconds = parseDurationText(text, judge.unit.string ?? 'duration');
  return seconds === undefined ? undefined : exactly(seconds);
};

const exactly = (seconds: number | null): ReadLifetime => ({ seconds, least: false });

const unitSeconds = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 } as const satisfies Record<
  TimeUnit,
  number
>;

const readNumber = (
  count: number,
  isText: boolean,
  name: string,
  { unit }: LifetimeJudge,
  sibling: Scalar | undefined,
): ReadLifetime | undefined => {
  if (count <= 0) return undefined;
  const ofText = isText ? (unit.digits ?? (unit.string === 'ms' ? 'ms' : undefined)) : undefined;
  const number = unit.number === 'epoch-s' ? undefined : unit.number;
  const known = unitNamed(String(sibling ?? '')) ?? unitInName(name) ?? ofText ?? number;
  if (known !== undefined) return exactly(count * unitSeconds[known]);
  if (unit.number === 'epoch-s') return undefined;
  return leastOf(count);
};

/**
 * A number without a unit is at least what it is in the smallest unit that makes sense: nobody lets a token live less
 * than a minute, or longer than a century.
 */
const leastOf = (count: number): ReadLifetime | undefined => {
  const plausible = Object.values(unitSeconds)
    .map((size) => count * size)
    .filter((seconds) => seconds >= 60 && seconds <= 100 * 365 * 86_400);
  return plausible.length === 0 ? undefined : { seconds: Math.min(...plausible), least: true };
};

const unitWords: Readonly<Record<string, TimeUnit>> = {
  ms: 'ms',
  milli: 'ms',
  millis: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
};

const unitNamed = (word: string): TimeUnit | undefined => unitWords[word.toLowerCase()];

/** `min` and `ms` count only as the last word: `JWT_MIN_...` is something else. */
const unitInName = (name: string): TimeUnit | undefined => {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const long = words.findLast((word) => word.length > 4 && word in unitWords);
  return unitNamed(words.at(-1) ?? '') ?? (long === undefined ? undefined : unitNamed(long));
};

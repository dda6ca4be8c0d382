/** `ms` is the zeit/ms notation; `duration` is any form in which a number without a unit says nothing. */
export type Notation = 'ms' | 'duration';

/**
 * Reads a duration as libraries and products write it.
 * @param text - `30d`, `1h30m`, `PT1H`, `7.00:00:00`, `90 minutes`, `hours=1;minutes=5`.
 * @returns seconds (negative when it lies in the past), null when it says that it never ends, undefined when it cannot be told.
 */
export const parseDurationText = (text: string, notation: Notation): number | null | undefined => {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > mostCharacters) return undefined;
  if (notation === 'ms') return zeit(trimmed);
  if (endless.has(trimmed.toLowerCase())) return null;
  return iso8601(trimmed) ?? assignments(trimmed) ?? clock(trimmed) ?? phrase(trimmed);
};

// Nobody writes a longer one by hand.
const mostCharacters = 80;

const endless = new Set(['never', 'infinite', 'infinity', 'unlimited', 'non-expiring', 'forever']);

const minute = 60;
const hour = 3600;
const day = 86_400;
const year = 365 * day;

/** Seconds per unit, by the names in use. Single letters are case-sensitive: `m` is a minute, `M` is a month. */
const unitSeconds: ReadonlyMap<string, number> = new Map(
  (
    [
      [1e-9, 'ns nanosecond nanoseconds'],
      [1e-6, 'us µs μs microsecond microseconds'],
      [1e-3, 'ms msec msecs millis milli millisecond milliseconds'],
      [1, 's S sec secs second seconds'],
      [minute, 'm min mins minute minutes'],
      [hour, 'h H hr hrs hour hours'],
      [day, 'd D day days'],
      [7 * day, 'w W week weeks'],
      [30 * day, 'M mo mon month months'],
      [year, 'y Y yr yrs year years'],
    ] as const
  ).flatMap(([seconds, names]) => names.split(' ').map((name) => [name, seconds] as const)),
);

const secondsOf = (unit: string): number | undefined =>
  unitSeconds.get(unit.length === 1 ? unit : unit.toLowerCase());

/** One number and one unit; without a unit the number is milliseconds, which is the trap of `expiresIn: '3600'`. */
const zeit = (text: string): number | undefined => {
  const [, sign, digits, unit = 'ms'] =
    /^([+-]?)(\d{0,15}\.?\d{1,15}) {0,4}([a-z]{1,12})?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  // Its letters have no case, nothing in it is shorter than a millisecond, and its year is 365.25 days.
  const lower = unit.toLowerCase();
  const seconds = lower.startsWith('y') ? secondsOf(lower) && 365.25 * day : secondsOf(lower);
  if (seconds === undefined || seconds < 1e-3) return undefined;
  return signed(sign, Number(digits) * seconds);
};

const signed = (sign: string | undefined, seconds: number): number =>
  round(sign === '-' ? -seconds : seconds);

// 0.1 + 0.2 style noise must not make "1.1h" differ from 3960.
const round = (seconds: number): number => Math.round(seconds * 1e9) / 1e9;

const isoUnits = [year, 30 * day, 7 * day, day, hour, minute, 1] as const;

const iso8601 = (text: string): number | undefined => {
  const match =
    /^P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/i.exec(
      text,
    );
  if (!match || text.length < 3) return undefined;
  return round(isoUnits.reduce((sum, unit, i) => sum + Number(match[i + 1] ?? 0) * unit, 0));
};

/** `hours=1;minutes=5`, as authentik writes it; commas are as good. */
const assignments = (text: string): number | undefined => {
  if (!text.includes('=')) return undefined;
  let sum = 0;
  for (const part of text.split(/[;,]/).filter((one) => one.trim() !== '')) {
    const [, unit, count] =
      /^\s{0,4}([a-z]{1,12})\s{0,4}=\s{0,4}(\d{1,12}(?:\.\d{1,9})?)\s{0,4}$/i.exec(part) ?? [];
    const seconds = unit === undefined ? undefined : secondsOf(unit);
    if (seconds === undefined) return undefined;
    sum += Number(count) * seconds;
  }
  return round(sum);
};

/** .NET: `d.hh:mm:ss`, `hh:mm:ss`, `hh:mm`. Also the tail of Python's `1 day, 0:00:00`. */
const clock = (text: string): number | undefined => {
  const match = /^([+-]?)(?:(\d{1,8})\.)?(\d{1,4}):([0-5]\d)(?::([0-5]\d)(\.\d{1,9})?)?$/.exec(text);
  if (!match) return undefined;
  const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0, fraction = 0] = match;
  return signed(
    sign,
    Number(days) * day + Number(hours) * hour + Number(minutes) * minute + Number(seconds) + Number(fraction),
  );
};

/** `720h`, `1h30m`, `1 hour 30 minutes`, `1 day, 0:00:00`, `+30 days`, `2 weeks from now`, `1 hour ago`. */
const phrase = (text: string): number | undefined => {
  const [, sign, body = '', when] =
    /^(?:in\s)?\s{0,4}([+-]?)\s{0,4}(.*?)(?:\s(ago|from now))?$/i.exec(text) ?? [];
  const term =
    /\s{0,4}(?:,|\band\b)?\s{0,4}(?:(\d{1,15}(?:\.\d{1,9})?)\s{0,4}([a-zµμ]{1,12})|(\d{1,4}:[0-5]\d:[0-5]\d)$)/iy;
  let sum = 0;
  let at = 0;
  while (at < body.length) {
    term.lastIndex = at;
    const match = term.exec(body);
    const seconds = match && termSeconds(match);
    if (seconds === undefined || seconds === null) return undefined;
    sum += seconds;
    at = term.lastIndex;
  }
  if (at === 0) return undefined;
  return signed(when?.toLowerCase() === 'ago' ? '-' : sign, sum);
};

const termSeconds = ([, count, unit = '', time]: RegExpExecArray): number | undefined => {
  if (time !== undefined) return clock(time);
  const seconds = secondsOf(unit);
  return seconds === undefined ? undefined : Number(count) * seconds;
};

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 } as const;

/**
 * Reads the one duration notation of auth-advisor's own files: `15m`, `1h`, `30d`, `1h30m`.
 * @returns seconds, or undefined when the text is not a duration.
 */
export const parseDuration = (text: string): number | undefined => {
  if (!/^(\d{1,9}[smhdwy]){1,6}$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitSeconds[unit as keyof typeof unitSeconds],
    0,
  );
};

const units: readonly (readonly [number, string])[] = [
  [31_536_000, 'year'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/**
 * Says a lifetime in words, in the largest unit that divides it, else rounded to one decimal.
 * @param seconds - null means that it never ends.
 */
export const sayDuration = (seconds: number | null): string => {
  if (seconds === null) return 'never';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  const exact = units.find(([size]) => seconds >= size && seconds % size === 0);
  const [size, name] =
    exact && seconds / exact[0] < 1000 ? exact : (units.find(([s]) => seconds >= s) ?? [1, 'second']);
  const count = Math.round((seconds / size) * 10) / 10;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
};

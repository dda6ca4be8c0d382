const simple: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
};

/**
 * The character that an escape sequence of JavaScript or Python stands for.
 * @param sequence - with its backslash.
 */
export const unescaped = (sequence: string): string => {
  const hex = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|U([\da-fA-F]{8}))$/.exec(
    sequence,
  );
  if (hex) return codePoint(Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? hex[4] ?? '', 16));
  const rest = sequence.slice(1);
  return simple[rest] ?? rest;
};

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

/**
 * A number as written in JavaScript or Python.
 * @returns undefined for what is no plain number (complex, out of range).
 */
export const numberFrom = (text: string): number | undefined => {
  const number = Number(text.replaceAll('_', '').replace(/n$/, ''));
  return Number.isFinite(number) ? number : undefined;
};

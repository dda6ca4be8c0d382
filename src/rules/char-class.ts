/**
 * The characters of a class as rule files write it: `A-Za-z0-9_-`. A hyphen at either end stands for itself.
 * @throws RangeError when a range runs backwards or the class is empty: the rule is wrong.
 */
export const charsOf = (chars: string): readonly string[] => {
  const found = new Set<string>();
  for (let i = 0; i < chars.length; i++) {
    const isRange = chars[i + 1] === '-' && i + 2 < chars.length;
    const from = chars.charCodeAt(i);
    const to = isRange ? chars.charCodeAt(i + 2) : from;
    if (to < from) throw new RangeError(`the range "${chars.slice(i, i + 3)}" runs backwards`);
    for (let code = from; code <= to; code++) found.add(String.fromCharCode(code));
    if (isRange) i += 2;
  }
  if (found.size === 0) throw new RangeError('a class of no characters');
  return [...found].sort();
};

/** The class of a regular expression that holds exactly these characters. */
export const classSource = (chars: Iterable<string>): string => {
  const codes = [...new Set(chars)].map((char) => char.charCodeAt(0)).sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last && code === last[1] + 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return `[${ranges.map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`)).join('')}]`;
};

/** A text as a regular expression that matches it alone. */
export const literalSource = (text: string): string =>
  [...text].map((char) => (/[A-Za-z0-9_]/.test(char) ? char : escaped(char.charCodeAt(0)))).join('');

const escaped = (code: number): string =>
  /[A-Za-z0-9_]/.test(String.fromCharCode(code))
    ? String.fromCharCode(code)
    : `\\u${code.toString(16).padStart(4, '0')}`;

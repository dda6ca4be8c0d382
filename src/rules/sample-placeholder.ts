import { closest } from '../core/closest.ts';

/** A placeholder as it stands in a text. */
export interface Placeholder {
  readonly name: string;
  readonly argument: string;
  /** JSON texts of a JWT. */
  readonly objects: readonly string[];
  readonly end: number;
}

/**
 * The placeholder that begins at `open`, where there is one.
 * @param known - names; `<s:key>` in XML is none of ours, but `<alnun:36>` is a slip and is read, to be complained about.
 */
export const readPlaceholder = (
  text: string,
  open: number,
  known: readonly string[],
): Placeholder | undefined => {
  const head = /^<([A-Za-z][A-Za-z0-9-]{0,30})(?::([^<>{}\s]{1,200}))?([ >])/.exec(
    text.slice(open, open + 240),
  );
  if (!head) return undefined;
  const [whole, name = '', argument = '', close] = head;
  if (!known.includes(name) && !isMistyped(name, argument, known)) return undefined;
  const after = open + whole.length;
  if (close === '>') return { name, argument, objects: [], end: after };
  return readObjects(text, after, name, argument);
};

const isMistyped = (name: string, argument: string, known: readonly string[]): boolean =>
  /^\d+$/.test(argument) || (argument !== '' && closest(name, known) !== undefined);

const readObjects = (
  text: string,
  start: number,
  name: string,
  argument: string,
): Placeholder | undefined => {
  const objects: string[] = [];
  let at = start;
  while (text[at] === '{') {
    const end = endOfObject(text, at);
    objects.push(text.slice(at, end));
    at = end;
    while (text[at] === ' ') at++;
  }
  return text[at] === '>' && objects.length > 0 ? { name, argument, objects, end: at + 1 } : undefined;
};

const endOfObject = (text: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === '"' && text[i - 1] !== '\\') quoted = !quoted;
    if (quoted) continue;
    if (char === '{') depth++;
    if (char === '}' && --depth === 0) return i + 1;
  }
  return text.length;
};

import type { CodeFacts, Value } from '../code/facts.ts';
import { valueAt } from '../code/resolve.ts';
import { isFollowed } from '../language.ts';
import type { SourceFile } from '../source-file.ts';

/** A parsed file: what it says, and its text without comments. */
export interface CodeFile {
  readonly facts: CodeFacts;
  /** Comments are blanked, so that offsets stay and a comment is never taken for code. */
  readonly code: string;
}

const known = new WeakMap<CodeFacts, CodeFile>();

/** The facts of a file with its text, or undefined when it is no code that is followed, or could not be parsed. */
export const codeFile = async (file: SourceFile): Promise<CodeFile | undefined> => {
  const facts = isFollowed(file.language) ? await file.code() : undefined;
  if (!facts) return undefined;
  const made = known.get(facts) ?? {
    facts,
    code: withoutDocstrings(withoutComments(file.text, facts), facts),
  };
  known.set(facts, made);
  return made;
};

const commentOf = { javascript: /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/y, python: /#[^\r\n]*/y } as const;

/** Comments are what looks like one outside of every text; where texts are, the parser has said. */
const withoutComments = (text: string, { language, texts }: CodeFacts): string => {
  const pattern = commentOf[language === 'python' ? 'python' : 'javascript'];
  const marks = language === 'python' ? /#/g : /\/[/*]/g;
  const pieces: string[] = [];
  let at = 0;
  let nextText = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    while ((texts[nextText]?.end ?? Number.POSITIVE_INFINITY) <= mark.index) nextText++;
    const inText = texts[nextText];
    if (inText && inText.start <= mark.index) {
      marks.lastIndex = inText.end;
      continue;
    }
    pattern.lastIndex = mark.index;
    const comment = pattern.exec(text)?.[0] ?? '';
    pieces.push(text.slice(at, mark.index), comment.replace(/[^\r\n]/g, ' '));
    at = mark.index + comment.length;
    marks.lastIndex = Math.max(at, mark.index + 1);
  }
  return pieces.join('') + text.slice(at);
};

/** A Python text that stands as a statement of its own is a comment, too. */
const withoutDocstrings = (code: string, { language, texts }: CodeFacts): string => {
  if (language !== 'python') return code;
  let out = '';
  let at = 0;
  for (const { start, end } of texts) {
    if (start < at || !isDocstring(code, start)) continue;
    out += code.slice(at, start) + code.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return out + code.slice(at);
};

const isDocstring = (code: string, start: number): boolean =>
  /^[rRuU]?(?:"""|''')/.test(code.slice(start, start + 4)) &&
  !/[(,=[{+%\\"'|&]\s{0,200}$|[^\s:][ \t]{0,40}$|\breturn\s{0,200}$/.test(
    code.slice(Math.max(0, start - 240), start),
  );

const readName =
  /(?<![\w$])(?<!(?<!\.\.)\.)(?<!\?\.)[A-Za-z_$][\w$]{0,60}(?![\w$])(?!\s{0,4}:(?!:))(?!\s{0,2}=(?![=>]))/g;

/** The first names of paths that an expression reads. Keys, keyword names, properties and plain texts are not read. */
export const namesIn = (code: string): ReadonlySet<string> =>
  new Set(Array.from(withoutTexts(code).matchAll(readName), ([name]) => name));

// Templates stay, as their holes are code: `${token}`, f"{token}".
const withoutTexts = (code: string): string =>
  code.replace(/(?<![fF\w])(['"])(?:\\.|(?!\1)[^\\\n]){0,2000}\1/g, (text) => ' '.repeat(text.length));

/**
 * An expression's text, followed by the texts of the constants and variables that it names.
 * @param within - the function in which it stands, or -1.
 */
export const expanded = ({ facts, code }: CodeFile, start: number, end: number, within: number): string => {
  const text = code.slice(start, end);
  const more = [...namesIn(text)].flatMap((name) => {
    const value = valueAt(facts, [name], within);
    return value ? knownText(code, value, text, name) : [];
  });
  return [text, ...more].join(' ');
};

const knownText = (code: string, value: Value, reader: string, name: string): string[] => {
  if (value.kind === 'object') {
    const key = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?:\\??\\.|\\[["'])(\\w{1,60})`).exec(
      reader,
    )?.[1];
    const read = key === undefined ? value : value.entries.find((entry) => entry.key === key)?.value;
    return read && read.end - read.start < 1000 ? [code.slice(read.start, read.end)] : [];
  }
  const isText = ['literal', 'template', 'binary', 'fallback', 'env'].includes(value.kind);
  return isText && value.end - value.start < 1000 ? [code.slice(value.start, value.end)] : [];
};

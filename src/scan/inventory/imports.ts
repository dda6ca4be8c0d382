import type { SourceFile } from '../source-file.ts';

interface Style {
  readonly extensions: string;
  /** What stands on the line before the name of a module. */
  readonly before: RegExp;
  /** What follows it: its end, or something below it. */
  readonly after: RegExp;
}

/** How each language imports, as far as one line tells. */
const styles: readonly Style[] = [
  {
    extensions: 'js mjs cjs jsx ts mts cts tsx vue svelte',
    before: /(?:\bfrom|\bimport|\brequire\s{0,3}\(|\bimport\s{0,3}\()\s{0,3}["'`]$/,
    after: /^(?:\/[^"'`\n]{0,100})?["'`]/,
  },
  {
    extensions: 'py pyi',
    before: /^\s{0,80}(?:from|import)\s{1,8}(?:[\w.]{1,80}\s{0,3},\s{0,3}){0,10}$/,
    after: /^(?![\w])/,
  },
  // A line of an import block, or an import of its own.
  {
    extensions: 'go',
    before: /^\s{0,40}(?:import\s{1,4})?(?:[\w.]{1,60}\s{1,4})?"$/,
    after: /^(?:\/[^"\n]{0,100})?"/,
  },
  {
    extensions: 'java kt kts scala groovy',
    before: /^\s{0,20}import\s{1,4}(?:static\s{1,4})?$/,
    after: /^(?![\w])/,
  },
  {
    extensions: 'cs fs vb cshtml',
    before:
      /^\s{0,40}(?:global\s{1,4})?(?:using|open|Imports)\s{1,4}(?:static\s{1,4})?(?:\w{1,60}\s{0,4}=\s{0,4})?$/,
    after: /^(?![\w])/,
  },
  { extensions: 'rb ru rake', before: /\brequire\s{0,4}\(?["']$/, after: /^(?:\/[^"'\n]{0,100})?["']/ },
  { extensions: 'php', before: /^\s{0,40}use\s{1,4}\\?$/, after: /^(?![\w])/ },
  { extensions: 'rs', before: /^\s{0,40}(?:pub\s{1,4})?use\s{1,4}$/, after: /^(?![\w])/ },
];

const byExtension: ReadonlyMap<string, Style> = new Map(
  styles.flatMap((style) => style.extensions.split(' ').map((extension) => [extension, style] as const)),
);

const styleOf = (path: string): Style | undefined =>
  byExtension.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());

/** Whether a file holds code, by its extension. */
export const isCode = (path: string): boolean =>
  styleOf(path) !== undefined || /\.(?:swift|dart|ex|exs|m)$/i.test(path);

/** Whether the name of a module is imported where it stands. */
export const isImport = (file: SourceFile, start: number, length: number): boolean => {
  const style = styleOf(file.path);
  // A declaration file uses nothing.
  if (!style || /\.d\.[cm]?ts$/.test(file.path)) return false;
  const { before, after } = lineAround(file, start, length);
  return !isComment(before) && style.before.test(before) && style.after.test(after);
};

export interface Around {
  readonly before: string;
  readonly after: string;
}

/** What stands on the line before and after a stretch, as far as a line is read. */
export const lineAround = (file: SourceFile, start: number, length: number): Around => {
  const before = file.text.slice(Math.max(0, start - mostLine), start);
  const after = file.text.slice(start + length, start + length + mostLine);
  const lineEnd = after.search(/[\r\n]/);
  return {
    before: before.slice(before.lastIndexOf('\n') + 1),
    after: lineEnd < 0 ? after : after.slice(0, lineEnd),
  };
};
// A minified file is one line.
const mostLine = 400;

/** Whether a comment begins before the end of this piece of a line. `#[` is an attribute of PHP and Rust; `://` begins no comment. */
export const isComment = (before: string): boolean =>
  /^\s{0,200}(?:#(?!\[)|\/?\*|--|<!--|;)/.test(before) || /(?:^|[\s;{}])(?:\/\/|#\s)/.test(before);

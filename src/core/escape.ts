/**
 * Makes text from a scanned repository safe to print: control characters, bidirectional overrides, line separators and
 * characters that show nothing become visible escapes, so that a file name can neither move the cursor nor reverse a line
 * nor start a CI command.
 * @param text - anything: a path, a source line, an error message of another program.
 * @returns printable text on one line; tabs become one space.
 */
export const escapeText = (text: string): string =>
  // Nearly all text is plain; the property escapes are slow.
  (plain.test(text) ? text : text.toWellFormed().replace(unsafe, visible)).replace(ciCommand, '#\\x23');

/**
 * The same for text that begins an output line: `::error` there would be a command to a GitHub runner.
 */
export const escapeLineStart = (text: string): string => escapeText(text).replace(/^(\s*):(?=:)/, '$1\\x3a');

/**
 * Makes serialised JSON safe to print without changing what it says: the same characters become `\u` escapes.
 * @param json - the output of JSON.stringify, in which such characters stand inside strings only.
 */
export const escapeJson = (json: string): string =>
  json.replace(unsafe, jsonEscape).replace(ciCommand, '#\\u0023');

const plain = /^[ -~]*$/;

const visible = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  if (char === '\t') return ' ';
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
};

const jsonEscape = (char: string): string =>
  char === '\n'
    ? char
    : Array.from({ length: char.length }, (_, i) => `\\u${hex(char.charCodeAt(i), 4)}`).join('');

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

// Control, format and private-use characters, separators of lines and paragraphs, and whatever a font shows as nothing.
// The two emoji variation selectors stay: they follow a visible character and choose its picture.
const unsafe = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{NChar}]/gu;

// Runners look for `##[`, `##vso[` and `##teamcity[` anywhere in a line.
const ciCommand = /##(?=\w{0,12}\[)/g;

/**
 * Makes text from a scanned repository safe to print: control characters, bidirectional overrides and line separators
 * become visible escapes, so that a file name can neither move the cursor nor reverse a line nor start a CI command.
 * @param text - anything: a path, a source line, an error message of another program.
 * @returns printable text on one line; tabs become one space.
 */
export const escapeText = (text: string): string =>
  text.toWellFormed().replace(unsafe, visible).replace(ciCommand, '#\\x23');

/**
 * The same for text that begins an output line: `::error` there would be a command to a GitHub runner.
 */
export const escapeLineStart = (text: string): string => escapeText(text).replace(/^(\s*):(?=:)/, '$1\\x3a');

const visible = (char: string): string => {
  const code = char.codePointAt(0) ?? 0;
  if (char === '\t') return ' ';
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

// C0, DEL, C1, soft hyphen; bidi marks, embeddings, overrides and isolates; line and paragraph separators;
// zero-width and byte-order marks; interlinear annotation.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

// Runners look for `##[`, `##vso[` and `##teamcity[` anywhere in a line.
const ciCommand = /##(?=\w{0,12}\[)/g;

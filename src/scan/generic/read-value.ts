/** A value as it stands in the text; offsets without its quotes. */
export interface RawValue {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

const longest = 4000;

/** Calls and brackets that keep the text which they hold. Getters and lookups do not, and are none. */
const wrapper =
  /(?:(?:new\s{1,3})?(?:Some|Just|String|Secret|SecretString|SecretStr|SensitiveString|ByteString|Buffer\.from|bytes|bytearray|str|unicode|b64decode|base64\.b64decode|Base64\.decode64|hex\.DecodeString|binascii\.unhexlify|ConvertTo-SecureString|to_bytes|Value|quote|url\.QueryEscape|encodeURIComponent|aws\.String|pulumi\.String|to\.Ptr|StringPtr|ptr\.String|pointer\.String)\(\s{0,4}|\[\](?:byte\(|string\{)\s{0,3}|\[\s{0,3}|!!(?:str|binary)\s)/y;

/** A value for when the environment has none: `process.env.X || 'value'`, `getenv("X", "value")`. */
const fallback =
  /(?:process\.env(?:\.\w{1,60}|\[[^\]\n]{1,60}\])\s{0,2}(?:\|\||\?\?)|ENV\[[^\]\n]{1,60}\]\s{0,2}\|\||(?:os\.environ\.get|os\.getenv|environ\.get|env|ENV\.fetch|getenv|config|get_env|System\.getProperty)\(\s{0,2}["'][^"'\n]{1,60}["'](?:,|\)\s{0,2}(?:or\b|\|\||\?:|\?\?)))\s{0,3}(?:default=\s{0,2})?/y;

const prefix = /(?:[bBuUrR]{1,2}|[@LN$f])(?=["'])/y;
const opening = /\\{0,3}["'`]|&quot;|&#3[49];/y;
const blanks = /[ \t]{0,60}/y;

/** Where a pattern that begins at an offset ends; the offset itself where it does not fit. */
const skip = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};

/** The quoted text that begins at an offset, behind what wraps it; undefined where it goes on behind its quotes. */
export const readQuoted = (text: string, from: number): RawValue | undefined => {
  const outer = skip(fallback, text, skip(blanks, text, from));
  const inner = skip(prefix, text, skip(blanks, text, skip(wrapper, text, skip(blanks, text, outer))));
  opening.lastIndex = inner;
  const quote = opening.exec(text)?.[0];
  if (quote === undefined) return undefined;
  const start = inner + quote.length;
  const end = closing(text, start, quote);
  if (end === undefined || end === start || isJoined(text, end + quote.length)) return undefined;
  return { value: text.slice(start, end), start, end, quoted: true };
};

const closing = (text: string, from: number, quote: string): number | undefined => {
  const most = Math.min(text.length, from + longest);
  for (let i = from; i < most; i++) {
    const char = text[i];
    if (char === '\n' || char === '\r') return undefined;
    if (quote.length > 1) {
      if (text.startsWith(quote, i)) return i;
    } else if (char === '\\') i++;
    else if (char === quote) return i;
  }
  return undefined;
};

/** A text that goes on is built from parts, and the other parts are elsewhere. */
const joined = /[ \t]{0,4}(?:\+|\.\s?\$|\.\s|%\s{0,2}[\w(]|\.(?:format|replace)|<<|&\s)/y;
const isJoined = (text: string, at: number): boolean => {
  joined.lastIndex = at;
  return joined.test(text);
};

/** Where a bare word ends: with the line, at a blank or a bracket, or at the next part of an address or a connection string. */
export type WordEnd = 'line' | 'blank' | 'separator';

// In a line a blank and a hash begin a comment.
const words: Readonly<Record<WordEnd, RegExp>> = {
  line: /(?:(?![ \t]#)[^\r\n]){1,4000}/y,
  blank: /[^\s"'`<>|;&,)}\]\\]{1,2000}/y,
  separator: /[^\s&"'`<>#)\\;,|]{1,2000}/y,
};

/** The bare word that begins at an offset. */
export const readBare = (text: string, from: number, wordEnd: WordEnd): RawValue | undefined => {
  const start = skip(blanks, text, from);
  const pattern = words[wordEnd];
  pattern.lastIndex = start;
  const value = pattern.exec(text)?.[0].replace(/(?: \\)?[ \t]{1,40}$| \\$|[.,;:]{1,3}$/, '');
  return value ? { value, start, end: start + value.length, quoted: false } : undefined;
};

const element = /[^<\r\n]{1,400}(?=<\/)/y;

/** The text of an element whose tag ends at an offset. */
export const readElement = (text: string, start: number): RawValue | undefined => {
  element.lastIndex = start;
  const value = element.exec(text)?.[0];
  return value === undefined ? undefined : { value, start, end: start + value.length, quoted: false };
};

interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * Whether `name = value` at a place only declares what a library offers: a variable, an attribute of a class, a default of a parameter,
 * one branch of several. What a program sets is a member, a keyword of a call, a constant in capitals, or an entry of an object.
 */
export const isOnlyDeclared = (text: string, { start, end }: Place): boolean => {
  const before = text.slice(Math.max(0, start - 400), start);
  if (isBranch(before)) return true;
  const name = /^["'`]?([\w$]+)["'`]?\s{0,4}=\s{0,4}(?:["'`]|true|false)/i.exec(text.slice(start, end))?.[1];
  if (
    name === undefined ||
    before.endsWith('.') ||
    (/^[A-Z_]+$/.test(name) && !/GRANT_TYPE|RESPONSE_TYPE/.test(name))
  )
    return false;
  return !/[(,]\s{0,40}$/.test(before) || isParameter(before);
};

const isParameter = (before: string): boolean =>
  /(?:\bdef\s{1,4}\w{1,60}|\bfunction\s{0,4}\w{0,60}|=|\bconstructor)\s{0,4}\([^()]{0,380}$/.test(before) ||
  /\{[^{}()]{0,200}$/.test(before);

/** `case 'implicit': this.responseType = ...`, `if (method === Method.Plain) ...`, and a default that the standard prescribes. */
const isBranch = (before: string): boolean =>
  /\bcase\s{1,4}["'`\w.]{1,40}:\s{0,40}(?:this\.|self\.)?$/.test(before) ||
  /(?:={2,3}|\bis|\bin)\s{0,4}[\w."'`]{0,40}(?:plain|implicit|password)["'`]?\s{0,4}[):][^}]{0,120}$/i.test(
    before,
  ) ||
  /\bis None:\s{0,40}(?:\w{1,20}\.)?$/.test(before);

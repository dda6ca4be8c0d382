/**
 * Whether a value was made up by hand: words of documentation, one character repeated, a short pattern repeated, or
 * characters in the order of the alphabet or of the digits. Random text of a dozen characters or more does not look so.
 * @param variable - the characters that the format leaves open.
 */
export const isPlaceholder = (variable: string): boolean => isPattern(variable) || isIdentifier(variable);

/** The same for a text that may be a password: letters alone are no sign of a placeholder there. */
export const isPattern = (text: string): boolean =>
  words.test(text) || isMostlyRuns(text) || isMostlySequence(text) || isPeriodic(text);

// Five letters and more: shorter words occur in random text. Case is ignored, so that EXAMPLE at the end of an AWS key counts.
const words =
  /example|placehold|changeme|change[_-]me|replaceme|replace[_-](?:me|this|with)|insert[_-]|your[_-]?(?:own|api|app|key|token|secret|bot|access|[_-])|my[_-]?(?:api|secret|token)[_-]|dummy|redacted|notreal|not[_-]a[_-]|[_-]here|here[_-]|deadbeef|cafebabe|testtest|sample[_-]|[_-]sample|fake[_-]|[_-]fake|x{6}/i;

const longRun = 5;

/** A quarter and more of the text is one character repeated five times or more. */
const isMostlyRuns = (text: string): boolean => {
  let covered = 0;
  let length = 1;
  for (let i = 1; i <= text.length; i++) {
    if (text[i] === text[i - 1]) {
      length++;
      continue;
    }
    if (length >= longRun) covered += length;
    length = 1;
  }
  return covered * 4 >= text.length && covered > 0;
};

const longSequence = 8;

/** `12345678`, `abcdefgh`: half of the text, or eight characters in a row. */
const isMostlySequence = (text: string): boolean => {
  let steps = 0;
  let inRow = 1;
  let longest = 1;
  for (let i = 1; i < text.length; i++) {
    const isStep = follows(text.charCodeAt(i - 1), text.charCodeAt(i));
    steps += isStep ? 1 : 0;
    inRow = isStep ? inRow + 1 : 1;
    longest = Math.max(longest, inRow);
  }
  return longest >= longSequence || steps * 2 >= text.length;
};

const nine = 57;
const zero = 48;
const follows = (before: number, after: number): boolean =>
  after === before + 1 || (before === nine && after === zero);

/** `abc123abc123`: the same stretch again and again, at least twice. */
const isPeriodic = (text: string): boolean => {
  for (let period = 1; period * 2 <= text.length && period <= 20; period++) {
    let i = period;
    while (i < text.length && text[i] === text[i - period]) i++;
    if (i === text.length) return true;
  }
  return false;
};

// Random letters are upper case half of the time, `addEventListenerToEverything` is a seventh of the time.
const fewCapitals = 0.2;

/** Letters alone, in the case of a name in code. */
const isIdentifier = (text: string): boolean =>
  /^[A-Za-z_-]{1,5000}$/.test(text) && text.replace(/[^A-Z]/g, '').length < fewCapitals * text.length;

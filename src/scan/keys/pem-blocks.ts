/** A private key in PEM armour, as far as the text shows it. Offsets are UTF-16 units; ends are exclusive. */
export interface PemBlock {
  /** `RSA PRIVATE KEY`, as between the dashes. */
  readonly label: string;
  /** From `-----BEGIN` to the last dash. */
  readonly start: number;
  readonly end: number;
  /** What stands between the two lines. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** The base64 text of the body without anything else; undefined when something else stands in it, such as `...`. */
  readonly base64: string | undefined;
  /** RFC 1421 headers, such as `Proc-Type: 4,ENCRYPTED`. */
  readonly headers: readonly string[];
}

/** Longer than a 16384 bit RSA key. */
const mostBody = 16 * 1024;
const dashes = '-----';
const begin = `${dashes}BEGIN `;

// DSA, EC, ENCRYPTED, OPENSSH, RSA, none; PGP ends in BLOCK.
const opening = /-----BEGIN ((?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?)-----/y;
const closing = /-----END (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;

/**
 * Every closed block of a private key. The text between a BEGIN line and the next dashes is looked at once, so that
 * unclosed blocks cost no more than their length.
 */
export const privateKeyBlocks = (text: string): readonly PemBlock[] => {
  const blocks: PemBlock[] = [];
  for (let start = text.indexOf(begin); start >= 0; start = text.indexOf(begin, start + begin.length)) {
    const block = blockAt(text, start);
    if (block) blocks.push(block);
  }
  return blocks;
};

const blockAt = (text: string, start: number): PemBlock | undefined => {
  opening.lastIndex = start;
  const label = opening.exec(text)?.[1];
  if (label === undefined) return undefined;
  const bodyStart = opening.lastIndex;
  const bodyEnd = text.indexOf(dashes, bodyStart);
  if (bodyEnd < 0 || bodyEnd - bodyStart > mostBody) return undefined;
  closing.lastIndex = bodyEnd;
  if (!closing.test(text)) return undefined;
  return {
    label,
    start,
    end: closing.lastIndex,
    bodyStart,
    bodyEnd,
    ...readBody(text.slice(bodyStart, bodyEnd)),
  };
};

const readBody = (body: string): Pick<PemBlock, 'base64' | 'headers'> => {
  const lines = body
    .replace(lineEnd, '\n')
    .replace(/\\{1,4}\//g, '/')
    .split('\n')
    .map(bareLine)
    .filter((line) => line !== '');
  const headers = lines.filter((line) => /^[A-Za-z-]{3,20}: /.test(line));
  // The last line of a PGP block is its checksum, `=` and four characters.
  const base64 = lines
    .filter((line) => !headers.includes(line) && !/^=[A-Za-z0-9+/]{4}$/.test(line))
    .join('');
  return { headers, base64: /^[A-Za-z0-9+/]{1,16384}={0,2}$/.test(base64) ? base64 : undefined };
};

// Escaped in JSON, in JSON inside JSON, in dotenv, or as an XML entity.
const lineEnd = /\\{1,4}r\\{1,4}n|\\{1,4}[nr]|&#(?:10|13|xa|xd);|\r\n?/gi;

/** A line without what the file around it adds: indentation, quotes and concatenation, comment marks. */
const bareLine = (line: string): string =>
  line
    .trim()
    .replace(/^(?:#|\/\/|\*|>|\|)(?:\s{1,40}|$)/, '')
    .replace(/^(?:[+.&]\s{0,20})?["'`]/, '')
    .replace(/["'`]?\s{0,20}[,;+.&\\]{0,2}$/, (tail, at: number, whole: string) =>
      keepBase64Plus(tail, whole.slice(0, at)),
    )
    .trim();

// A base64 line may itself end in `+`; only a plus after a quote joins strings.
const keepBase64Plus = (tail: string, before: string): string =>
  /^\+{1,2}$/.test(tail) && /[A-Za-z0-9+/]$/.test(before) ? tail : '';

import { type DecodeBudget, type Encoded, isReadable } from './encoded.ts';
import { gunzipText } from './gunzip-text.ts';
import { hexIn } from './hex.ts';
import { alphabet, type Run, runsOf } from './runs.ts';
import { placeIn, wrappedLines } from './wrapped-lines.ts';

/** The shortest token with a format of its own has 20 characters; in base64 that is 27. */
const leastChars = 24;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const anyAlphabet = alphabet(`${letters}+/-_`);
const standardOnly = alphabet('+/');
const urlOnly = alphabet('-_');

/**
 * Every stretch of base64 (RFC 4648 sections 4 and 5, wrapped lines joined) or hexadecimal whose beginning decodes to
 * readable text or to gzip. The parts of a JWT are left out: it has rules of its own.
 *
 * @param budget - unpacking is charged to it at once, whatever comes of it.
 */
export function* base64In(bytes: Uint8Array, budget: DecodeBudget): Generator<Encoded> {
  let jwtEnd = -1;
  let joinedEnd = -1;
  for (const run of runsOf(bytes, anyAlphabet, leastChars)) {
    if (isJwtPart(bytes, run, jwtEnd)) jwtEnd = run.end;
    else if (run.start >= joinedEnd) {
      yield* hexIn(bytes, run);
      for (const value of candidates(bytes, run)) {
        const encoded = decode(bytes, value, budget);
        if (!encoded) continue;
        joinedEnd = Math.max(joinedEnd, encoded.end);
        yield encoded;
      }
    }
  }
}

const dot = 0x2e;

/** A header that is followed by another object, or what follows one. */
const isJwtPart = (bytes: Uint8Array, { start, end }: Run, jwtEnd: number): boolean =>
  (jwtEnd >= 0 && start === jwtEnd + 1 && bytes[jwtEnd] === dot) ||
  (beginsObject(bytes, start) && bytes[end] === dot && beginsObject(bytes, end + 1));

/** `eyJ` is `{"` in base64. */
const beginsObject = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x65 && bytes[at + 1] === 0x79 && bytes[at + 2] === 0x4a;

/** The whole run where one alphabet explains it, and its parts between characters of the other one: `a/b-Z2hw...`. */
function* candidates(bytes: Uint8Array, run: Run): Generator<Run> {
  const standard = holds(bytes, run, standardOnly);
  const url = holds(bytes, run, urlOnly);
  if (!(standard && url)) yield run;
  if (standard) yield* between(bytes, run, standardOnly);
  if (url) yield* between(bytes, run, urlOnly);
}

const holds = (bytes: Uint8Array, { start, end }: Run, table: Uint8Array): boolean => {
  for (let at = start; at < end; at++) if (table[bytes[at] as number] === 1) return true;
  return false;
};

function* between(bytes: Uint8Array, run: Run, table: Uint8Array): Generator<Run> {
  let start = run.start;
  for (let at = run.start; at <= run.end; at++) {
    if (at < run.end && table[bytes[at] as number] === 0) continue;
    if (at - start >= leastChars) yield { start, end: at };
    start = at + 1;
  }
}

const decode = (bytes: Uint8Array, run: Run, budget: DecodeBudget): Encoded | undefined => {
  const skew = bestSkew(bytes, run);
  if (skew === undefined) return undefined;
  const first = { start: run.start + skew, end: run.end };
  const lines = wrappedLines(bytes, first, anyAlphabet);
  const text = lines.map(({ start, end }) => latin1(bytes, start, end)).join('');
  const raw = Buffer.from(text, 'base64');
  const end = afterPadding(bytes, lines.at(-1)?.end ?? first.end);
  const unzipped = isGzip(raw) ? gunzipText(raw, budget) : undefined;
  if (unzipped) {
    const whole = { from: () => first.start, to: () => end };
    return {
      encoding: 'gzip in base64',
      ...first,
      end,
      decoded: unzipped,
      isOneValue: true,
      touches,
      ...whole,
    };
  }
  const place = placeIn(lines);
  return {
    encoding: 'base64',
    start: first.start,
    end,
    decoded: raw,
    isOneValue: true,
    from: (index) => place(Math.floor((index * 4) / 3)),
    to: (index) => Math.min(place(Math.max(Math.ceil((index * 4) / 3) - 1, 0)) + 1, end),
    touches,
  };
};

const touches = (): boolean => true;

const probeGroups = 6;
const mostUnreadable = 4;

/**
 * How many characters of the run belong to what stands before it, such as the `n` of `\nZ2hw`: the alignment under which the
 * first bytes read best. Most of random bytes are unreadable, so pictures and names of variables end here.
 */
const bestSkew = (bytes: Uint8Array, { start, end }: Run): number | undefined => {
  if (beginsGzip(bytes, start)) return 0;
  let best: number | undefined;
  let least = mostUnreadable + 1;
  for (let skew = 0; skew < 4 && end - start - skew >= leastChars - 2; skew++) {
    const count = unreadableIn(bytes, start + skew, end, least);
    if (count < least) [best, least] = [skew, count];
  }
  return best;
};

/** How many of the first decoded bytes are unreadable; stops counting at `most`. */
const unreadableIn = (bytes: Uint8Array, start: number, end: number, most: number): number => {
  let count = 0;
  const last = Math.min(start + probeGroups * 4, end - 3);
  for (let at = start; at < last && count < most; at += 4) {
    const group =
      (valueAt(bytes, at) << 18) |
      (valueAt(bytes, at + 1) << 12) |
      (valueAt(bytes, at + 2) << 6) |
      valueAt(bytes, at + 3);
    if (!isReadable(group >> 16)) count++;
    if (!isReadable((group >> 8) & 0xff)) count++;
    if (!isReadable(group & 0xff)) count++;
  }
  return count;
};

const values = new Uint8Array(256);
for (const [value, char] of [...`${letters}+/`].entries()) values[char.charCodeAt(0)] = value;
values['-'.charCodeAt(0)] = 62;
values['_'.charCodeAt(0)] = 63;

const valueAt = (bytes: Uint8Array, at: number): number => values[bytes[at] as number] as number;

/** `H4sI` is the beginning of every gzip file. */
const beginsGzip = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x48 && bytes[at + 1] === 0x34 && bytes[at + 2] === 0x73 && bytes[at + 3] === 0x49;

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(end - start, 0)).toString('latin1');

const equals = 0x3d;

const afterPadding = (bytes: Uint8Array, end: number): number => {
  let at = end;
  while (at < end + 2 && bytes[at] === equals) at++;
  return at;
};

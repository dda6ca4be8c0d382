import type { SourceFile } from '../source-file.ts';

type Claims = Readonly<Record<string, unknown>>;

/** A JSON web token (JWS in its compact form) that stands in a file. It is raw: it must not leave src/scan. */
export interface FoundToken {
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  readonly header: Claims;
  readonly payload: Claims;
  /** As written; empty when the token is not signed. */
  readonly signature: string;
}

/** Every token of a file, in order. Found and decoded once, however many rules ask. */
export const findTokens = (file: SourceFile): Promise<readonly FoundToken[]> => {
  const known = found.get(file);
  if (known) return known;
  const tokens = tokensIn(file.text);
  found.set(file, tokens);
  return tokens;
};

/** Every token of a text, in order. */
export const tokensIn = (text: string): Promise<readonly FoundToken[]> => decodeAll(candidates(text));

const found = new WeakMap<SourceFile, Promise<readonly FoundToken[]>>();

// A file with more is a table of test data.
const mostTokens = 500;
// 64 KiB of claims in base64.
const mostPayload = 87_382;
const mostDepth = 32;

interface Candidate {
  readonly raw: string;
  readonly start: number;
  readonly parts: readonly [string, string, string];
}

/**
 * Three parts of base64url, the first of which is a JSON object. Each begins where the alphabet begins, so that a run of
 * `eyJeyJeyJ` is looked at once.
 */
const candidates = (text: string): Candidate[] => {
  const pattern = new RegExp(
    `(eyJ[A-Za-z0-9_-]{5,8192})\\.([A-Za-z0-9_-]{3,${mostPayload}})\\.([A-Za-z0-9_-]{0,2048})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9_-])`,
    'y',
  );
  const all: Candidate[] = [];
  for (let at = text.indexOf('eyJ'); at >= 0 && all.length < mostTokens; at = text.indexOf('eyJ', at + 3)) {
    if (at > 0 && /[A-Za-z0-9_-]/.test(text[at - 1] ?? '')) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const [raw, header = '', payload = '', signature = ''] = match;
    all.push({ raw, start: at, parts: [header, payload, signature] });
    at += raw.length - 3;
  }
  return all;
};

const decodeAll = async (all: readonly Candidate[]): Promise<FoundToken[]> => {
  const readable = all.filter(({ parts: [header, payload, signature] }) => {
    return isFlatJson(header) && isFlatJson(payload) && signature.length % 4 !== 1;
  });
  if (readable.length === 0) return [];
  const { decodeJwt, decodeProtectedHeader } = await import('jose');
  return readable.flatMap(({ raw, start, parts }) => {
    try {
      // auth-advisor-ignore-next-line jwt/jose-decode-only -- looks at tokens that lie in files; nobody is let in by them
      const [header, payload] = [decodeProtectedHeader(raw), decodeJwt(raw)];
      const isToken =
        typeof header.alg === 'string' || header.typ !== undefined || 'exp' in payload || 'iat' in payload;
      return isToken ? [{ raw, start, end: start + raw.length, header, payload, signature: parts[2] }] : [];
    } catch {
      // Base64 of some other JSON, or of none: not a token.
      return [];
    }
  });
};

/** Strict base64url (decoders drop what they do not know) of JSON that is not nested too deeply to be handled. */
const isFlatJson = (part: string): boolean => {
  if (part.length % 4 === 1) return false;
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) return false;
  let depth = 0;
  // Brackets within text count as well: no claim needs 32 of them.
  for (const byte of bytes) {
    if (byte === 0x5b || byte === 0x7b) depth++;
    else if (byte === 0x5d || byte === 0x7d) depth--;
    if (depth > mostDepth) return false;
  }
  return true;
};

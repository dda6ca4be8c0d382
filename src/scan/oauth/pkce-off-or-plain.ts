import type { Judge } from '../check.ts';
import { isOnlyDeclared } from './declared.ts';
import { report } from './report.ts';
import { searchable } from './search.ts';

/** Code that switches PKCE off, or has it in the form that protects nothing when the request is seen. */
export const judge: Judge = async (file, rule) => {
  const found = await searchable(file);
  if (!found || found.kind === 'config') return [];
  const places = [...matches(found.text, off, 'off'), ...matches(found.text, plain, 'plain')];
  return places.map(({ start, end, word, way }) =>
    report(file, rule, {
      start,
      end,
      message:
        way === 'off'
          ? `${word} switches PKCE off: an authorization code that leaks can be redeemed by whoever holds it.`
          : 'PKCE with the method "plain" sends the verifier itself in the authorization request.',
      identity: ['pkce', way, word],
      ...(way === 'plain'
        ? {
            fix: 'Use S256: send base64url(SHA-256(verifier)) as code_challenge and `code_challenge_method=S256`.',
          }
        : {}),
    }),
  );
};

interface Place {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly way: 'off' | 'plain';
}

const off =
  /(?<![\w$-])["'`]?((?:use|require|enable|is|force)?_?pkce(?:_?(?:enabled|required|method))?)["'`]?\s{0,4}(?::|=(?!=)|=>)\s{0,4}false(?!\w)|(?<![\w$-])["'`]?(disable_?pkce|pkce_?disabled|allow_?plain_?text_?pkce|enable_?plain_?pkce)["'`]?\s{0,4}(?::|=(?!=)|=>)\s{0,4}true(?!\w)/gi;
const plain =
  /(?<=[?&"'`])(code_challenge_method)=plain(?=[&"'`#]|$)|(?<![\w$-])["'`]?(code_?challenge_?method|pkce_?method)["'`]?\s{0,4}(?::|=(?!=)|=>|,)\s{0,4}["'`]plain["'`](?!\s{0,4}\|)/gi;

const matches = (text: string, pattern: RegExp, way: Place['way']): Place[] =>
  Array.from(text.matchAll(pattern), (found) => {
    const word = found[1] ?? found[2] ?? '';
    const isPlain = /plain/i.test(word);
    return {
      start: found.index,
      end: found.index + found[0].length,
      word,
      way: isPlain ? ('plain' as const) : way,
    };
  }).filter((place) => !isOnlyDeclared(text, place) && !isType(text, place));

// `code_challenge_method: 'plain';` in an interface.
const isType = (text: string, { start, end }: Place): boolean =>
  text.slice(start, end).includes(':') && /^\s{0,4};/.test(text.slice(end, end + 5));

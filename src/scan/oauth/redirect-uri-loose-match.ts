import type { Judge } from '../check.ts';
import { report } from './report.ts';
import { searchable } from './search.ts';

/** A server that compares the redirect address of a request with the registered one by prefix, substring or pattern. */
export const judge: Judge = async (file, rule) => {
  const found = await searchable(file);
  if (!found || found.kind === 'config' || !isServer(found.text)) return [];
  return [prefix, pattern, reverse].flatMap((way) =>
    Array.from(found.text.matchAll(way))
      .filter((match) => !isHarmless(match[2] ?? '') && !isList(match[0]))
      .map((match) =>
        report(file, rule, {
          start: match.index,
          end: match.index + match[0].length,
          identity: ['redirect-uri-loose-match', match[1] ?? ''],
          message:
            'Compares the redirect address only in part: a link with an address of the attacker that fits as well brings them the code.',
        }),
      ),
  );
};

/** It knows clients and what they have registered, or hands out codes. */
const isServer = (text: string): boolean =>
  /(?:client|app|application|registered|allowed|valid|permitted)\w{0,20}(?:\??\.|->|\[["'`]|_|\b)\s{0,2}(?:get)?_?(?:redirect|callback)_?ur[il]s?/i.test(
    text,
  ) || /(?:allowed|registered|valid|permitted)_?(?:redirect|callback)/i.test(text);

// `redirectUri.startsWith(client.redirectUri)`, `registered in redirect_uri`: the address of the request is the whole, singular.
const prefix =
  /(?<![\w$.])((?:[\w$]{1,30}(?:\??\.|->|\[["'])){0,4}(?:redirect|callback)_?ur[il](?:["']\])?(?:\.toString\(\)|\.href)?)\??\.(?:startsWith|starts_with\??|startswith|includes|indexOf|contains|include\?|StartsWith|Contains|hasPrefix|match|search)\(\s{0,20}([^\n;]{1,120})/gi;
const pattern =
  /(?<![\w$])(?:re\.(?:match|search)|strings\.HasPrefix|str_starts_with|strpos|minimatch|micromatch\.isMatch|fnmatch\.fnmatch|fnmatch)\(\s{0,4}((?:[^\n(),]{1,80},\s{0,4})?(?:[\w$]{1,30}(?:\??\.|->|\[["'])){0,4}\$?(?:redirect|callback)_?ur[il](?:["']\])?)(?=\s{0,4}[,)])([^\n;]{0,80})/gi;

/** What a client has registered may be a list under a singular name. */
const isList = (text: string): boolean =>
  /^(?:\w{0,20}client|app|application|registered|allowed|config|options|this\.options)\w{0,20}(?:\??\.|\[)[\w.?[\]"']{0,40}\.(?:includes|indexOf|contains|Contains)\(/i.test(
    text,
  );

/** The address has another name: `uri.startsWith(client.redirectUri)`. */
const reverse =
  /(?<![\w$.])((?:uri|target|ru|(?:requested|provided|given)\w{0,20})\??\.(?:startsWith|startswith|includes|indexOf|match))\(\s{0,8}((?:this\.|self\.)?(?:client|app|application|registered\w{0,20})(?:\??\.|\[["'])[^\n;()]{0,60}redirect_?ur[il][^\n;()]{0,40})/gi;

/** A relative path, one host with its slash, or what asks for something else: an anchor, a scheme that is refused. */
const isHarmless = (argument: string): boolean =>
  /^["'`](?:\/|#|\?|javascript:|data:|\*|http:\/\/localhost|http:\/\/127|\.\.|https?:\/\/[^/"'`$]{1,100}\/)|^`\$\{[^}]{1,60}\}\/|^\/\^?#/.test(
    argument.trim(),
  );

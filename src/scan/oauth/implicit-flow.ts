import type { Judge } from '../check.ts';
import type { CodeFacts } from '../code/facts.ts';
import { isOnlyDeclared } from './declared.ts';
import { report } from './report.ts';
import { type Searchable, searchable } from './search.ts';

interface Place {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** A response type by which the authorization response itself carries an access token. */
export const judge: Judge = async (file, rule) => {
  const found = await searchable(file);
  if (!found) return [];
  const places = [...inAddresses(found.text), ...inSettings(found), ...implicitClients(await file.code())];
  return places.map(({ start, end, type }) =>
    report(file, rule, {
      start,
      end,
      message: `Asks for response type "${type}": the access token comes back in the browser's address bar.`,
      identity: ['implicit-flow', type],
      facts: { responseType: type },
    }),
  );
};

const address = /(?<=[?&;"'`])response_type=([\w%+ -]{2,60})/g;

const inAddresses = (text: string): Place[] =>
  Array.from(text.matchAll(address)).flatMap((found) => {
    const type = implicitType((found[1] ?? '').replace(/%20|\+/g, ' '));
    return type ? [{ start: found.index, end: found.index + found[0].length, type }] : [];
  });

// `responseType: 'code' | 'token'` and `response_type: 'token';` are types; `=== 'token'` is a server that compares.
const quoted =
  /(?<![\w$-])(["'`]?)response_?type\1\s{0,4}(?:([:=])|,)\s{0,4}(["'`])([a-z_ ]{4,40})\3(?!\s{0,4}[|])(\s{0,4};)?/gi;
const bare =
  /^[ \t-]{0,60}["']?(?:\w{0,60}[._-])?response[_-]?type["']?[ \t]{0,8}[:=][ \t]{0,8}["']?([a-z_ ]{4,40})["']?[ \t]{0,8},?[ \t]{0,8}$/gim;

const inSettings = ({ text, kind }: Searchable): Place[] => {
  const places = Array.from(text.matchAll(quoted)).flatMap((found) => {
    const type = found[2] === ':' && found[5] ? undefined : implicitType(found[4] ?? '');
    const place = { start: found.index, end: found.index + found[0].length - (found[5]?.length ?? 0) };
    return type && !isOnlyDeclared(text, place) ? [{ ...place, type }] : [];
  });
  if (kind !== 'config' || places.length > 0) return places;
  return Array.from(text.matchAll(bare)).flatMap((found) => {
    const type = implicitType((found[1] ?? '').trim());
    const start = found.index + found[0].search(/\S/);
    return type ? [{ start, end: found.index + found[0].trimEnd().length, type }] : [];
  });
};

/** oauthlib's client for the implicit grant. */
const implicitClients = (facts: CodeFacts | undefined): Place[] =>
  (facts?.calls ?? [])
    .filter(({ callee }) => callee.at(-1) === 'MobileApplicationClient')
    .map(({ start, end }) => ({ start, end, type: 'token' }));

/** The normalised response type when it holds `token` and only known words beside it. */
const implicitType = (value: string): string | undefined => {
  const words = value.trim().split(/\s{1,4}/);
  const known = words.every((word) => word === 'token' || word === 'id_token' || word === 'code');
  return known && words.includes('token') ? words.join(' ') : undefined;
};

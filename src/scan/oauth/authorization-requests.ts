import type { CodeFile } from './code-text.ts';
import { entryOf, optionGroups, textOf } from './option-groups.ts';
import { around } from './search.ts';

/** A place where an authorization request is put together. */
export interface AuthorizationRequest {
  readonly start: number;
  readonly end: number;
  /** `code`, `code id_token`; words apart by one space. */
  readonly responseType: string;
  /** Parameters may be added that cannot be seen. */
  readonly isOpen: boolean;
}

/** The requests that a file puts together itself: as an address, or as parameters with a response type beside a client. */
export const authorizationRequests = (source: CodeFile): readonly AuthorizationRequest[] => [
  ...inAddresses(source),
  ...inGroups(source),
];

/** Something turns the parameters into an address here: others only declare them for a library that adds its own. */
export const isSent = (near: string): boolean =>
  /URLSearchParams|urlencode|stringify\(|redirect\(|Redirect\(|\.href|location\b|searchParams|authori[sz]ation_?[uU]rl\(|prepare_request_uri|build_?[uU]rl|\?\$?\{|["'`]\?["'`]|response_type=/.test(
    near,
  );

/** The text around a request in which its other parameters may be set. */
export const nearRequest = ({ code }: CodeFile, { start, end }: AuthorizationRequest): string =>
  around(code, start, end, 1200);

const typeInAddress = /[?&]response_type=([\w%+ -]{2,60})(?=[&"'`#\s]|$)/;

const inAddresses = ({ code, facts }: CodeFile): AuthorizationRequest[] =>
  facts.texts.flatMap(({ start, end }) => {
    const text = end - start < 4000 ? code.slice(start, end) : '';
    const type = normalised(typeInAddress.exec(text)?.[1] ?? '');
    const isRequest = type && /client_id=/.test(around(code, start, end, 300));
    return isRequest ? [{ start, end, responseType: type, isOpen: false }] : [];
  });

const inGroups = (source: CodeFile): AuthorizationRequest[] =>
  optionGroups(source).flatMap((group) => {
    const type = normalised(textOf(source, group, /^responsetype$/) ?? '');
    const hasClient = entryOf(group, /^(clientid|redirecturi|redirecturl)$/) !== undefined;
    return type && hasClient
      ? [
          {
            start: group.start,
            end: group.end,
            responseType: type,
            isOpen: group.isOpen || growsLater(source, group.end),
          },
        ]
      : [];
  });

/** `params.update(extra)`, `Object.assign(params, extra)`: more is put in than can be seen. */
const growsLater = ({ code }: CodeFile, end: number): boolean =>
  /\.update\(\s{0,4}(?!\{)[\w*]|Object\.assign\(/.test(code.slice(end, end + 600));

/** The response type when it holds only known words. */
const normalised = (value: string): string | undefined => {
  const words = value
    .replace(/%20|\+/g, ' ')
    .trim()
    .split(/\s{1,4}/);
  return words.every((word) => /^(code|token|id_token)$/.test(word)) ? words.join(' ') : undefined;
};

/** A program on the person's own device, which gets the answer on a loopback address, by hand, or by a scheme of its own. */
export const isLoopback = (text: string): boolean =>
  /wg:oauth:2\.0:oob|http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)(?::(?:\$?\{|%|["'`]\s{0,4}\+|0\b)|["'`])|createServer\(|HTTPServer\(|run_local_server/i.test(
    text,
  );

import { escapeText } from '../../core/escape.ts';
import type { Judge } from '../check.ts';
import type { ConfigEntry } from '../config/entry.ts';
import { codeFile } from './code-text.ts';
import { optionGroups } from './option-groups.ts';
import { type Found, report } from './report.ts';
import { constantTextOf } from './settings-in-code.ts';

/** A redirect address that is registered with a wildcard or without TLS. Loopback addresses of native applications may be plain. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  const places = source
    ? optionGroups(source).flatMap(({ entries, within }) =>
        entries.flatMap(({ key, value }) => {
          const items = listKey.test(fold(key)) && value.kind === 'list' ? value.items : [];
          return items.map((item) => ({
            text: constantTextOf(source.facts, item, within),
            start: item.start,
            end: item.end,
          }));
        }),
      )
    : (await file.config()).entries.filter((entry) => isOAuth(file.text, entry)).flatMap(inConfig);
  return places.flatMap(({ text, start, end }) => {
    const found = text === undefined ? undefined : judgeAddress(text, start, end);
    return found ? [report(file, rule, found)] : [];
  });
};

const fold = (key: string): string => key.replace(/[_-]/g, '').toLowerCase();
const listKey =
  /^(?:redirecturi(?:s|list)?|validredirecturis|redirecturls|callbackurls|callbacks|allowedcallbackurls|allowedredirecturis|authorizedredirect(?:uris|urls)|oauthcallbackurls|redirectionuris)$/;

/** Auth0 writes `callbacks`, which is a word of many programs. */
const isOAuth = (text: string, { path }: ConfigEntry): boolean =>
  !path.includes('callbacks') || /auth0|oauth|openid|client_?id/i.test(text);

const inConfig = ({ path, value, start, end, reference }: ConfigEntry) => {
  const isItem = /^\d+$/.test(path.at(-1) ?? '');
  const key = fold(
    path
      .at(isItem ? -2 : -1)
      ?.split('.')
      .at(-1) ?? '',
  );
  // Keycloak's whole wildcards have a rule of their own.
  const isOwn = path.at(-2) === 'redirectUris' && /^(?:https?:\/\/)?\*$|^http\*$/.test(String(value));
  return listKey.test(key) && typeof value === 'string' && !reference && !isOwn
    ? [{ text: value, start, end }]
    : [];
};

const judgeAddress = (text: string, start: number, end: number): Found | undefined => {
  const address = text.trim();
  const host = /^[a-z*]{1,12}:\/\/([^/?#\s]{0,200})/i.exec(address)?.[1] ?? '';
  const base = { start, end, identity: ['redirect-uri-registered', address] };
  const shown = escapeText(address.slice(0, 100));
  if (
    address === '*' ||
    /^(?:https?|\*):\/\/\*(?:$|\/|:)/.test(address) ||
    /^https?:?\*$|^\.\*$/.test(address)
  )
    return {
      ...base,
      message: `"${shown}" lets any address fit: a link is enough to have a person's code sent to somebody else.`,
    };
  if (isLocal(host)) return undefined;
  if (host.includes('*') && /^(?:https?|\*):/i.test(address))
    return {
      ...base,
      severity: 'medium',
      message: `"${shown}" fits every name under the domain: who gets hold of one of them, such as an abandoned one, receives people's codes.`,
    };
  if (/^http:\/\//i.test(address))
    return {
      ...base,
      severity: 'medium',
      message: `The code comes back to "${shown}" without TLS: whoever shares the network reads it.`,
    };
  return undefined;
};

/** A machine of the developer's, or a name that only a private network knows. */
const isLocal = (host: string): boolean =>
  /^(?:localhost|127\.|\[::1\]|0\.0\.0\.0|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|host\.docker\.internal)|^[\w-]{1,60}(?::\d{1,5})?$|\.(?:local|localhost|test|internal|lan|localdomain|example|svc)(?::\d{1,5})?$|\.svc\.|\$\{|\{\{|<|%/i.test(
    host,
  );

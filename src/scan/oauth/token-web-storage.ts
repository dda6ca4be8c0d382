import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { type Found, report } from './report.ts';
import { constantTextOf } from './settings-in-code.ts';

/** Browser code that keeps a token in localStorage or sessionStorage, by hand or by a library's option. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || source.facts.language === 'python') return [];
  return [...storedByCall(source), ...storedByMember(source), ...libraryOptions(source)].map((found) =>
    report(file, rule, found),
  );
};

type StorageName = 'localStorage' | 'sessionStorage';

const storageOf = (path: readonly string[]): StorageName | undefined => {
  const [first, second] =
    path[0] === 'window' || path[0] === 'globalThis' || path[0] === 'self' ? path.slice(1) : path;
  const name = first ?? second;
  return name === 'localStorage' || name === 'sessionStorage' ? name : undefined;
};

const found = (place: { start: number; end: number }, storage: StorageName, key: string): Found => {
  const isRefresh = /refresh|offline/i.test(key);
  return {
    start: place.start,
    end: place.end,
    message: `Keeps ${JSON.stringify(key)} in ${storage}, where any script that gets into the page can read it.`,
    identity: ['token-web-storage', storage, key],
    // sessionStorage ends with the tab, localStorage stays; a refresh token outlives both.
    severity: isRefresh ? 'high' : storage === 'sessionStorage' ? 'low' : 'medium',
  };
};

const storedByCall = ({ facts, code }: CodeFile): Found[] =>
  facts.calls.flatMap((call) => {
    const storage = call.callee.at(-1) === 'setItem' ? storageOf(call.callee) : undefined;
    const key = storage && keyOf({ facts, code }, call);
    return storage && key !== undefined && isTokenKey(key) && !isNoToken(code, call)
      ? [found(call, storage, key)]
      : [];
  });

/** The key as a text, or the name of the constant that holds it. */
const keyOf = ({ facts, code }: CodeFile, call: CallSite): string | undefined => {
  const value = call.args[0]?.value;
  if (!value) return undefined;
  return (
    constantTextOf(facts, value, call.within) ??
    (value.kind === 'name' ? value.path.at(-1) : code.slice(value.start, value.end).slice(0, 80))
  );
};

const storedByMember = ({ facts, code }: CodeFile): Found[] =>
  facts.assignments.flatMap(({ target, value, start, end }) => {
    const storage = storageOf(target);
    const key = target.at(-1) ?? '';
    const isRemoval = /^(null|undefined|''|"")$/.test(code.slice(value.start, value.end));
    return storage && target.length >= 2 && isTokenKey(key) && !isRemoval
      ? [found({ start, end }, storage, key)]
      : [];
  });

const tokenKey =
  /(?:access|refresh|id|auth|bearer|session|user|login|api)[_-]?token|(?<![a-z])(?:jwt|token|bearer)(?![a-z])|(?:^|[_.:-])token$|[a-z]Token$|jwt$/i;
const otherKey =
  /count|theme|expir|csrf|xsrf|type|name|address|symbol|list|balance|contract|verifier|fcm|apns|push|device|invite|reset|design|price|length|limit|usage|decimals|valid|state|nonce|mint|ttl|at$|time/i;

const isTokenKey = (key: string): boolean => tokenKey.test(key) && !otherKey.test(key);

/** The value is a number, a flag or nothing. */
const isNoToken = (code: string, call: CallSite): boolean => {
  const value = call.args[1]?.value;
  if (!value) return true;
  const text = code.slice(value.start, value.end);
  return /^(['"`])(true|false|\d{0,6})\1$|^(null|undefined|true|false|\d+)$|\.length\b|^String\(\w*(?:count|total)/i.test(
    text,
  );
};

const cacheOption = /(?<![\w$])cacheLocation["']?\s{0,4}:\s{0,4}["'`]local_?storage["'`]/gi;
const userStore =
  /(?<![\w$])userStore["']?\s{0,4}:\s{0,4}new\s{1,4}(?:\w{1,20}\.)?WebStorageStateStore\(\s{0,20}\{[^{}]{0,80}localStorage[^{}]{0,40}\}/g;

/** auth0-spa-js, MSAL and oidc-client: an option that puts every token there. */
const libraryOptions = ({ code }: CodeFile): Found[] =>
  [...code.matchAll(cacheOption), ...code.matchAll(userStore)].map((match) => ({
    ...found({ start: match.index, end: match.index + match[0].length }, 'localStorage', 'all tokens'),
    identity: ['token-web-storage', match[0].slice(0, 14)],
    message:
      'This option makes the library keep its tokens in localStorage, where any script that gets into the page can read them.',
  }));

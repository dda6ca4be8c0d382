import type { CallSite } from '../code/facts.ts';
import { type CodeFile, expanded } from './code-text.ts';
import { type OptionGroup, optionGroups } from './option-groups.ts';
import { constantTextOf, type KeyedValue } from './settings-in-code.ts';

/** What a login asks a provider for. */
export interface LoginScope {
  readonly words: readonly string[];
  readonly entry: Pick<KeyedValue, 'start' | 'end'>;
  readonly group: OptionGroup | undefined;
}

/**
 * The scopes of logins in a file, where the same file shows that somebody is signed in with them.
 * Connecting an account, and a file that uses the tokens for anything else, ask for what they need.
 */
export const loginScopes = (source: CodeFile): readonly LoginScope[] =>
  isLogin(source) && !usesTokens(source) ? [...inGroups(source), ...inAddresses(source)] : [];

const isLogin = ({ code }: CodeFile): boolean =>
  /passport\.authenticate\(|passport\.use\(|login_user\(|(?:req\.)?session\.(?:user|userId|uid)\b|session\[["']user|\/login\b|["'`]\/sign-?in|log_?in|sign_?in/i.test(
    code,
  ) &&
  !/passport\.authorize\(|connect_?(?:drive|calendar|account|repo|mail|google|github)|\/connect\b|(?<![a-z])sync|import_?repo/i.test(
    code,
  );

const userAddress =
  /api\.github\.com\/user(?![\w/])|googleapis\.com\/oauth2\/v\d\/userinfo|openidconnect\.googleapis\.com|graph\.microsoft\.com\/v1\.0\/me(?![\w/])|graph\.facebook\.com\/(?:v\d{1,2}\.\d\/)?me(?![\w/])|discord\.com\/api\/(?:v\d{1,2}\/)?users\/@me(?![\w/])|["'`]\/?user(?:\/emails|info)?["'`]|["'`]\/?me["'`]/gi;
const apiAddress =
  /api\.github\.com\/|(?:www|gmail|drive|calendar|people|sheets|docs|youtube)\.googleapis\.com\/(?!auth)|graph\.microsoft\.com\/v|graph\.facebook\.com\/|discord\.com\/api\/(?!oauth2)|\boctokit\b|google\.(?:gmail|drive|calendar|sheets|youtube)\(|gapi\.client|\bPyGithub\b|build\(["'](?:gmail|drive|calendar|sheets)/i;

/** Tokens are kept, handed on, or used with an API beyond the question who the person is. */
const usesTokens = ({ code }: CodeFile): boolean => {
  const rest = code.replace(userAddress, '');
  return (
    apiAddress.test(rest) ||
    /(?:access|refresh)_?token["'\]]{0,2}\s{0,4}(?::\s{0,4}(?!string|str\b|any\b)[\w$]|=\s{0,4}[\w$.[]+(?:access|refresh)_?token)|\.(?:save|store|encrypt)\w{0,12}tokens?/i.test(
      rest,
    )
  );
};

const inGroups = (source: CodeFile): LoginScope[] =>
  optionGroups(source).flatMap((group) =>
    group.entries.flatMap((entry) => {
      const text = /^scopes?$/i.test(entry.key)
        ? constantTextOf(source.facts, entry.value, group.within)
        : undefined;
      return text === undefined || text.trim() === '' || !asksProvider(source, group)
        ? []
        : [{ words: wordsOf(text), entry, group }];
    }),
  );

const asksProvider = (source: CodeFile, { call, entries, start, end, within }: OptionGroup): boolean =>
  isAuthorizeCall(call) ||
  entries.some(({ key }) => /^(clientID|client_?id|redirect_?uri|callbackURL)$/i.test(key)) ||
  /https:\/\/|authori[sz]/i.test(expanded(source, start, Math.min(end, start + 1000), within));

const isAuthorizeCall = (call: CallSite | undefined): boolean =>
  /^(authenticate|register|generateAuthUrl|authorizationUrl|authorization_url|getAuthorizationUrl|authorizeURL|OAuth2Session|signIn)$/.test(
    call?.callee.at(-1) ?? call?.imported?.path.at(-1) ?? '',
  );

const inAddresses = ({ facts, code }: CodeFile): LoginScope[] =>
  facts.texts.flatMap(({ start, end }) => {
    const text = end - start < 4000 ? code.slice(start, end) : '';
    const scope = /auth/i.test(text)
      ? /[?&]scope=([\w%+.:/ -]{3,400})(?=[&"'`]|$)/.exec(text)?.[1]
      : undefined;
    return scope === undefined ? [] : [{ words: wordsOf(scope), entry: { start, end }, group: undefined }];
  });

const wordsOf = (scope: string): readonly string[] =>
  scope
    .replace(/%20|\+/g, ' ')
    .replace(/%3A/gi, ':')
    .replace(/%2F/gi, '/')
    .split(/[\s,]+/)
    .filter((word) => word !== '');

import type { Judge } from '../check.ts';
import { codeFile } from './code-text.ts';
import { report } from './report.ts';
import { loginScopes } from './unused-grant.ts';

/** A login that asks for access while the person is away, and never reads the refresh token that it gets. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || /refresh_?token|\.credentials\b|set_?credentials/i.test(withoutParams(source.code)))
    return [];
  return loginScopes(source).flatMap(({ words, entry, group }) => {
    const type = group?.entries.find(({ key }) => /^access_?type$/i.test(key));
    const isOffline =
      words.includes('offline_access') || (type?.value.kind === 'literal' && type.value.value === 'offline');
    const isLogin = words.every((word) => loginScope.test(word));
    return isOffline && isLogin
      ? [
          report(file, rule, {
            start: entry.start,
            end: entry.end,
            identity: ['offline-access-in-login'],
            message:
              'A login asks for access while the person is away, and nothing here uses it; a refresh token that leaks opens the account for months.',
          }),
        ]
      : [];
  });
};

const loginScope =
  /^(?:openid|profile|email|basic|user\.read|offline_access|https:\/\/www\.googleapis\.com\/auth\/userinfo\.(?:email|profile))$/i;

/** Passport's callback takes a refresh token whether it is wanted or not. */
const withoutParams = (code: string): string =>
  code.replace(
    /(?:_?access_?token\w{0,10})(?::\s{0,4}\w{1,20})?,\s{0,40}_{0,2}refresh_?token(?::\s{0,4}\w{1,20})?,/gi,
    '',
  );

import type { Judge } from '../check.ts';
import type { CodeFacts } from '../code/facts.ts';
import { isOnlyDeclared } from './declared.ts';
import { report } from './report.ts';
import { around, searchable } from './search.ts';

/**
 * Code that hands a person's password to a token endpoint. Quiet in tests, where the grant only fetches a token for the test,
 * and where nothing near carries a user name: constants, types and servers that compare.
 */
export const judge: Judge = async (file, rule) => {
  const found = file.role === 'test' ? undefined : await searchable(file);
  if (!found || found.kind === 'config') return [];
  const places = [...grants(found.text), ...inLibraries(found.text, await file.code())];
  return places.map(({ start, end, what, isMild }) =>
    report(file, rule, {
      start,
      end,
      message: `The person's own password goes through this program to the token endpoint (${what}).`,
      identity: ['password-grant', what],
      ...(isMild ? { severity: 'low' as const } : {}),
    }),
  );
};

interface Place {
  readonly start: number;
  readonly end: number;
  readonly what: string;
  readonly isMild: boolean;
}

const grant =
  /(?<=[?&"'`])grant_type=password(?=[&"'`]|$)|(?<![\w$-])(["'`]?)grant_?type\1\s{0,4}(?:[:=]|,|=>)\s{0,4}(["'`])password\2(?!\s{0,4}[|;])|(?<=\.grant_?type\s{0,4}=\s{0,4})(["'`])password\3/gi;
const userName = /(?<![a-z])(?:user_?name|user|email|login|account)(?![a-z])/i;

const grants = (text: string): Place[] =>
  Array.from(text.matchAll(grant)).flatMap((found) => {
    const end = found.index + found[0].length;
    const near = around(text, found.index, end, 400).replace(/grant_?type/gi, '');
    const isSent = userName.test(near) && /password.{0,800}password/is.test(near);
    return isSent && !isOnlyDeclared(text, { start: found.index, end })
      ? // auth-advisor-ignore-next-line oauth/password-grant -- the name of what is looked for
        [{ start: found.index, end, what: 'grant_type=password', isMild: false }]
      : [];
  });

const libraryMethod =
  /^(acquire_token_by_username_password|acquireTokenByUsernamePassword|LegacyApplicationClient)$/;
const otherLibraries =
  /(?<=[.>])(?:PasswordCredentialsToken|RequestPasswordTokenAsync|AcquireTokenByUsernamePassword)(?=\()/g;
const cognitoFlow = /(?<=AuthFlow["']?\s{0,4}[:=]\s{0,4}["'])USER_PASSWORD_AUTH(?=["'])/g;

const inLibraries = (text: string, facts: CodeFacts | undefined): Place[] => {
  const calls = (facts?.calls ?? []).flatMap(({ callee, start, end }) => {
    const what = callee.at(-1) ?? '';
    return libraryMethod.test(what) ? [{ start, end, what, isMild: false }] : [];
  });
  const others = facts ? [] : [...text.matchAll(otherLibraries)];
  // Cognito's own flow is no OAuth grant, but the password takes the same way.
  const named = [...others, ...text.matchAll(cognitoFlow)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    what: found[0],
    isMild: found[0] === 'USER_PASSWORD_AUTH',
  }));
  return [...calls, ...named];
};

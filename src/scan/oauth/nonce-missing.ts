import type { Judge } from '../check.ts';
import { authorizationRequests, isSent, nearRequest } from './authorization-requests.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { report } from './report.ts';

/** An authorization request whose answer carries an ID token through the browser, without a nonce to tie it to this login. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || addsNonce(source)) return [];
  return authorizationRequests(source)
    .filter(({ responseType, isOpen }) => /id_token/.test(responseType) && !isOpen)
    .filter((request) => {
      const near = nearRequest(source, request);
      return isSent(near) && !/nonce/i.test(near);
    })
    .map(({ start, end, responseType }) =>
      report(file, rule, {
        start,
        end,
        identity: ['nonce-missing', responseType],
        facts: { responseType },
        message: `Asks for an ID token through the browser ("${responseType}") without a nonce: a token from another login is as good as the own one.`,
      }),
    );
};

/** Libraries that make and check a nonce themselves. */
const addsNonce = ({ facts }: CodeFile): boolean =>
  facts.imports.some(({ module }) =>
    /^(oidc-client|react-oidc-context|angular-oauth2-oidc|angular-auth-oidc-client|@azure\/msal|msal|auth0|@auth0\/|passport-azure-ad|passport-openidconnect|express-openid-connect|@okta\/|keycloak-js|authlib|flask_oidc|mozilla_django_oidc|expo-auth-session|react-native-app-auth)/.test(
      module,
    ),
  );

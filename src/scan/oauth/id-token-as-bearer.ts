import type { Judge } from '../check.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { type Found, report } from './report.ts';

/**
 * Code that sends an ID token as the bearer token of an API.
 * Quiet where the platform means it so: Firebase, Google's and Kubernetes' service identities. Milder for Cognito, whose gateway takes either.
 */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || meansIt.test(source.code)) return [];
  return found(source).map((one) => report(file, rule, one));
};

const meansIt =
  /firebase|getIdTokenClient|fetch_?id_?token|IDTokenCredentials|getIDToken\(|instance\/service-accounts|iap|kube|\bk8s\b|cloud_?run|audience=|target_audience/i;
const cognito = /aws-amplify|cognito/i;

/** `Bearer ${user.id_token}`, 'Bearer ' + idToken, f"Bearer {tokens['id_token']}", "Bearer %s" % id_token. */
const bearer =
  /(["'`])(?:Bearer\s{1,2})(?:\$?\{\s{0,4}|\1\s{0,4}(?:\+|%|\.format\(|,)\s{0,4}|(?:%s|\{\})\1\s{0,4}(?:%|\.format\(|,)\s{0,4})\(?(?:await\s{1,4})?((?:[\w$]{1,40}(?:\(\))?(?:\??\.|!\.|\[["'])){0,6}(?:_?id_?token|[a-z]{1,20}Id_?Token|get_?id_?token|id_?token_?(?:jwt|raw|str)))(?:["']\]|\(\)|!|\.__raw|\.raw|\.jwtToken|\.getJwtToken\(\)|\.toString\(\))?\s{0,4}[})"'`,;\s]/gi;

const found = ({ code }: CodeFile): Found[] =>
  Array.from(code.matchAll(bearer), (match) => {
    const isCognito = cognito.test(code);
    return {
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      identity: ['id-token-as-bearer', match[2] ?? ''],
      message:
        'Sends the ID token to an API as if it were an access token; it is addressed to this application, says who signed in, and grants nothing.',
      ...(isCognito
        ? {
            severity: 'info' as const,
            fix: 'Send the access token and let the gateway check its scopes; a Cognito authorizer takes the ID token only while no scopes are asked for.',
          }
        : {}),
    };
  });

import type { Judge } from '../check.ts';
import { type CodeFile, codeFile, expanded } from './code-text.ts';
import { entryOf, type OptionGroup, optionGroups, textOf } from './option-groups.ts';
import { type Found, report } from './report.ts';

/**
 * A browser application that gets OAuth tokens from its own site for its own API, and for nothing else.
 * Speaks only where one place shows it: authority and redirect on one site, and no scope of another API.
 */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || source.facts.language === 'python' || !browserLibrary(source)) return [];
  return optionGroups(source).flatMap((group) => {
    const found = judgeOptions(source, group);
    return found ? [report(file, rule, found)] : [];
  });
};

// Also where only its types are imported.
const browserLibrary = ({ code }: CodeFile): boolean =>
  /["'](?:oidc-client|oidc-client-ts|react-oidc-context|angular-oauth2-oidc|angular-auth-oidc-client|@axa-fr\/(?:react-)?oidc-client|vue-oidc-client|@badgateway\/oauth2-client|react-oauth2-code-pkce)["']/.test(
    code,
  );

const judgeOptions = (source: CodeFile, group: OptionGroup): Found | undefined => {
  const authority = entryOf(group, /^(authority|issuer|authorizationendpoint|server|authurl)$/);
  const redirect = entryOf(group, /^(redirecturi|redirecturl)$/);
  if (!authority || !redirect || !entryOf(group, /^clientid$/)) return undefined;
  const from = siteOf(expanded(source, authority.value.start, authority.value.end, group.within));
  const to = siteOf(expanded(source, redirect.value.start, redirect.value.end, group.within));
  const scope = textOf(source, group, /^scopes?$/) ?? 'openid';
  const others = /resource|audience/i.test(group.entries.map(({ key }) => key).join(' '));
  if (!from || from !== to || others || !isPlainScope(scope) || sendsElsewhere(source, from))
    return undefined;
  return {
    start: group.start,
    end: group.end,
    identity: ['first-party-over-engineering', from],
    facts: { site: from },
    message: `The login server and the application are one site (${from}), no other API's scope is asked for, and no token leaves it: a session cookie would do.`,
  };
};

const own = 'its own origin';

/** The registrable part of an address, or that it is the page's own. */
const siteOf = (text: string): string | undefined => {
  if (/(?:window\.|document\.|globalThis\.)?location\.origin|^["'`]\//.test(text)) return own;
  const host = /https:\/\/([a-z0-9.-]{4,80})/i.exec(text)?.[1];
  const labels = host?.toLowerCase().split('.') ?? [];
  // A name under a shared suffix belongs to somebody else each: co.uk, web.app, azurewebsites.net.
  const isShared =
    /\.(?:[a-z]{2,3}\.[a-z]{2}|web\.app|vercel\.app|netlify\.app|herokuapp\.com|azurewebsites\.net|auth0\.com|okta\.com|onmicrosoft\.com|amazoncognito\.com|pages\.dev|github\.io)$/.test(
      host ?? '',
    );
  return labels.length < 2 || isShared ? undefined : labels.slice(-2).join('.');
};

const isPlainScope = (scope: string): boolean =>
  scope.split(/\s+/).every((word) => /^(openid|profile|email|offline_access|roles|api|)$/.test(word));

/** A fixed address of another site in the same file. */
const sendsElsewhere = ({ code }: CodeFile, site: string): boolean =>
  Array.from(code.matchAll(/https:\/\/([a-z0-9.-]{4,80})/gi), ([, host = '']) => host.toLowerCase()).some(
    (host) => site === own || !(host === site || host.endsWith(`.${site}`)),
  );

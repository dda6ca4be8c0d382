import type { Judge } from '../check.ts';
import type { CallSite, Value } from '../code/facts.ts';
import { settled } from '../code/resolve.ts';
import type { SourceFile } from '../source-file.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { type Found, report } from './report.ts';
import { groupsOf, type KeyedValue, keyedIn } from './settings-in-code.ts';

/** A client secret in code that is sent to browsers, or behind a name that the bundler copies into it. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || source.facts.language === 'python') return [];
  const isBrowser = runsInBrowser(file, source);
  const founds = new Map<number, Found>();
  for (const { entry, within } of secretsOf(source)) {
    const found = judgeEntry(source, entry, within, isBrowser);
    if (found) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

interface Secret {
  readonly entry: KeyedValue;
  readonly within: number;
}

const secretKey = /^(client_?secret|oauth_?secret|app_?secret)$/i;

const secretsOf = ({ facts }: CodeFile): Secret[] =>
  [
    ...facts.calls.flatMap((call: CallSite) =>
      keyedIn(call).map((entry) => ({ entry, within: call.within })),
    ),
    ...facts.assignments.flatMap(({ target, value, start, end, within }) => [
      { entry: { key: target.at(-1) ?? '', value, start, end }, within },
      ...groupsOf(value)
        .flat()
        .map((entry) => ({ entry, within })),
    ]),
  ].filter(({ entry }) => secretKey.test(entry.key));

const publicName =
  /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|PUBLIC|VUE_APP|NG_APP|STORYBOOK)_/;

const judgeEntry = (
  { facts, code }: CodeFile,
  entry: KeyedValue,
  within: number,
  isBrowser: boolean,
): Found | undefined => {
  const value = settled(facts, entry.value, within);
  const name = publicNameIn(value) ?? publicNameIn(entry.value);
  const base = {
    start: entry.start,
    end: entry.end,
    identity: ['client-secret-in-browser', entry.key, name ?? ''],
  };
  if (name) {
    return {
      ...base,
      confidence: 'high',
      message: `${name} is copied into the bundle that every visitor downloads, and with it the client secret.`,
    };
  }
  if (!isBrowser) return undefined;
  if (value.kind === 'env')
    return {
      ...base,
      message: `The client secret from ${value.name} is used in code that runs in the browser.`,
    };
  if (value.kind !== 'literal' || typeof value.value !== 'string' || !looksReal(value.value))
    return undefined;
  const secret = { start: value.start + 1, end: value.end - 1, shown: '****' };
  return {
    ...base,
    secrets: [secret],
    preview: '****',
    identity: [...base.identity, code.slice(secret.start, secret.end)],
    message: 'A client secret is written into code that runs in the browser.',
  };
};

const publicNameIn = (value: Value): string | undefined => {
  if (value.kind === 'env') return publicName.test(value.name) ? value.name : undefined;
  if (value.kind === 'fallback') return publicNameIn(value.first) ?? publicNameIn(value.second);
  const last = value.kind === 'name' ? (value.path.at(-1) ?? '') : '';
  return publicName.test(last) && /env/i.test(value.kind === 'name' ? value.path.join('.') : '')
    ? last
    : undefined;
};

const looksReal = (text: string): boolean =>
  text.length >= 8 &&
  !/^(your|pi_|seti_|cs_|my|the|xxx|example|change|replace|todo|dummy|test|<|\$\{|\{\{|\*)|secret$|_here$/i.test(
    text,
  );

const serverPath =
  /(^|\/)(server|api|backend|functions|lambda|workers?|scripts?|bin|cli)\/|\.server\.[jt]sx?$|(^|\/)(route|server|middleware)\.[jt]s$|\.config\.[cm]?[jt]s$/i;
const browserModule =
  /^(react|react-dom|vue|svelte|solid-js|preact|@angular\/|oidc-client|oidc-client-ts|react-oidc-context|@auth0\/auth0-(spa-js|react|vue|angular)|auth0-js|@azure\/msal-(browser|react|angular)|keycloak-js|angular-oauth2-oidc|react-router|expo-|react-native)/;
const serverModule =
  /^(node:|@stripe\/|express$|fastify$|koa$|next-auth|@auth\/|@nestjs\/|passport|hono$|@hapi\/|fs$|crypto$|http$|https$|next\/server)/;

const runsInBrowser = (file: SourceFile, { facts, code }: CodeFile): boolean => {
  const modules = facts.imports.map(({ module }) => module);
  if (
    serverPath.test(file.path) ||
    modules.some((module) => serverModule.test(module)) ||
    /^\s{0,20}['"]use server['"]/.test(code)
  )
    return false;
  return (
    modules.some((module) => browserModule.test(module)) ||
    /(?<![\w$.])(?:window|document|localStorage|sessionStorage)\.|import\.meta\.env/.test(code)
  );
};

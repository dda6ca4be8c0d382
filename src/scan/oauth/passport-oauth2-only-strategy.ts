import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import { importedName } from '../code/resolve.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { providerOf } from './providers.ts';
import { type Found, report } from './report.ts';

/**
 * A Passport strategy that speaks plain OAuth2, used to sign people in.
 * Graver where the strategy knows no provider, since its profile is empty; only information where the provider has no ID tokens.
 */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source || source.facts.language === 'python' || isOnlyLinking(source)) return [];
  return source.facts.calls.flatMap((call) => {
    const kind = kindOf(source, call);
    const found = kind && judgeStrategy(source, call, kind);
    return found ? [report(file, rule, found)] : [];
  });
};

interface Kind {
  readonly provider: string | undefined;
  readonly openid: boolean;
}

const strategies: readonly (readonly [RegExp, string | undefined, boolean])[] = [
  [/^passport-oauth2?$/, undefined, true],
  [/^passport-google-oauth(?:20?)?$/, 'Google', true],
  [/^passport-(?:azure-ad-oauth2|microsoft|outlook)$/, 'Microsoft', true],
  [/^passport-linkedin-oauth2$/, 'LinkedIn', true],
  [/^passport-gitlab2$/, 'GitLab', true],
  [/^passport-slack(?:-oauth2)?$/, 'Slack', true],
  [/^passport-twitch(?:-new|\.js|-latest)?$/, 'Twitch', true],
  [/^passport-okta-oauth(?:20)?$/, 'Okta', true],
  [/^passport-keycloak-oauth2(?:-oidc)?$/, 'Keycloak', true],
  [/^passport-github2?$/, 'GitHub', false],
  [/^passport-facebook$/, 'Facebook', false],
  [/^passport-discord(?:-auth)?$/, 'Discord', false],
  [/^(?:passport-twitter-oauth2|@superfaceai\/passport-twitter-oauth2)$/, 'X', false],
];

const kindOf = ({ facts }: CodeFile, call: CallSite): Kind | undefined => {
  const first = call.args[0]?.value;
  // NestJS: `class X extends PassportStrategy(Strategy, 'google')`.
  const isNest = call.callee.at(-1) === 'PassportStrategy' && first?.kind === 'name';
  const imported = isNest ? importedName(facts, first.path, -1) : call.isNew ? call.imported : undefined;
  // Errors and helpers come from the same packages.
  if (!imported || !/^$|Strategy$|^OAuth2?$/.test(imported.path.at(-1) ?? '')) return undefined;
  const known = strategies.find(([module]) => module.test(imported.module));
  return known && { provider: known[1], openid: known[2] };
};

/** `passport.authorize` and a callback that reads `req.user` connect an account to somebody who is signed in. */
const isOnlyLinking = ({ code }: CodeFile): boolean =>
  (/passport\.authorize\(/.test(code) && !/passport\.authenticate\(/.test(code)) ||
  /passport-openidconnect|openid-client/.test(code);

const judgeStrategy = (source: CodeFile, call: CallSite, kind: Kind): Found | undefined => {
  const isNest = call.callee.at(-1) === 'PassportStrategy';
  const text = isNest
    ? source.code.slice(call.start, call.start + 6000)
    : source.code.slice(call.start, call.end);
  if (/(?<![\w$])(?:req|request)\.(?:user|isAuthenticated)(?![\w$])/.test(text)) return undefined;
  const { provider, openid } = kind;
  const place = {
    start: call.start,
    end: isNest ? call.end : Math.min(call.end, source.code.indexOf('(', call.start) + 1),
    identity: ['passport-oauth2-only-strategy', provider ?? '', call.callee.join('.')],
    ...(provider ? { facts: { provider } } : {}),
  };
  if (provider === undefined) return generic(source, text, place);
  if (!openid) return { ...place, ...plainOAuth(provider) };
  return {
    ...place,
    severity: 'low',
    message: `Signs people in with a strategy that speaks plain OAuth2, although ${provider} issues ID tokens: the profile is whatever its API answers to an access token.`,
  };
};

type Place = Pick<Found, 'start' | 'end' | 'identity'>;

const generic = (source: CodeFile, text: string, place: Place): Found => {
  const named = providerOf(text);
  if (named && !named.openid) return { ...place, ...plainOAuth(named.name) };
  const readsProfile = /\bprofile\b(?!\s{0,4}[,)])|,\s{0,4}profile\s{0,4}\)/.test(afterParams(text));
  const fillsProfile = /userProfile/.test(source.code);
  if (readsProfile && !fillsProfile)
    return {
      ...place,
      message:
        'The generic OAuth2 strategy never asks who signed in: its `profile` is an empty object, and nobody is told apart by it.',
    };
  return {
    ...place,
    severity: 'low',
    message:
      'Signs people in with the generic OAuth2 strategy: an access token says what may be done, and not who is there.',
  };
};

/** The body of the verify callback. */
const afterParams = (text: string): string => {
  const at = /\bprofile\b[^(){}]{0,80}\)\s{0,4}(?::[^={]{0,60})?(?:=>|\{)/.exec(text);
  return at ? text.slice(at.index + at[0].length) : '';
};

const plainOAuth = (name: string) => ({
  severity: 'info' as const,
  message: `${name} issues no ID token to web applications, so that a login by its API is what remains.`,
  fix: `Keep it to the code flow with \`state: true\`, key the account on the provider's stable id (\`profile.id\`), and prefer a provider that speaks OpenID Connect where the choice is yours.`,
});

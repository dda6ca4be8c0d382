import type { Judge } from '../check.ts';
import type { CallSite, CodeFacts } from '../code/facts.ts';
import { importedName } from '../code/resolve.ts';
import type { SourceFile } from '../source-file.ts';
import { authorizationRequests, isLoopback, isSent, nearRequest } from './authorization-requests.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { isExchangeCall } from './identity-calls.ts';
import { type OptionGroup, optionGroups } from './option-groups.ts';
import { type Found, report } from './report.ts';
import { around, searchable } from './search.ts';
import { seenFrom, textAt, unitsAround, unitText } from './unit.ts';

/** A login that neither sends a state nor uses PKCE, or that lets its library ignore the state which comes back. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  const founds = source
    ? [
        ...requests(source),
        ...strategies(source),
        ...libraryCalls(source),
        ...uncheckedCallbacks(source),
        ...(await forgottenStates(file, source)),
      ]
    : await omniauth(file);
  return [...new Map(founds.map((one) => [one.start, one])).values()].map((one) => report(file, rule, one));
};

const bound =
  /(?<![A-Za-z])state(?![A-Za-z])|\w{1,20}[sS]tate\b|_state\b|code_?challenge|pkce|code_?verifier/i;

const noState = ({ start, end }: { start: number; end: number }, what: string): Found => ({
  start,
  end,
  identity: ['state-missing', what],
  message:
    'Starts a login without a state and without PKCE: somebody can have a visitor finish a login that the attacker began, and the visitor works in the account of the attacker.',
});

const requests = (source: CodeFile): Found[] =>
  authorizationRequests(source)
    .filter(({ responseType, isOpen }) => /code/.test(responseType) && !isOpen)
    .filter((request) => {
      const near = nearRequest(source, request);
      return (
        isSent(near) &&
        !bound.test(near) &&
        !isLoopback(near) &&
        /authori[sz]e|oauth|\/auth\b|redirect/i.test(near)
      );
    })
    .map((request) => noState(request, 'request'));

const strategyModule =
  /^passport-(?:oauth2|google-oauth(?:20?)?|github2?|facebook|discord|linkedin-oauth2|gitlab2|slack(?:-oauth2)?|spotify|microsoft|azure-ad-oauth2|twitch(?:-new)?|amazon|bitbucket-oauth2|strava|reddit|kakao|naver|line|instagram|salesforce|dropbox-oauth2|digitalocean|stripe|42)$/;

/** Strategies on top of passport-oauth2 take any answer unless `state`, `pkce` or a store is given: its default store checks nothing. */
const strategies = (source: CodeFile): Found[] => {
  const isOff = /(?<![\w$])["']?(?:state|pkce)["']?\s{0,4}:|[?&]state=|\.state\b/.test(source.code);
  if (isOff) return [];
  return optionGroups(source)
    .filter((group) => isStrategy(source.facts, group))
    .map((group) => noState(group, 'strategy'));
};

const isStrategy = (facts: CodeFacts, { call, isOpen, entries }: OptionGroup): boolean => {
  const keys = entries.map(({ key }) => key);
  if (
    !call ||
    isOpen ||
    !keys.includes('clientID') ||
    keys.includes('store') ||
    !keys.some((key) => /^callbackUR[LI]$/.test(key))
  )
    return false;
  if (call.isNew && strategyModule.test(call.imported?.module ?? '')) return true;
  // NestJS: `super({ clientID, ... })` in a class that extends PassportStrategy(Strategy).
  const nest = facts.calls.find(({ callee }) => callee.at(-1) === 'PassportStrategy')?.args[0]?.value;
  const strategy = nest?.kind === 'name' ? importedName(facts, nest.path, -1) : undefined;
  return call.callee.join('.') === 'super' && strategyModule.test(strategy?.module ?? '');
};

/** Libraries that leave the state to their caller. */
const libraryCalls = ({ facts, code }: CodeFile): Found[] =>
  facts.calls.flatMap((call) => {
    const isOwn =
      (/^google-auth-library$|^googleapis$/.test(call.imported?.module ?? '') &&
        call.callee.at(-1) === 'generateAuthUrl') ||
      (/msal-node$/.test(call.imported?.module ?? '') && call.callee.at(-1) === 'getAuthCodeUrl') ||
      (call.imported?.module === 'simple-oauth2' && call.callee.at(-1) === 'authorizeURL');
    const value = call.args[0]?.value;
    const near = around(code, call.start, call.end, 1200);
    const isSeen = value?.kind === 'object' && !value.spread;
    return isOwn && isSeen && !bound.test(near) && !isLoopback(code) ? [noState(call, 'library')] : [];
  });

/** requests-oauthlib and Google's Flow compare the state of the answer only with the one that they were made with. */
const uncheckedCallbacks = ({ facts, code }: CodeFile): Found[] => {
  if (facts.language !== 'python') return [];
  return facts.calls.flatMap((call) => {
    const isFetch =
      call.callee.at(-1) === 'fetch_token' &&
      /authorization_response\s{0,4}=/.test(code.slice(call.start, call.end));
    const site = isFetch ? facts.functions[call.within] : undefined;
    const made = site && facts.calls.find((one) => one.within === call.within && isSession(one));
    if (!site || !made || bound.test(code.slice(site.start, site.end)) || isLoopback(code)) return [];
    return [
      {
        start: made.start,
        end: made.end,
        identity: ['state-missing', 'callback'],
        message:
          'Takes the answer of an authorization server without comparing its state with the one that was sent: a login that somebody else began is finished here.',
        fix: "Give the session the state that was stored when the login began: `OAuth2Session(client_id, state=session['oauth_state'])`, or `Flow.from_client_config(..., state=session['oauth_state'])`.",
      },
    ];
  });
};

/** A state is sent, and the callback that redeems the code never looks at the one that comes back. */
const forgottenStates = async (file: SourceFile, source: CodeFile): Promise<Found[]> => {
  const isSentHere = authorizationRequests(source).some((request) =>
    bound.test(nearRequest(source, request)),
  );
  if (!isSentHere) return [];
  return (await unitsAround(file, isExchangeCall)).flatMap((unit) => {
    const exchange = unit.calls.find(({ call }) => isExchangeCall(call, unit));
    const text = unitText(unit);
    const isHandMade = /['"`=]authorization_code\b/.test(text) && fromRedirect.test(textAt(unit, unit.root));
    if (!exchange || !isHandMade || bound.test(text)) return [];
    const { start, end } = seenFrom(exchange);
    return [
      {
        start,
        end,
        identity: ['state-missing', 'forgotten', unit.root.name ?? ''],
        message:
          'Redeems the code without a look at the state that came back: a login that somebody else began is finished here.',
        fix: 'Compare it with the one in the session before anything else: `if (!req.query.state || req.query.state !== req.session.state) return res.sendStatus(400)`.',
      },
    ];
  });
};

/** The browser brings the code by a redirect; a page that posts it has looked at the state itself. */
const fromRedirect =
  /(?:req|request|ctx|c\.req)\.(?:query|nextUrl\.searchParams)\b|searchParams\.get\(["'`]code|request\.(?:args|GET|query_params)\b/;

const isSession = ({ callee, imported }: CallSite): boolean =>
  /(?:^|\.)(?:OAuth2Session|from_client_config|from_client_secrets_file)$/.test(
    imported?.path.join('.') ?? callee.join('.'),
  ) && /requests_oauthlib|google_auth_oauthlib/.test(imported?.module ?? '');

const ignored = /(?<![\w])provider_ignores_state["']?\s{0,4}(?:=>|:)\s{0,4}true(?!\w)/g;

const omniauth = async (file: Parameters<Judge>[0]): Promise<Found[]> => {
  const found = await searchable(file);
  return found?.kind !== 'other' || !/\.(?:rb|ru)$/.test(file.path)
    ? []
    : Array.from(found.text.matchAll(ignored), (match) =>
        noState({ start: match.index, end: match.index + match[0].length }, 'omniauth'),
      );
};

import type { Judge } from '../check.ts';
import type { Detection } from '../detection.ts';
import { clientTokens } from './client-input.ts';
import { exchangesCode, isUserinfoCall, providerAsked } from './identity-calls.ts';
import { type Found, report } from './report.ts';
import { signsIn } from './sinks.ts';
import { seenFrom, type Unit, type UnitCall, unitsAround, unitText } from './unit.ts';

/**
 * A handler that takes an access token from its caller, asks the provider whose it is, and signs that person in.
 * Quiet when the server exchanged the code itself, checked for whom the token was issued, or verified an ID token.
 */
export const judge: Judge = async (file, rule) => {
  const units = await unitsAround(file, isUserinfoCall);
  const detections: Detection[] = [];
  const seen = new Set<number>();
  for (const unit of units) {
    const found = judgeUnit(unit);
    if (!found || seen.has(found.start)) continue;
    seen.add(found.start);
    detections.push(report(file, rule, found));
  }
  return detections;
};

const judgeUnit = (unit: Unit): Found | undefined => {
  const asks = unit.calls.filter(({ call }) => isUserinfoCall(call, unit));
  if (asks.length === 0 || exchangesCode(unit) || checksAudience(unit)) return undefined;
  const tokens = clientTokens(unit);
  const ask = asks.find(({ scope, call }) => tokens.has(scope, call.start, call.end));
  return ask && signsIn(unit, ask) ? found(unit, ask) : undefined;
};

const found = (unit: Unit, ask: UnitCall): Found => {
  const place = seenFrom(ask);
  const known = providerAsked(unit, ask.call)?.name;
  const provider = known ?? 'the provider';
  return {
    start: place.start,
    end: place.end,
    message: `Signs in whoever sends an access token that ${provider} accepts; nothing shows that the token was issued to this application.`,
    identity: ['login-by-access-token', unit.root.name ?? '', provider, place.callee.join('.')],
    facts: { provider },
    // An API that lets its own authorization server judge opaque bearer tokens looks the same, and only its clients are mixed up.
    ...(known === undefined && readsHeaderOnly(unit)
      ? { severity: 'low' as const, confidence: 'low' as const }
      : {}),
  };
};

const readsHeaderOnly = (unit: Unit): boolean =>
  !/(?<![\w$.])(?:req|request|ctx\.request|ctx|event|self\.request)\??\.(?:body|query|form|json|args|data|POST|GET|values|get_json|params)\b/.test(
    unitText(unit),
  );

/** The provider's own answer to "for whom was this token issued?", and a look at it. */
const checksAudience = (unit: Unit): boolean => {
  const text = unitText(unit);
  if (/verifyIdToken|verify_oauth2_token|verify_id_token|jwtVerify|verifyFirebaseToken/.test(text))
    return true;
  return (
    /debug_token|debugToken|token_?info|introspect|inspect_?token|oauth\/token\/info|access_token_info/i.test(
      text,
    ) && /app_?id|(?<![a-z])aud(?![a-z])|audience|issued_?to|azp|client_?id|issuedTo/i.test(text)
  );
};

import type { Judge } from '../check.ts';
import type { CallSite, Value } from '../code/facts.ts';
import { clientInput } from './client-input.ts';
import type { CodeFile } from './code-text.ts';
import { type Found, report } from './report.ts';
import { groupsIn, type KeyedValue } from './settings-in-code.ts';
import { type Unit, type UnitCall, unitsAround, unitText } from './unit.ts';

/** A handler that calls an API with its own client credentials and says in a header or field for which person. */
export const judge: Judge = async (file, rule) => {
  const founds = new Map<number, Found>();
  for (const unit of await unitsAround(file, namesPerson)) {
    const text = unitText(unit);
    if (!ownToken.test(text) || delegates.test(text)) continue;
    for (const found of unit.calls.flatMap((one) => foundIn(unit, one))) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const ownToken =
  /['"`=]client_credentials\b|clientCredentials?(?:Grant|Token|Flow)?\s{0,2}\(|\.clientCredentials\b|acquireTokenByClientCredential|acquire_token_for_client|BackendApplicationClient|client_credentials?_(?:token|grant)|(?:service|machine|app|m2m)_?(?:to_?\w{1,20}_?)?token\s{0,2}\(/i;
/** Grants that carry the person along, so that the API can check it. */
const delegates = /token-exchange|on_?behalf_?of(?!["'`-])|acquireTokenOnBehalfOf|jwt-bearer|subject_token/i;

const personHeader =
  /^x-?(?:[a-z]{1,20}-){0,2}(?:user|user-?id|username|user-?email|end-?user|account-?id|customer-?id|subject|acting-user|impersonate-user|on-behalf-of)$/i;

const personEntries = (call: CallSite): readonly KeyedValue[] =>
  groupsIn(call)
    .flat()
    .filter(({ key }) => personHeader.test(key.replaceAll('_', '-')));

const namesPerson = (call: CallSite, _: CodeFile): boolean => personEntries(call).length > 0;

const foundIn = (unit: Unit, { scope, call }: UnitCall): Found[] =>
  personEntries(call).flatMap((entry): Found[] => {
    const isSent = clientInput(unit).has(scope, entry.value.start, entry.value.end);
    const isSession = signedIn.test(unit.code.slice(entry.value.start, entry.value.end));
    if ((!isSent && !isSession) || isConstant(entry.value)) return [];
    return [
      {
        start: entry.start,
        end: entry.end,
        identity: ['client-credentials-for-user', entry.key.toLowerCase()],
        facts: { parameter: entry.key },
        message: isSent
          ? `Acts for whichever person the request names in "${entry.key}", with a token that says only which program is calling.`
          : `Says in "${entry.key}" for whom it acts; the token beside it speaks only for the program, so that the API has to believe it.`,
        ...(isSent ? {} : { severity: 'low' as const }),
      },
    ];
  });

const signedIn =
  /(?<![\w$.])(?:req|request|ctx|ctx\.state|self\.request|g|session)\.(?:user|auth|userId|user_id|session)\b|current_?user\b/i;

const isConstant = (value: Value): boolean => value.kind === 'literal' || value.kind === 'env';

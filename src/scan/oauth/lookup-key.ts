import type { CallSite, Entry } from '../code/facts.ts';
import type { CodeFile } from './code-text.ts';
import { wholeCall } from './unit.ts';

/** The names by which a call looks something up, and the text of its condition. */
export interface LookupKey {
  readonly isEmail: boolean;
  /** By something that only one provider gives: its id of the person. */
  readonly isProviderId: boolean;
  /** By a name of the person, and nothing else that is told here. */
  readonly isName: boolean;
}

const email = /^e_?mail(?:_?address)?(?:__i?exact)?$/i;
const providerId =
  /^(?:(?:google|facebook|github|gitlab|microsoft|apple|azure|linkedin|twitter|discord|provider|oauth|oidc|external|subject|social|auth0|okta|sso|keycloak)\w{0,20}|sub|oid|uid|iss|issuer|subject)$/i;

/** By what a call looks an account up: keys of its filter, keyword arguments, the name of the method, or the text of a query. */
export const lookupKey = (call: CallSite, { code }: CodeFile): LookupKey => {
  const keys = filterKeys(call);
  const name = call.callee.at(-1) ?? '';
  const { start, end } = wholeCall(call);
  const text = code.slice(start, Math.min(end, start + 1200));
  const isProviderId =
    keys.some((key) => providerId.test(key)) ||
    /[Bb]y_?(?:google|facebook|github|provider|oauth|external|subject|sub|social)/i.test(name) ||
    idCondition.test(text);
  const isEmail =
    keys.some((key) => email.test(key)) ||
    /(?:^|[a-z_])[Bb]y_?[Ee]_?mail$/.test(name) ||
    emailCondition.test(text);
  const isName =
    keys.some((key) => personName.test(key)) ||
    /(?:^|[a-z_])[Bb]y_?(?:user_?name|login|upn|preferred_?username|nick_?name|handle)$/i.test(name) ||
    nameCondition.test(text);
  const isOther = isProviderId || makesOnly(name);
  return { isEmail: isEmail && !isOther, isProviderId, isName: isName && !isEmail && !isOther };
};

/** SQLAlchemy's `User.email == x`, Drizzle's `eq(users.email, x)`, SQL's `WHERE email = $1`. */
const emailCondition =
  /\.email\s{0,4}==(?!=)|\beq\(\s{0,4}\w{1,40}\.email\s{0,4},|\bwhere\s{1,8}(?:lower\()?["`]?(?:\w{1,20}\.)?["`]?email\b/i;
const idCondition =
  /\.(?:google|facebook|github|provider|oauth|external|subject|sub)\w{0,20}\s{0,4}==(?!=)|\beq\(\s{0,4}\w{1,40}\.(?:google|facebook|github|provider|oauth|external|sub)\w{0,20}\s{0,4},|\bwhere\s{1,8}["`]?(?:google|facebook|github|provider|oauth|external|sub)/i;

const personName =
  /^(?:user_?name|login|upn|preferred_?username|unique_?name|nick_?name|handle|screen_?name|display_?name|(?:full_?)?name)(?:__i?exact)?$/i;
const nameCondition =
  /\.(?:user_?name|login|upn|nickname)\s{0,4}==(?!=)|\beq\(\s{0,4}\w{1,40}\.(?:user_?name|login|upn|nickname)\s{0,4},|\bwhere\s{1,8}(?:lower\()?["`]?(?:\w{1,20}\.)?["`]?(?:user_?name|login|upn|nickname)\b/i;

const makesOnly = (name: string): boolean =>
  /^(create|insert|save|register|build|new|add|send)(?!.*(?:[Oo]r|_or_))/.test(name);

/** Not the condition but what is written. */
const written = /^(defaults|create|update|data|set|\$set|\$setOnInsert|values|select|include|attributes)$/;

const filterKeys = ({ args }: CallSite): readonly string[] =>
  args.flatMap(({ keyword, value }, index) => {
    if (keyword !== undefined) return written.test(keyword) ? [] : [keyword];
    return index <= 1 && value.kind === 'object' ? keysOfFilter(value.entries) : [];
  });

const keysOfFilter = (entries: readonly Entry[]): readonly string[] => {
  const where = entries.find(({ key }) => /^(where|filter|query)$/.test(key));
  if (where) return where.value.kind === 'object' ? where.value.entries.map(({ key }) => key) : [];
  return entries.map(({ key }) => key).filter((key) => !written.test(key));
};

import { sayDuration } from '../core/duration.ts';
import { type Confidence, confidences, shifted } from '../core/severity.ts';
import type { Call } from '../rules/rule-set.ts';
import type { CallJudge } from '../rules/schema/call.ts';
import { callIndex } from './call-index.ts';
import { type Found, findIn, methodsOf, type Site } from './call-values.ts';
import type { ScanContext } from './check.ts';
import type { ChainLink, Value } from './code/facts.ts';
import type { Detection } from './detection.ts';
import { type Lifetime, lifetimeOf, type Slip } from './duration.ts';
import { fold } from './fold.ts';
import { judgeLifetime } from './lifetime.ts';
import { overflowIn } from './overflow.ts';
import { type SecretLiteral, secretLiteral } from './secret-literal.ts';
import type { SourceFile } from './source-file.ts';
import { tokenUse } from './token-use.ts';

/** A call that a rule speaks of. */
export interface Match extends Site {
  readonly file: SourceFile;
  readonly rule: Call;
  readonly context: ScanContext;
}

type JudgeOf<K extends CallJudge['is']> = Extract<CallJudge, { is: K }>;

/** What is wrong with the call, or undefined. */
export const judgeCall = (match: Match): Detection | undefined => {
  const { judge, places } = match.rule;
  switch (judge.is) {
    case 'lifetime':
      return judgeLife(match, judge);
    case 'slip':
      return judgeSlip(match, judge);
    case 'bad-value':
      return judgeBad(match, judge);
    case 'missing':
      return isEnded(match, judge.ends) && findIn(match, places).is === 'nothing'
        ? detection(match, match.call, match.rule.title)
        : undefined;
    case 'literal-secret':
      return judgeSecret(match);
    case 'call':
      return isEnded(match, judge.ends) ? detection(match, match.call, match.rule.title) : undefined;
  }
};

const judgeLife = (match: Match, judge: JudgeOf<'lifetime'>): Detection | undefined => {
  const found = findIn(match, match.rule.places);
  const isOthers = found.is === 'value' && judge.absentOnly === true;
  if (isOthers) return undefined;
  const life = found.is === 'value' ? lifeIn(match, judge, found) : absence(match, judge, found);
  const use = life && tokenUse(match.facts, match.call, match.file.text, judge.use);
  if (!life || use === undefined || use === 'single-use' || (life.seconds !== null && life.seconds <= 0))
    return undefined;
  const long = judgeLifetime(life.seconds, use, match.context.policy);
  if (!long) return undefined;
  const at = found.is === 'value' ? found.value : match.call;
  const place = { names: match.facts, within: match.call.within };
  const isNumber = found.is === 'value' && typeof fold(found.value, place)?.value === 'number';
  return {
    ...detection(match, at, `This token ${long.say}${reservation(life, isNumber)}`),
    severity: graded(match, long.severity),
    confidence: life.fromEnvDefault ? lower(match.rule.confidence) : match.rule.confidence,
    facts: { lifetimeSeconds: life.seconds, limitSeconds: long.limitSeconds },
  };
};

type FoundValue = Extract<Found, { is: 'value' }>;

const lifeIn = (
  match: Match,
  judge: JudgeOf<'lifetime'>,
  { value, where }: FoundValue,
): Lifetime | undefined => {
  const place = { names: match.facts, within: match.call.within };
  const known = fold(value, place);
  if (known && judge.never?.some((never) => never === known.value))
    return { seconds: null, fromEnvDefault: known.fromEnvDefault };
  const life = lifetimeOf(value, where.unit ?? judge.unit, place);
  // These end at once, or sooner than meant: another rule's part.
  return life?.slip === 'digits' || life?.slip === 'span-as-epoch' ? undefined : life;
};

const absence = (match: Match, judge: JudgeOf<'lifetime'>, found: Found): Lifetime | undefined => {
  if (found.is !== 'nothing' || judge.absent !== 'never') return undefined;
  const isSeen = isEnded(match, judge.ends) && !(judge.ends && isFilledElsewhere(match, judge.ends));
  return isSeen ? { seconds: null, fromEnvDefault: false } : undefined;
};

/** A builder that is given to a helper, gets claims by a name that cannot be told, or gets nothing at all here. */
const isFilledElsewhere = ({ facts, call }: Match, ends: readonly string[]): boolean => {
  const { heldBy, given } = callIndex(facts);
  // What a variable holds at the end of a chain is no builder any more.
  const isBuilt = call.chain.some(({ name }) => ends.includes(name));
  const held = isBuilt ? undefined : heldBy.get(call);
  const methods = methodsOf(facts, call);
  const isGiven = held !== undefined && given.has(`${call.within}:${held.join('.')}`);
  return isGiven || methods.length + call.args.length < 2 || methods.some(setsAnything);
};

const setsAnything = ({ name, args }: Pick<ChainLink, 'name' | 'args'>): boolean => {
  const key = args.length === 2 && /claim|^(?:set|put|add)$/i.test(name) ? args[0]?.value : undefined;
  if (!key || key.kind === 'literal') return false;
  // A constant, which has a capital: Claims.ROLE.
  return key.kind !== 'name' || !/[A-Z]/.test(key.path.at(-1)?.[0] ?? '');
};

/** Whether one of the methods is called on what the call gives. */
const isEnded = ({ facts, call }: Match, ends: readonly string[] | undefined): boolean =>
  !ends || methodsOf(facts, call).some(({ name }) => ends.includes(name));

const reservation = ({ fromEnvDefault, slip, seconds }: Lifetime, isNumber: boolean): string => {
  if (slip === 'epoch-in-ms') {
    return ': its end is given in milliseconds where seconds since 1970 are expected, tens of thousands of years away';
  }
  if (fromEnvDefault) return '; an environment variable may say otherwise';
  const asMs = isNumber && seconds !== null ? meantAsMs(seconds) : undefined;
  return asMs === undefined ? '' : `; if milliseconds were meant, it would be ${sayDuration(asMs)}`;
};

/** 3600000 and the like: weeks and more that are whole quarters of an hour when divided by a thousand. */
const meantAsMs = (seconds: number): number | undefined => {
  const asMs = seconds / 1000;
  const isRound = asMs % 900 === 0 && asMs <= 30 * 86_400;
  return isRound && seconds > 20 * 86_400 ? asMs : undefined;
};

const saySlip: Readonly<Record<Slip | 'tiny', (seconds: number | null) => string>> = {
  digits: (seconds) =>
    `In quotes and without a unit this is milliseconds: the token lives ${sayDuration(seconds)}`,
  'epoch-in-ms': () => 'This is milliseconds since 1970 where seconds are expected: the token never ends',
  'span-as-epoch': () => 'This is a moment in 1970 and not a span: the token is expired when it is issued',
  overflow: () =>
    'These integers have 32 bits, which do not hold the product: the lifetime is not what it says',
  tiny: (seconds) => `A number is milliseconds here: the token lives ${sayDuration(seconds)}`,
};

const judgeSlip = (match: Match, judge: JudgeOf<'slip'>): Detection | undefined => {
  const found = findIn(match, match.rule.places);
  if (found.is !== 'value') return undefined;
  const place = { names: match.facts, within: match.call.within };
  const overflow = judge.slips.includes('overflow') ? overflowIn(found.value, place) : undefined;
  if (overflow) return detection(match, overflow.value, saySlip.overflow(null));
  const life = lifetimeOf(found.value, found.where.unit ?? judge.unit, place);
  if (!life) return undefined;
  const isTiny = life.slip === undefined && life.seconds !== null && life.seconds > 0 && life.seconds < 60;
  const slip = life.slip ?? (isTiny ? 'tiny' : undefined);
  if (!slip || !judge.slips.includes(slip)) return undefined;
  return {
    ...detection(match, found.value, saySlip[slip](life.seconds)),
    facts: { lifetimeSeconds: life.seconds },
  };
};

const judgeBad = (match: Match, judge: JudgeOf<'bad-value'>): Detection | undefined => {
  for (const value of valuesOf(match)) {
    const isBad = scalarsOf(value, match).some((one) => judge.bad.some((bad) => plain(bad) === plain(one)));
    if (isBad) return detection(match, value, match.rule.title);
  }
  return undefined;
};

/** What stands in the places that hold a value, in their order. */
const valuesOf = (match: Match): readonly Value[] =>
  match.rule.places.flatMap((place) => {
    const found = findIn(match, [place]);
    return found.is === 'value' ? [found.value] : [];
  });

const scalarsOf = (given: Value, { facts, call }: Match): readonly unknown[] => {
  const value = given.kind === 'unknown' && given.returns ? given.returns : given;
  const known = fold(value, { names: facts, within: call.within });
  if (known) return ([] as unknown[]).concat(known.value);
  // `(text, parameters) => new JwtSecurityToken(text)`
  if (given !== value && value.kind === 'call') return value.call.callee.slice(-1);
  // A member of a library's class, which is what a constant of it looks like from here.
  return value.kind === 'name' && value.path.length > 1 ? value.path.slice(-1) : [];
};

const plain = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

const judgeSecret = (match: Match): Detection | undefined => {
  const secret = valuesOf(match)
    .map((value) => secretLiteral(value, match.facts, match.call.within))
    .find((one) => one && one.text.trim() !== '' && !isPublic(one.text));
  if (!secret) return undefined;
  return {
    ...detection(match, secret, saySecret(secret)),
    preview: hidden,
    secrets: [{ start: secret.start, end: secret.end, shown: hidden }],
    identity: secret.text,
  };
};

// Of fixed width: a mask must not give away a length.
const hidden = "'****'";

/** A public key verifies and signs nothing; a name of a file is not its content. */
const isPublic = (text: string): boolean =>
  /BEGIN (?:[A-Z ]{0,20}PUBLIC KEY|CERTIFICATE)/.test(text) ||
  /^[\w./-]{1,200}\.(?:pem|key|crt|pub)$/.test(text);

/** RFC 7518 section 3.2: a key for HS256 has at least the 256 bits of the hash. */
const leastBytes = 32;

const saySecret = ({ text, variable }: SecretLiteral): string => {
  const where =
    variable === undefined
      ? 'The signing key stands in the code'
      : `Without ${variable} set, a key that stands in the code is used`;
  const isShort = Buffer.byteLength(text) < leastBytes;
  return isShort ? `${where}, and it is shorter than the ${leastBytes} bytes that HS256 needs` : where;
};

const detection = (
  match: Match,
  { start, end }: Pick<Value, 'start' | 'end'>,
  message: string,
): Detection => ({
  rule: match.rule,
  start,
  end,
  message,
  preview: '',
  secrets: [],
  identity: `${match.call.callee.join('.')}:${match.file.text.slice(start, end).replace(/\s{1,200}/g, ' ')}`,
  facts: {},
  severity: graded(match, match.rule.severity),
});

const graded = ({ file }: Match, severity: Call['severity']): Call['severity'] =>
  file.role === 'product' ? severity : shifted(severity, 1);

const lower = (confidence: Confidence): Confidence =>
  confidences[confidences.indexOf(confidence) + 1] ?? 'low';

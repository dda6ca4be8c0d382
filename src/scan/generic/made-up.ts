import { isCommonSecret } from '../common-secrets.ts';
import { isPattern } from '../keys/placeholder.ts';
import { wordsOf } from './name-words.ts';
import { wordShare } from './rarity.ts';

/**
 * Whether a value was written to be replaced or to show where one goes: words of documentation, the name itself, a row of
 * the keyboard. Such values open nothing, or nothing but a test.
 */
export const isMadeUp = (value: string, name: string): boolean =>
  isPattern(value) ||
  isCommonSecret(value) ||
  isDocumented(value) ||
  isEncodedProse(value) ||
  rows.test(value) ||
  isOfKnownWords(value) ||
  repeatsName(value, name);

const rows =
  /^(?:[x*.#?\-_=+0]{2,}|(?:abc|123|qwe|asd|zxc|foo|bar|baz|xxx|aaa|test|pass){1,6}\w{0,3})$|\.{3}|…|xxx|\*{3}|qwerty|asdf|abc123|123abc|xyz123|12345|abcde|01234|98765|00000|11111/i;

/** Values that standards use in their examples; everybody copies them into documentation and tests. */
const isDocumented = (value: string): boolean => documented.some((start) => value.includes(start));

const documented: readonly string[] = `
  mF_9.B5f-4 2YotnFZFEjr1 tGzv3JOkF0XG czZCaGRSa3F0 h480djs93h ad180jjd733k 0685bd9184jf wOJIO9A2W5mF SlAV32hkKG gX1fBat3bV
  kd94hf93k423 pfkkdhi9sl3r dpf43f3p2l4k nnch734d00sl hh5s93j4hdid hdhd0244k9j7 kkk9d7dd3k39 sjdks923ksda xyz4992k83j4
  7Fjfp0ZBr1Kt n4bQgYhMfWWa YmjySNf1lErs SplxlOBeZQQY dBjftJeZ4CVP E9Melhoa2Owv QWxhZGRpbjpv QWxhZGRpbjpP dGhlIHNhbXBs
  JBSWY3DPEHPK GEZDGNBVGY3T 550e8400-e29b 123e4567-e89b wJalrXUtnFEM bPxRfiCYEXAM je7MtGbClwBF Eby8vdM02xNO
`
  .trim()
  .split(/\s+/);

/** Text in base64 that reads as words is made to be read. */
const isEncodedProse = (value: string): boolean => {
  if (!/^[A-Za-z0-9+/]{12,400}={0,2}$/.test(value)) return false;
  const text = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x7e\r\n\t]+$/.test(text) && wordShare(text) > 0.6;
};

/** `my-super-secret`, `testuser123`, `someClientSecret`: nothing but words that people write into examples. */
const isOfKnownWords = (value: string): boolean => {
  const words = wordsOf(value);
  return (
    words.length > 0 && words.every((word) => known.has(word) || /^\d{1,4}$/.test(word) || isGlued(word))
  );
};

/** Two or three known words written as one. */
const isGlued = (word: string, depth = 0): boolean => {
  if (depth > 3 || word.length > 40) return false;
  for (let cut = 2; cut <= word.length - 1; cut++) {
    if (!known.has(word.slice(0, cut))) continue;
    const rest = word.slice(cut);
    if (known.has(rest) || isGlued(rest, depth + 1)) return true;
  }
  return false;
};

/** `TOKEN` for `token`, `OAUTH_CLIENT_SECRET` for `client_secret`, `db-password` for `dbPassword`. */
const repeatsName = (value: string, name: string): boolean => {
  const folded = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [one, other] = [folded(value), folded(name)];
  return (
    one.length >= 3 &&
    other.length >= 3 &&
    (other.includes(one) || (one.includes(other) && one.length <= other.length * 2 + 4))
  );
};

const known: ReadonlySet<string> = new Set(
  `a an the my your our his her their this that it is in for to of on at by and or no not new old your own some any
  pass password passwd pwd pw passphrase passcode secret secrets key keys token tokens auth api id user username login name email account
  test tests testing tested tester example examples sample demo dummy fake mock stub foo bar baz qux quux spam eggs ham lorem ipsum
  valid invalid wrong right correct incorrect good bad bogus unknown random another other different same second first third
  admin root guest public private access refresh client server app application service system master super very top
  default change me changeme replace insert enter type here value string text data default placeholder todo fixme tbd null none nil
  undefined true false yes on off empty blank missing required optional redacted hidden masked removed
  dev development prod production staging local localhost qa ci stage
  basic bearer oauth jwt session cookie csrf hash salt nonce code pin otp bot web site project org company acme corp
  host db database mysql postgres postgresql mongo mongodb redis rabbitmq rabbit minio sa elastic elasticsearch kafka
  github gitlab google aws azure slack twitter facebook stripe twilio dropbox docker npm heroku vault keycloak spring
  long short strong weak simple complex secure insecure encrypted plain plaintext raw base64 encoded signed signing encryption
  one two three four five abc xyz hello world hi please do set get use using with must be at least chars characters bits bit byte bytes
  deadbeef cafe beef super ultra mega top supersecret letmein welcome monkey dragon qwerty asdf zxcv hunter
  alice bob carol john jane doe smith joe user1 pass1 ok some thing something whatever
  `
    .trim()
    .split(/\s+/),
);

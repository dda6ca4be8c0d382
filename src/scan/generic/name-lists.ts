const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** What may follow the head of a name without changing it: `password_default`, `token2`. */
export const trailing = set(`
  value val default base text str string plain plaintext raw test prod production dev development staging
  stage old new v confirmation confirm confirmed repeat repeated again verify current previous next primary
  secondary example live here admin env var b hex bytes byte data x y id2 encoded decoded base64 b64 const
`);

/** Any of these makes a name the name of something else: of a public thing, of a text for people, of a hash, of a question. */
export const harmless = set(`
  public pub csrf xsrf expires expired label hint placeholder regex pattern policy validator message msg
  error errors prompt title description gpg pgp recv keyserver authorized parser lexer tokenizer hash
  hashed digest encrypted crypted checksum fingerprint thumbprint md5 sha1 sha256 sha512 forgot forgotten
  lost mandatory required invalid missing wrong incorrect bad empty no without translation i18n enter show
  hide toggle is has should can check validate mismatch match
`);

/** Words that end in `pass` and are no password. */
export const notPassword = set('bypass compass trespass surpass encompass overpass');

/** Tokens that say where a list goes on, or that make a request count once. */
export const harmlessTokens = set(
  'next page continuation continue pagination sync cursor cancellation cancel start change lifecycle idempotency idempotent creator term',
);

/** Keys that find something instead of opening it. */
export const notKey = set(`
  primary foreign cache sort partition row hash range map index group lookup registry enum node item object
  event route message topic shard query storage s3 bucket keyboard hot shortcut menu translation locale
  lang attribute option config settings field column state unique composite parent child join local
  candidate ascii press arrow escape enter meta alt ctrl shift
`);

/** Keys that open something. */
export const keyQualifiers = set(`
  api access secret private auth encryption encrypt decryption crypto cipher signing sign signature signed
  license licence account master app application consumer service shared aes hmac mac des rsa ssh deploy
  session cookie security server subscription webhook client admin stripe google maps mailgun sendgrid
  twilio algolia firebase aws azure gcp github gitlab slack auth0 jwt token oauth symmetric passphrase user
  team project host site write read merchant partner vault root
`);

/** The same, written as one word. */
export const keyHeads = set(
  'apikey accesskey secretkey privatekey authkey encryptionkey appkey masterkey licensekey consumerkey accountkey signingkey sharedkey subscriptionkey storagekey',
);

export const credentialHeads = set(
  'authorization auth credential credentials authentication ticket cookie sid verifier',
);

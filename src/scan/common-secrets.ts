/** Words that stand where a secret should, folded: lower case, letters and digits alone. */
const words = `
secret secrets mysecret thesecret yoursecret topsecret supersecret verysecret notsecret notasecret somesecret asecret
secretkey mysecretkey yoursecretkey supersecretkey thisisasecret thisismysecret thisisasecretkey thisissecret secretsecret
secret123 secret1234 secret12345 mysecret123 secretpassword secretjwt secretvalue secrettoken sekret sekrit geheim shhhhh shhh shh
key mykey yourkey thekey apikey privatekey signingkey signkey hmackey encryptionkey key123 hs256key secretsigningkey
jwt myjwt jwtsecret jwtsecretkey myjwtsecret jwtkey jwttoken jwtpassword yourjwtsecret jwtsecret123 supersecretjwt jwtsigningkey
token tokensecret mytoken accesstoken accesstokensecret refreshtoken refreshtokensecret sessionsecret cookiesecret appsecret
password password1 password123 passw0rd mypassword pass pass123 passwd passphrase admin admin123 administrator root toor
changeme changeit changethis changemeplease pleasechangeme replaceme fixme todo tobechanged insertsecrethere secrethere
default example sample demo test test123 testing testsecret testkey testtoken dev devsecret devkey development developmentsecret
local localsecret localhost production prod staging foo bar foobar foobarbaz baz qux hello helloworld world lorem ipsum
abc abc123 abcd abcdef abcdefg abcdefgh qwerty qwerty123 asdf asdfgh asdfasdf zxcvbn letmein welcome iloveyou monkey dragon
123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 000000 111111 0000 1111
keyboardcat secretcat spring springsecret django djangoinsecure laravel express node nodejs nestjs react flask rails
none null undefined empty unknown user username company myapp myapplication app api auth authsecret authkey server gateway
yoursecrethere yoursecretkeyhere yoursupersecretkey your256bitsecret your384bitsecret your512bitsecret a256bitsecret
itsasecret dontshare donttellanyone random randomstring randomsecret somerandomstring securesecret secure strongsecret strongkey mysupersecret mysupersecretkey myverysecretkey verysecretkey
`;

const common: ReadonlySet<string> = new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Whether a secret is a word that everybody tries first. */
export const isCommonSecret = (secret: string): boolean => {
  const folded = secret.toLowerCase().replace(/[^a-z0-9]/g, '');
  return common.has(folded) || (secret !== '' && folded === '' && secret.length < 16);
};

/**
 * Secrets to try on a token: the common words in the spellings that people give them.
 * @returns about a thousand texts.
 */
export const guesses = (): string[] => {
  const spelled = [...common].flatMap((word) => [
    word,
    word.toUpperCase(),
    word[0]?.toUpperCase() + word.slice(1),
  ]);
  return [...new Set([...spelled, ...phrases.flatMap(glued)])];
};

// Folding loses where the words end; these are often parted.
const phrases = [
  'your 256 bit secret',
  'your 384 bit secret',
  'your 512 bit secret',
  'secret key',
  'my secret key',
  'my secret',
  'your secret key',
  'your secret',
  'super secret',
  'super secret key',
  'jwt secret',
  'jwt secret key',
  'my jwt secret',
  'your jwt secret',
  'change me',
  'change this',
  'please change me',
  'access token secret',
  'refresh token secret',
  'test secret',
  'dev secret',
  'signing key',
  'this is a secret',
  'this is my secret',
  'keyboard cat',
  'hello world',
  'a string secret at least 256 bits long',
];

const glued = (phrase: string): string[] =>
  ['', ' ', '-', '_'].flatMap((glue) => {
    const text = phrase.replaceAll(' ', glue);
    return [text, text.toUpperCase()];
  });

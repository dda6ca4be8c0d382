/**
 * Whether a value stands in for another one that is not in this file.
 * @param text - the value, unquoted.
 */
export const isReference = (text: string): boolean => holes.test(text) || whole.test(text.trim());

// Anywhere in the text: ${X}, $(X), {{ x }}, <%= x %>, #{X}, %env(X)%.
const holes = /\$\{|\$\(|\{\{|<%|#\{|%env\(|\$__(?:file|env|vault)\{/;

// The text as a whole: $X, %X%, env(X), vault and cloud references, sealed values, a mounted secret.
const whole =
  /^(?:\$[A-Za-z_]\w{0,120}$|%\w{1,120}%$|env\(|@Microsoft\.KeyVault\(|(?:vault|ref|secret|secretref|awssm|awsps|gcpsm|sops|file):|(?:op|vault|ssm|secretsmanager|keyring|doppler|infisical):\/\/|ssm:|arn:aws[\w-]{0,20}:|projects\/[^/]{1,100}\/secrets\/|ENC\[|ENC\(|\{cipher\}|__\w{1,100}__$|@@?\w{1,100}@@?$|\/run\/secrets\/|\/var\/run\/secrets\/)/i;

/**
 * The value that is used when the variable is not set: `7d` of `${TTL:-7d}`, `${TTL-7d}` and Spring's `${ttl:7d}`.
 * @returns undefined when there is none, or when it is a reference again.
 */
export const defaultOf = (text: string): string | undefined => {
  const match = /^\$\{[\w.-]{1,200}?(?::-|:=|-|:(?![?+]))([^{}]{1,500})\}$/.exec(text.trim());
  const value = match?.[1];
  return value === undefined || isReference(value) ? undefined : unquote(value);
};

const unquote = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

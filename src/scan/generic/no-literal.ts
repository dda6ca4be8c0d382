import { isReference } from '../config/reference.ts';
import { isJsonWebToken } from './json-web-token.ts';

/** Why a text between quotes, or a bare word, is no secret that is written out; undefined when it may be one. */
export const noLiteral = (value: string): string | undefined => kinds.find(([, test]) => test(value))?.[0];

const matches = (pattern: RegExp) => (value: string) => pattern.test(value);

const kinds: readonly (readonly [string, (value: string) => boolean])[] = [
  ['empty', (value) => value.trim().length < 3],
  // Letters of other scripts are texts for people. Latin letters with marks may be a password.
  ['text', matches(/[^\P{L}\p{Script=Latin}]/u)],
  [
    'hash',
    matches(
      /^(?:sha\d{1,3}|md5|sha-\d{3})[-:$]|^(?:pbkdf2|bcrypt|argon2|scrypt)\w{0,12}\$|^\{(?:S?SHA|SMD5|CRYPT|PBKDF2|BCRYPT)\w{0,6}\}|^\$(?:2[abxy]|[156y]|apr1|argon2\w{0,2}|P|H|S)\$/i,
    ),
  ],
  ['reference', isReference],
  ['token', isJsonWebToken],
  // Holes of templates and formats: ${x} #{x} %{x} {{x}} {x} <%= x %> $(x) %(x)s %s <x> [x] @x@
  [
    'hole',
    matches(
      /[$#%@]\{|\{\{|\}\}|<%|%>|\$\(|%\(\w|^%?\{[\w.:]{0,60}\}|\{\d?\}|\{[a-z_][\w.[\]]{0,40}\}|^<[^<>]{1,80}>?|^\[[\w\s.-]{1,60}\]$|^@@?[\w.-]{1,60}@{0,2}$|%[-+]?\d{0,3}[sdvqx@](?:$|[^A-Za-z0-9])/,
    ),
  ],
  [
    'variable',
    matches(/^\$\$?[A-Za-z_][\w.[\]'">-]{0,80}$|^%\w{1,60}%$|^\$\d|^`|^process\.env|^os\.environ|^ENV\[/),
  ],
  [
    'expression',
    matches(
      /^[\w.$\->:]{1,80}\(.{0,200}\)?[;,]?$|^(?:[A-Za-z_$][\w$]{0,60}\??(?:\.|->|::)){1,8}[A-Za-z_$][\w$]{0,60}[!;,]?$|\w\[['"\w$]{1,60}\]|=>|\|\||&&|^\w{1,60}\s?[=!]==?\s?\w|^function|^\(|^new [A-Z]/,
    ),
  ],
  [
    'path',
    matches(
      /^(?:\.{0,2}|~|[A-Za-z]:|file:)[\\/]+[\w.~@%-]{1,80}[\\/]?[\w.~@%-]{0,80}(?:[\\/]|$)(?![\w+/]{18,}={0,2}$)|^(?:[\w.@-]{1,60}\/){1,8}[\w.@-]{0,60}\.\w{1,6}$|^[\w.-]{1,60}\.(?:pem|key|crt|cer|cert|jks|p12|pfx|txt|json|ya?ml|xml|html?|php|js|ts|py|rb|go|java|cs|md|png|svg|jpg|gif|css|conf|cfg|ini|properties|gpg|asc|pub|der|yml|env|sh|bat|exe|so|dll|log|csv|db|sql|aspx?|jsp)$/i,
    ),
  ],
  [
    'address',
    matches(
      /^[a-z][a-z0-9+.-]{1,20}:\/\/|^www\.|^mailto:|^urn:|^[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60})+$|^(?:[a-z0-9-]{1,60}\.){1,6}(?:com|org|net|io|dev|local|internal|example|test|de|ru|cn|co\.uk|info|app|cloud)(?::\d{2,5})?(?:\/|$)|^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$|^localhost/i,
    ),
  ],
  [
    'version or date',
    matches(
      /^[v^~]?\d{1,4}(?:\.\d{1,8}){1,14}(?:[-+][\w.]{1,30})?$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|^\d{1,2}:\d{2}(?::\d{2})?|^[<>=~^]=?\s?\d/,
    ),
  ],
  ['media type', matches(/^(?:application|text|image|audio|video|multipart)\/[\w.+-]{1,60}/)],
  // Limits such as 5/m/user,20/h/ip.
  [
    'rate',
    matches(/^\d{1,6}\/[a-z]{1,10}(?:\/[a-z]{1,10})?(?:[,;]\d{1,6}\/[a-z]{1,10}(?:\/[a-z]{1,10})?){0,5}$/),
  ],
  ['colour', matches(/^#[0-9a-f]{3,8}$/i)],
  ['pattern', matches(/\\[wdsWDSb]|\[\^|\(\?|\)\?|\[a-z|\[0-9|\.\*|\^\[|^\^.{0,200}\$$/)],
  // SubjectPublicKeyInfo in base64, and keys as SSH writes them.
  [
    'public key',
    matches(
      /^(?:MFkwEwYH|MIIBIjAN|MIIBojAN|MIICIjAN|MIGfMA0G|MIGJAoGB|MCowBQYDK2V|MHYwEAYH|MIGbMBAG|ssh-|ecdsa-|AAAA[BCE]3NzaC1)/,
    ),
  ],
  // Names of constants.
  ['constant', matches(/^[A-Z]{2,20}(?:_[A-Z\d]{1,20}){1,8}$/)],
  ['arn', matches(/^arn:aws/)],
];

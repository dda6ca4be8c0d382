import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import { codeFile } from './code-text.ts';
import { type Found, report } from './report.ts';
import { type Searchable, searchable } from './search.ts';

/** Code that accepts tokens of any Microsoft Entra tenant: the shared authority, and nobody looks at who issued the token. */
export const judge: Judge = async (file, rule) => {
  const found = await searchable(file);
  if (!found || !sharedAuthority.test(found.text) || looksAtTenant.test(found.text)) return [];
  const off = switchedOff(found);
  const calls = off.length > 0 ? [] : await withoutIssuer(file);
  return [...off, ...calls].map((one) => report(file, rule, one));
};

const sharedAuthority =
  /(?:login\.microsoftonline\.com|login\.windows\.net|sts\.windows\.net)\/(?:common|organizations|consumers)\b|["'`]https:\/\/login\.microsoftonline\.com\/?["'`][^;]{0,80}["'`](?:common|organizations)["'`]|(?:tenant_?id|tenant)["']?\s{0,4}[:=]\s{0,4}["'`](?:common|organizations)["'`]/i;
const looksAtTenant =
  /issuer_?validator|allowed_?(?:tenants|issuers)|(?:tenant|issuer)_?(?:allow|white)_?list|valid_?issuers|(?:\.|\[["'`]|get\(["'`]|\{\s{0,4}|,\s{0,4})tid\b|AadIssuerValidator|trusted_?(?:tenants|issuers)|known_?tenants/i;

const message =
  'Accepts tokens that any Microsoft Entra tenant has issued: whoever makes a tenant of their own issues tokens that this code believes.';

const off =
  /(?<![\w$-])["'`]?(validate_?issuer|verify_?iss|skip_?issuer_?verification|insecure_?skip_?issuer_?check|SkipIssuerCheck)["'`]?\s{0,4}(?::|=(?!=)|=>)\s{0,4}(?:false|true)(?!\w)/gi;

const switchedOff = ({ text }: Searchable): Found[] =>
  Array.from(text.matchAll(off)).flatMap((match) => {
    const isSkip = /skip/i.test(match[1] ?? '');
    const value = /true$/i.test(match[0]);
    return isSkip === value
      ? [
          {
            start: match.index,
            end: match.index + match[0].length,
            message,
            identity: ['multi-tenant-issuer-unpinned', match[1] ?? ''],
          },
        ]
      : [];
  });

/** A verification with the keys of all tenants that names no issuer. */
const withoutIssuer = async (file: Parameters<Judge>[0]): Promise<Found[]> => {
  const source = await codeFile(file);
  if (!source || !/\/(?:common|organizations)\/(?:v2\.0\/)?(?:discovery|\.well-known)/.test(source.code))
    return [];
  return source.facts.calls
    .filter((call) => isVerification(call) && !givesIssuer(source.code, call))
    .map(({ start, end }) => ({
      start,
      end,
      message,
      identity: ['multi-tenant-issuer-unpinned', 'no-issuer'],
    }));
};

const isVerification = ({ callee, imported }: CallSite): boolean => {
  const name = callee.at(-1) ?? imported?.path.at(-1) ?? '';
  const module = imported?.module ?? '';
  return (
    (name === 'jwtVerify' && module === 'jose') ||
    (name === 'verify' && /jsonwebtoken|jwt/.test(`${module} ${callee[0] ?? ''}`)) ||
    (name === 'decode' && /^(jwt|jose|authlib)/.test(module))
  );
};

const givesIssuer = (code: string, { start, end }: CallSite): boolean =>
  /issuer|(?<![a-z])iss(?![a-z])|options\b(?!\s{0,4}=)|verify_signature/i.test(
    code.slice(start, Math.min(end, start + 1500)),
  );

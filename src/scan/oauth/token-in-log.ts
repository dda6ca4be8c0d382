import type { Judge } from '../check.ts';
import type { CallSite } from '../code/facts.ts';
import { valueAt } from '../code/resolve.ts';
import { type CodeFile, codeFile } from './code-text.ts';
import { isDebug, type Logged, loggedNames } from './log-sinks.ts';
import { report } from './report.ts';

/** A token, a code or a client secret that is written to a log. */
export const judge: Judge = async (file, rule) => {
  // Nearly every file logs; parsing those that name no token would be most of a scan.
  if (!/token|jwt|authorization|client_?secret|auth_?code|code_?verifier|bearer|set-cookie/i.test(file.text))
    return [];
  const source = await codeFile(file);
  if (!source) return [];
  const speaksOfLogin = /oauth|openid|bearer|authorization|jwt|access_?token/i.test(source.code);
  return loggedNames(source).flatMap((one) => {
    const what = secretName(source, one, speaksOfLogin);
    return what === undefined
      ? []
      : [
          report(file, rule, {
            start: one.call.start,
            end: one.call.end,
            identity: ['token-in-log', what],
            facts: { name: what },
            message: `Writes ${JSON.stringify(what)} to the log: everybody who may read logs can use it until it ends.`,
            ...(isTool(file.path, one) || isMild(source, one) ? { severity: 'low' as const } : {}),
          }),
        ];
  });
};

const certain =
  /^(?:access|refresh|id|bearer|auth|session|jwt|api|oauth|user|login)_?token(?:_?(?:value|str|string|raw))?$|^(?:jwt|raw_?jwt|encoded_?jwt|jwt_?token|authorization|client_?secret|authorization_?code|auth_?code|code_?verifier|bearer|set-cookie)$/i;
/** In a file that speaks of logins, what is called a token is one. */
const likely = /^token$/i;

const secretName = (source: CodeFile, { path, call }: Logged, speaksOfLogin: boolean): string | undefined => {
  const parts = path.replace(/\[["'`]?([\w-]{1,60})["'`]?\]/g, '.$1').split(/\??\./);
  const last = (parts.at(-1) ?? '').replace(/[!\s]/g, '');
  // A constant in capitals is a name of a header or a setting: AUTHORIZATION.
  if (/^[A-Z_]{3,}$/.test(last) && !/TOKEN$|SECRET$|JWT$/.test(last)) return undefined;
  if (certain.test(last) && !isEnum(parts)) return last;
  const isLikely =
    likely.test(last) || (parts.length === 1 && answer.test(last) && holdsTokens(source, call));
  return isLikely && speaksOfLogin && !isEnum(parts) ? last : undefined;
};

/** What a token endpoint answers, as a whole. */
const answer = /^(?:tokens|token_?(?:response|set|data|result))$/i;

const holdsTokens = ({ facts, code }: CodeFile, { within }: CallSite): boolean => {
  const site = facts.functions[within];
  return (
    site !== undefined &&
    /access_?token|authorization_code|fetch_token|exchangeCode/i.test(code.slice(site.start, site.end))
  );
};

/** `TokenType.AccessToken`, `Header.Authorization`. */
const isEnum = (parts: readonly string[]): boolean =>
  parts.length > 1 && /^[A-Z]/.test(parts.at(-2) ?? '') && /^[A-Z]/.test(parts.at(-1) ?? '');

/** A level that is off where strangers log in, or a name alone, which may be a record without the secret. */
const isMild = ({ facts, code }: CodeFile, { call, path, sink }: Logged): boolean => {
  if (isDebug(sink) || onDemand.test(code.slice(Math.max(0, call.start - 240), call.start))) return true;
  if (path.toLowerCase() !== 'token') return false;
  const value = valueAt(facts, [path], call.within);
  return !(
    value?.kind === 'call' &&
    /sign|issue|create|encode|generate|jwt|fetch|exchange|get_?token|access/i.test(
      value.call.callee.join('.'),
    )
  );
};

/** `if (!options.loggingNoPII)`, `if (verbose)`: somebody has asked for it. */
const onDemand =
  /\bif\s{0,4}\(?[^)\n{:]{0,80}(?:PII|debug|verbose|trace)[^)\n{:]{0,40}\)?\s{0,4}[{:]?[^{}]{0,160}$/i;

/** A program whose purpose is to show a token to whoever runs it. */
const isTool = (path: string, { sink }: Logged): boolean =>
  /(?:^|\/)(?:scripts?|bin|cli|tools?|cmd|hack|notebooks?)\/|(?:^|\/)(?:get|generate|make|create|fetch)[-_]?\w{0,20}token\w{0,10}\.\w{2,3}$|(?:^|\/)cli\.\w{2,3}$/i.test(
    path,
  ) && /^(?:console\.log|print)$/.test(sink);

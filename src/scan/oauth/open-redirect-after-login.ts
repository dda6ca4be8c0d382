import type { Judge } from '../check.ts';
import type { CallSite, Value } from '../code/facts.ts';
import { clientInput } from './client-input.ts';
import { type Found, report } from './report.ts';
import { type Unit, unitsAround, unitText } from './unit.ts';

/** A login or callback handler that sends the browser wherever the request says, without a look at where that is. */
export const judge: Judge = async (file, rule) => {
  const founds = new Map<number, Found>();
  for (const unit of await unitsAround(file, isRedirect)) {
    if (!isLogin(unit, file.path) || checksTarget(unit)) continue;
    for (const found of redirectsOf(unit)) founds.set(found.start, found);
  }
  return [...founds.values()].map((found) => report(file, rule, found));
};

const isRedirect = ({ callee, imported }: CallSite): boolean =>
  /^(redirect|sendRedirect|HttpResponseRedirect|RedirectResponse)$/.test(
    callee.at(-1) ?? imported?.path.at(-1) ?? '',
  );

const loginWord = /log_?in|sign_?in|callback|oauth|(?<![a-z])(?:auth|sso|oidc|saml)(?![a-z])/i;

/** By the handler's name, its route or decorator, or the name of the file. */
const isLogin = (unit: Unit, path: string): boolean =>
  loginWord.test(unit.root.name ?? '') ||
  loginWord.test(path) ||
  loginWord.test(
    unit.code
      .slice(Math.max(0, unit.root.start - 160), unit.root.start)
      .split(/[;}]/)
      .at(-1) ?? '',
  );

/** Anything that looks at the target: a list, a prefix, a parsed host, a function that is named for it. */
const checksTarget = (unit: Unit): boolean =>
  /startsWith|startswith|\ballow|white_?list|is_?safe|safe_?(?:url|redirect|path|return|next)|url_has_allowed|sanitiz|valid|\bnew URL\(|urlparse|urlsplit|\.origin\b|\.host(?:name)?\b|\.includes\(|\.test\(|\.match\(|relative|\bin [A-Z_]{3,}/i.test(
    unitText(unit),
  );

const redirectsOf = (unit: Unit): Found[] => {
  const input = clientInput(unit);
  return unit.calls
    .filter(({ scope, call }) => scope.via === undefined && isRedirect(call))
    .flatMap(({ scope, call }) => {
      const target = call.args.map(({ value }) => value).find((value) => isWhole(unit, value));
      if (!target || !input.has(scope, target.start, target.end)) return [];
      return [
        {
          start: call.start,
          end: call.end,
          message: 'After the login the browser goes wherever the request says, to another site as well.',
          identity: ['open-redirect-after-login', unit.root.name ?? ''],
        },
      ];
    });
};

/** The target is the input itself: a prefix of its own, such as '/' or a host, would hold it. */
const isWhole = (unit: Unit, value: Value): boolean =>
  value.kind === 'fallback' ||
  value.kind === 'name' ||
  (value.kind === 'call' &&
    /^(get|String|str|decodeURIComponent|unquote|pop)$/.test(value.call.callee.at(-1) ?? '')) ||
  (value.kind === 'unknown' && !/^["'`]/.test(unit.code.slice(value.start, value.end)));

import type { Judge } from '../check.ts';
import type { CallSite, FunctionSite } from '../code/facts.ts';
import { type CodeFile, codeFile } from '../oauth/code-text.ts';
import { type Found, report } from '../oauth/report.ts';

/** Routes for persons that open to one key which everybody who calls has in common. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source) return [];
  const guards = source.facts.functions.filter((site) => comparesKey(source, site));
  if (guards.length === 0 || knowsPerson.test(source.code)) return [];
  const founds = source.facts.language === 'python' ? pythonRoutes(source, guards) : routes(source, guards);
  return founds.map((one) => report(file, rule, one));
};

const header =
  /(?:headers?(?:\??\.get\(|\??\.|\[)\s{0,2}["'`]?|\.(?:get|header)\(\s{0,2}["'`]|Header\([^)]{0,60}["'])x[-_]?api[-_]?key|\bx_api_key\b/i;
const fixed =
  /[!=]==?\s{0,4}(?:process\.env\.|os\.environ|settings\.|config\.|env\.)?\w{0,30}(?:KEY|Key|key|SECRET|TOKEN)\b|compare_digest\(|timingSafeEqual\(/;
/** Something that tells persons apart beside the key: a session, a token, a key that belongs to somebody. */
const knowsPerson =
  /jwt|bearer|session|login_required|passport|current_?user|req\.user\b|request\.user\b|find(?:One|_by|By|Unique|First)?\w{0,20}\(\s{0,4}\{?[^)]{0,40}(?:api_?key|hash)|api_?keys?\.(?:find|get|filter|objects)|filter\w{0,6}\([^)]{0,30}key/i;

const comparesKey = ({ code }: CodeFile, { start, end }: FunctionSite): boolean => {
  const text = code.slice(start, Math.min(end, start + 1500));
  return header.test(text) && fixed.test(text);
};

const forPersons =
  /["'`]\/(?:api\/)?(?:v\d{1,2}\/)?(?:me|profile|account|my|user|cart|orders|settings|users\/(?::|<|\{)\w{0,20}(?:id|Id|user)[^"'`]{0,40})(?:\/[^"'`]{0,40})?["'`]/;

const found = (call: { start: number; end: number }, path: string): Found => ({
  start: call.start,
  end: call.end,
  identity: ['api-key-as-user-auth', path],
  message: `Everybody who calls ${path} shows the same key: it tells which program is calling and not which person, so that one person reads another's data.`,
});

/** `app.get('/me', requireKey, handler)`, and a handler that compares the key itself. */
const routes = (source: CodeFile, guards: readonly FunctionSite[]): Found[] =>
  source.facts.calls.filter(isRoute).flatMap((call) => {
    const text = source.code.slice(call.start, Math.min(call.end, call.start + 4000));
    const path = forPersons.exec(text.slice(0, 160))?.[0];
    const names = new Set(guards.map(({ name }) => name));
    const isGuarded =
      call.args.some(({ value }) => value.kind === 'name' && names.has(value.path.at(-1))) ||
      guards.some(({ start, end }) => start >= call.start && end <= call.end) ||
      guardsAll(source, call, names);
    return path && isGuarded
      ? [found({ start: call.start, end: call.start + text.indexOf(path) + path.length }, path)]
      : [];
  });

const isRoute = ({ callee }: CallSite): boolean =>
  callee.length === 2 && /^(get|post|put|patch|delete|all)$/.test(callee[1] ?? '');

/** `app.use(requireKey)`. */
const guardsAll = ({ facts }: CodeFile, route: CallSite, names: ReadonlySet<string | undefined>): boolean =>
  facts.calls.some(
    ({ callee, args, start }) =>
      callee.at(-1) === 'use' &&
      callee[0] === route.callee[0] &&
      start < route.start &&
      args.length === 1 &&
      args[0]?.value.kind === 'name' &&
      names.has(args[0].value.path.at(-1)),
  );

const decorator = /@\w{1,30}(?:\.\w{1,30}){0,2}\(\s{0,20}(["']\/[^"'\n]{0,80}["'])[^\n]{0,200}/g;

/** Flask and FastAPI: the decorator names the path, the function or its dependency compares the key. */
const pythonRoutes = ({ code, facts }: CodeFile, guards: readonly FunctionSite[]): Found[] =>
  Array.from(code.matchAll(decorator)).flatMap((match) => {
    const path = match[1] ?? '';
    const handler = facts.functions.find(({ start }) => start > match.index);
    if (!handler || !forPersons.test(path)) return [];
    const text = code.slice(match.index, handler.start + 400);
    const isGuarded = guards.some(
      (guard) =>
        guard === handler ||
        (guard.name !== undefined &&
          new RegExp(`(?:Depends|Security)\\(\\s{0,4}${guard.name}\\b|@${guard.name}\\b`).test(text)),
    );
    return isGuarded ? [found({ start: match.index, end: match.index + match[0].length }, path)] : [];
  });

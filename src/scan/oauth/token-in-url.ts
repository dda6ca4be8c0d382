import type { Judge } from '../check.ts';
import { type CodeFile, codeFile, expanded } from './code-text.ts';
import { type Found, report } from './report.ts';

/** A redirect that carries a token in the query of its address. */
export const judge: Judge = async (file, rule) => {
  const source = await codeFile(file);
  if (!source) return [];
  return [...inRedirects(source), ...inNavigation(source)].map((found) => report(file, rule, found));
};

/** Where a token follows its name: `?token=${jwt}`, `'&access_token=' + token`, `{"?id_token=" + x}`. */
const tokenParameter =
  /[?&](access_?token|id_?token|refresh_?token|auth_?token|session_?token|jwt|token)=(?:\$?\{(?!\s)|["'`]\s{0,4}(?:\+|\.format|%))/i;
/** Links that are made to be followed once from a letter. */
const oneTime =
  /reset|verif|confirm|invit|activat|unsubscri|magic|email|preview|download|share|csrf|logout|hint/i;

const inRedirects = (source: CodeFile): Found[] =>
  source.facts.calls.flatMap((call) => {
    const name = call.callee.at(-1) ?? call.imported?.path.at(-1) ?? '';
    const isRedirect =
      /^(redirect|HttpResponseRedirect|RedirectResponse|openAuthSession)$/.test(name) ||
      (/^(assign|replace)$/.test(name) && call.callee.at(-2) === 'location');
    const first = isRedirect ? call.args.map(({ value }) => value) : [];
    return first.flatMap((value) => foundIn(source, value, call, call.within));
  });

const inNavigation = (source: CodeFile): Found[] =>
  source.facts.assignments.flatMap((assignment) => {
    const path = assignment.target.join('.');
    return /(?:^|\.)location(?:\.href)?$/.test(path)
      ? foundIn(source, assignment.value, assignment, assignment.within)
      : [];
  });

interface Place {
  readonly start: number;
  readonly end: number;
}

const foundIn = (source: CodeFile, value: Place, { start, end }: Place, within: number): Found[] => {
  const text = expanded(source, value.start, Math.min(value.end, value.start + 2000), within);
  const name = tokenParameter.exec(text)?.[1];
  if (name === undefined || oneTime.test(text)) return [];
  return [
    {
      start,
      end,
      message: `Sends the browser to an address that holds a token in its query ("${name}").`,
      identity: ['token-in-url', name],
      facts: { parameter: name },
    },
  ];
};

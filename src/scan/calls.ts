import type { Call } from '../rules/rule-set.ts';
import { callIndex } from './call-index.ts';
import { judgeCall, type Match } from './call-judges.ts';
import type { ScanContext } from './check.ts';
import type { CallSite, CodeFacts } from './code/facts.ts';
import { importedName } from './code/resolve.ts';
import type { Detection, Detector, Hit, Literal } from './detection.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Finds library calls, and settings assigned in code, whose arguments are wrong.
 * A file is parsed only when it imports the library of a rule, or names what a rule assigns.
 */
export const createCallDetector = (rules: readonly Call[], context: ScanContext): Detector => {
  const words = [...new Set(rules.flatMap(wordsOf))];
  const literals: Literal[] = words.map((text) => ({ text, ignoreCase: false }));
  return {
    literals,
    async detect(file, hits) {
      const present = wordsIn(file, hits, literals);
      const candidates = rules.filter(
        (rule) => speaksOf(rule, file) && wordsOf(rule).some((word) => present.has(word)),
      );
      const facts = candidates.length > 0 ? await file.code() : undefined;
      return facts ? candidates.flatMap((rule) => detectionsOf(rule, file, facts, context)) : [];
    },
  };
};

const wordsOf = ({ library = [], assigned = [] }: Call): readonly string[] => [
  ...library.map(withoutPackage),
  ...assigned.map(lastPart),
];
/** Go writes a major version anywhere below the repository: only what comes before stands in the file as it is. */
const withoutPackage = (module: string): string =>
  /^[a-z0-9.-]+\.[a-z]+\//.test(module)
    ? module
        .split('/')
        .slice(0, module.startsWith('gopkg.in/') ? 2 : 3)
        .join('/')
    : module;
const lastPart = (path: string): string => path.split('.').at(-1) ?? path;

const speaksOf = ({ languages }: Call, { language }: SourceFile): boolean =>
  language !== undefined && languages.includes(language);

/** Words that stand where they count: a module between quotes or in an import line, a namespace or the name of a setting anywhere. */
const wordsIn = (
  file: SourceFile,
  hits: readonly Hit[],
  literals: readonly Literal[],
): ReadonlySet<string> => {
  const words = new Set<string>();
  for (const { literal, start } of hits) {
    const text = literals[literal]?.text;
    if (text !== undefined && !words.has(text) && counts(file, text, start)) words.add(text);
  }
  return words;
};

const counts = (file: SourceFile, word: string, start: number): boolean => {
  // Constants of settings: SIMPLE_JWT, JWT_SECRET_KEY.
  if (/^[A-Z_0-9]+$/.test(word)) return true;
  const [before = '', after = ''] = [file.text[start - 1], file.text[start + word.length]];
  if (file.language === 'go') return quotes.includes(before) && /["/.]/.test(after);
  if (file.language === 'csharp')
    return word.includes('.') ? isAfter(file, start, csharpUsing) : !/\w/.test(before + after);
  if (file.language === 'java') return !word.includes('.') || isAfter(file, start, javaImport);
  if (file.language === 'php' || file.language === 'ruby') return !/\w/.test(`${before}${after}`);
  if (file.language !== 'python') return before === after && quotes.includes(before);
  return isAfter(file, start, pythonImport) && !/[\w.]/.test(before);
};
const isAfter = ({ text }: SourceFile, start: number, opening: RegExp): boolean =>
  opening.test(text.slice(Math.max(0, start - 200), start));
const pythonImport = /(?:^|\n)[ \t]{0,40}(?:from|import)[ \t][^\n]{0,150}$/;
const csharpUsing =
  /(?:^|\n)[ \t]{0,40}(?:global[ \t]{1,4})?using[ \t]{1,4}(?:static[ \t]{1,4}|\w{1,80}[ \t]{0,4}=[ \t]{0,4})?$/;
const javaImport = /(?:^|\n)[ \t]{0,40}import[ \t]{1,4}(?:static[ \t]{1,4})?$/;
const quotes = ['"', "'", '`'];

const detectionsOf = (
  rule: Call,
  file: SourceFile,
  facts: CodeFacts,
  context: ScanContext,
): readonly Detection[] => {
  if (isExcused(rule, facts)) return [];
  const found = sitesOf(rule, facts).flatMap((call) => {
    const match: Match = { rule, file, facts, call, context };
    return isHandled(match) ? [] : (judgeCall(match) ?? []);
  });
  // Two calls may be given the same constant.
  return [...new Map(found.map((one) => [`${one.start}:${one.end}`, one])).values()];
};

/** The calls that a rule speaks of, and assignments as calls with the value as their argument. */
const sitesOf = (rule: Call, facts: CodeFacts): readonly CallSite[] => {
  const calls = rule.plugin
    ? facts.calls.filter((call) => isPluginCall(rule, call, facts))
    : callsNamed(rule, rule.callee ?? [], facts);
  const assigned = (rule.assigned ?? []).flatMap((end) =>
    facts.assignments.filter(({ target }) => endsWith(target, end.split('.'))),
  );
  return [...calls, ...assigned.map(asCall)];
};

const callsNamed = (
  { library = [] }: Call,
  callees: readonly string[],
  facts: CodeFacts,
): readonly CallSite[] => {
  const names = library.flatMap((module) =>
    callees.map((callee) => (callee === 'default' ? module : `${module}.${callee}`)),
  );
  const { byImport, setByImport } = callIndex(facts);
  return names
    .flatMap((name) => [name, ...throughWildcards(name, facts)])
    .flatMap((name) => [...(byImport.get(name) ?? []), ...(setByImport.get(name) ?? []).map(asCall)]);
};

/** `*.Type.method` for `module.Type.method`, when the file imports every name of the module. */
const throughWildcards = (name: string, { imports }: CodeFacts): readonly string[] =>
  imports.flatMap(({ module, local }) =>
    local === '*' && name.startsWith(`${module}.`) ? [`*.${name.slice(module.length + 1)}`] : [],
  );

const isPluginCall = (rule: Call, { callee, args }: CallSite, facts: CodeFacts): boolean => {
  const first = args[0]?.value;
  if (!rule.callee?.includes(callee.at(-1) ?? '') || first?.kind !== 'name') return false;
  const imported = importedName(facts, first.path, -1);
  return imported !== undefined && rule.library?.includes(imported.module) === true;
};

const endsWith = (target: readonly string[], end: readonly string[]): boolean => {
  const tail = target.slice(-end.length);
  return tail.length === end.length && tail.every((part, i) => part === end[i]);
};

const asCall = ({ target, value, within, start, end }: CodeFacts['assignments'][number]): CallSite => ({
  callee: target,
  calleeValue: { kind: 'name', path: target, start, end: start },
  imported: undefined,
  isNew: false,
  args: [{ keyword: undefined, spread: false, value }],
  chain: [],
  within,
  start,
  end,
});

const isExcused = (rule: Call, facts: CodeFacts): boolean =>
  callsNamed(rule, rule.unless?.called ?? [], facts).length > 0;

/** A word in the same function, outside the call, that shows that its author deals with it. */
const isHandled = ({ rule, facts, call, file }: Match): boolean => {
  const near = rule.unless?.near;
  if (!near) return false;
  const around = facts.functions[call.within] ?? { start: 0, end: file.text.length };
  const before = file.text.slice(Math.max(around.start, call.start - mostAround), call.start);
  const outside = `${before} ${file.text.slice(call.end, Math.min(around.end, call.end + mostAround))}`;
  return near.some((word) => outside.includes(word));
};

// A minified file is one function of megabytes.
const mostAround = 20_000;

import type { Call } from '../rules/rule-set.ts';
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
  ...library,
  ...assigned.map(lastPart),
];
const lastPart = (path: string): string => path.split('.').at(-1) ?? path;

const speaksOf = ({ languages }: Call, { language }: SourceFile): boolean =>
  language !== undefined && languages.includes(language);

/** Words that stand where they count: a module between quotes or in an import line, the name of a setting anywhere. */
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
  if (file.language !== 'python') return before === after && quotes.includes(before);
  const line = file.text.slice(Math.max(0, start - 200), start);
  return /(?:^|\n)[ \t]{0,40}(?:from|import)[ \t][^\n]{0,150}$/.test(line) && !/[\w.]/.test(before);
};
const quotes = ['"', "'", '`'];

const detectionsOf = (
  rule: Call,
  file: SourceFile,
  facts: CodeFacts,
  context: ScanContext,
): readonly Detection[] => {
  if (isExcused(rule, facts)) return [];
  return sitesOf(rule, facts).flatMap((call) => {
    const match: Match = { rule, file, facts, call, context };
    return isHandled(match) ? [] : (judgeCall(match) ?? []);
  });
};

/** The calls that a rule speaks of, and assignments as calls with the value as their argument. */
const sitesOf = (rule: Call, facts: CodeFacts): readonly CallSite[] => {
  const wanted = new Set(
    (rule.library ?? []).flatMap((library) => (rule.callee ?? []).map((callee) => fullName(library, callee))),
  );
  const calls = rule.plugin
    ? facts.calls.filter((call) => isPluginCall(rule, call, facts))
    : facts.calls.filter((call) => wanted.has(nameOf(call)));
  const assigned = facts.assignments.filter(({ target }) =>
    rule.assigned?.some((end) => endsWith(target, end.split('.'))),
  );
  return [...calls, ...assigned.map(asCall)];
};

const fullName = (module: string, callee: string): string =>
  callee === 'default' ? module : `${module}.${callee}`;

/** `jose.jwt.encode`, whether `jwt` is a name in jose or a module below it. */
const nameOf = ({ imported }: CallSite): string =>
  imported ? [imported.module, ...imported.path].join('.') : '';

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

const isExcused = ({ unless, library = [] }: Call, facts: CodeFacts): boolean => {
  const names = new Set(
    library.flatMap((module) => (unless?.called ?? []).map((callee) => fullName(module, callee))),
  );
  return names.size > 0 && facts.calls.some((call) => names.has(nameOf(call)));
};

/** A word in the same function, outside the call, that shows that its author deals with it. */
const isHandled = ({ rule, facts, call, file }: Match): boolean => {
  const near = rule.unless?.near;
  if (!near) return false;
  const around = facts.functions[call.within] ?? { start: 0, end: file.text.length };
  const outside = `${file.text.slice(around.start, call.start)} ${file.text.slice(call.end, around.end)}`;
  return near.some((word) => outside.includes(word));
};

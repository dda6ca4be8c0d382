import type { CallSite, Value } from '../code/facts.ts';
import type { CodeFile } from './code-text.ts';

/** Something that a log call writes out whole. */
export interface Logged {
  readonly call: CallSite;
  /** Its path as written: `req.headers.authorization`, `tokens["access_token"]`. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly sink: string;
}

/** What the log calls of a file write out, by its name. Lengths, ends, masks, flags and comparisons are not the thing itself. */
export const loggedNames = (source: CodeFile): readonly Logged[] =>
  source.facts.calls
    .filter(isLogCall)
    .flatMap((call) =>
      call.args
        .flatMap(({ value, keyword }) =>
          keyword === 'extra' || keyword === undefined ? shownIn(source, value, 0) : [],
        )
        .map((shown) => ({ call, sink: call.callee.join('.'), ...shown })),
    );

const logger =
  /^(?:console|logger|log|logging|LOGGER|LOG|_logger|_log|winston|pino|bunyan|debug|Logger|app_logger|LOGGING)$/;
const level =
  /^(?:log|info|debug|warn|warning|error|trace|verbose|fatal|critical|exception|notice|silly|print|dir|msg)$/;

const isLogCall = ({ callee, isNew }: CallSite): boolean => {
  const name = callee.at(-1) ?? '';
  if (isNew) return false;
  if (callee.length === 1) return name === 'print' || name === 'pprint' || name === 'debug';
  return level.test(name) && callee.slice(0, -1).some((part) => logger.test(part) || /[lL]ogger$/.test(part));
};

/** Whether a log call is of a level that is off unless somebody looks for a mistake. */
export const isDebug = (sink: string): boolean => /(?:^|\.)(?:debug|trace|verbose|silly)$/.test(sink);

interface Shown {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const deepest = 5;

/** Only what is written as it is: a call gives something new, except those that only turn a value into text. */
const shownIn = (source: CodeFile, value: Value, depth: number): Shown[] => {
  if (depth > deepest) return [];
  const inner = (one: Value) => shownIn(source, one, depth + 1);
  const place = { start: value.start, end: value.end };
  switch (value.kind) {
    case 'name':
      return [{ path: value.path.join('.'), ...place }];
    case 'env':
      return [{ path: value.name, ...place }];
    case 'template':
      return value.parts.flatMap(inner);
    case 'binary':
      return value.operator === '+' || value.operator === '%'
        ? [...inner(value.left), ...inner(value.right)]
        : [];
    case 'fallback':
      return [...inner(value.first), ...inner(value.second)];
    case 'list':
      return value.items.flatMap(inner);
    case 'object':
      return value.entries.flatMap((entry) => inner(entry.value));
    case 'unknown':
      return value.member === undefined || value.choices || value.isFunction
        ? []
        : [{ path: source.code.slice(value.start, value.end).slice(-120), ...place }];
    case 'call':
      return turnsToText(value.call) ? value.call.args.flatMap((arg) => inner(arg.value)) : [];
    default:
      return [];
  }
};

const turnsToText = ({ callee, chain }: CallSite): boolean =>
  chain.length === 0 &&
  /^(?:JSON\.stringify|String|str|repr|json\.dumps|util\.inspect|inspect|format)$/.test(callee.join('.'));

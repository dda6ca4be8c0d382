import type { FileKind } from './file-kind.ts';
import type { NamePlace } from './name-at.ts';
import type { Form } from './pair.ts';

/** What joins a name to a value. */
export interface Join {
  readonly form: Form;
  /** Where the value begins. */
  readonly at: number;
  /** `name: value`, where a bare word may be a type. */
  readonly isColon: boolean;
}

/** What stands behind a name and promises a value; undefined where the name is only mentioned. */
export const joinAfter = (text: string, name: NamePlace, kind: FileKind): Join | undefined => {
  const isQuoted = name.quote !== '' && name.quote !== ':';
  const after = isQuoted ? name.end + name.quote.length : name.end;
  if (!joiners.has(text.charCodeAt(after))) return undefined;
  return (
    itemAfter(text, name, after) ??
    (isQuoted ? undefined : bareNameJoin(text, name, after)) ??
    signAfter(text, name, after, kind)
  );
};

/** Everything else behind a name rules out a pair at once: this is asked at every word of every file. */
const joiners: ReadonlySet<number> = new Set(
  [...' \t"\'`()],:=>?|<!\\\n\r'].map((char) => char.charCodeAt(0)),
);

const exec = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const valueKey = /["'`]?[ \t]{0,4}[,;]?\s{0,40}["'`]?value["'`]?[ \t]{0,4}[:=][ \t]{0,4}/iy;

/** `{"key": "password", "value": "…"}`, `- name: DB_PASSWORD` with `value: …` below it, `<add key="…" value="…"/>`. */
const itemAfter = (text: string, { start }: NamePlace, after: number): Join | undefined => {
  if (
    !/(?:name|key|id)["'`]?[ \t]{0,2}[:=][ \t]{0,2}\\{0,2}["'`]?$/i.test(
      text.slice(Math.max(0, start - 14), start),
    )
  )
    return undefined;
  const match = exec(valueKey, text, after);
  return match
    ? { form: 'assignment', at: after + match[0].length, isColon: match[0].includes(':') }
    : undefined;
};

const restOfTag = /(?: [^<>\n]{0,80})?>/y;
const openCall = /\([ \t]{0,4}(?=["'`@b])/y;

const bareNameJoin = (text: string, { start }: NamePlace, after: number): Join | undefined => {
  const isTag = text[start - 1] === '<';
  const match = isTag
    ? exec(restOfTag, text, after)
    : text[after] === '('
      ? exec(openCall, text, after)
      : null;
  if (match) return { form: isTag ? 'element' : 'argument', at: after + match[0].length, isColon: false };
  const isBlank = text[after] === ' ' || text[after] === '\t';
  return isBlank && isFlag(text, start) ? { form: 'flag', at: after + 1, isColon: false } : undefined;
};

/** `-password`, `--password`, and not the end of `x-password`. */
const isFlag = (text: string, start: number): boolean =>
  /(?:^|[^\w-])--?$/.test(text.slice(Math.max(0, start - 3), start));

const sign = /[\])]{0,2}[ \t]{0,60}(=>|:=|\?=|\|\|=|<-|[=!]==?(?=[ \t]{0,3}["'@])|=(?![=~>])|:(?![:=])|,)/y;
const typed = /:[ \t]{0,4}[A-Za-z_&?[][\w.<>[\]|&?, ]{0,40}?[ \t]{0,4}=[ \t]{0,8}(?=["'`b@]|Some|new )/y;

const signAfter = (text: string, name: NamePlace, after: number, kind: FileKind): Join | undefined => {
  // `password?: string` in TypeScript.
  const from = text.startsWith('?:', after) ? after + 1 : after;
  const match = exec(sign, text, from);
  const operator = match?.[1];
  if (!match || operator === undefined) return undefined;
  const at = from + match[0].length;
  if (/^[=!]=/.test(operator)) return { form: 'comparison', at, isColon: false };
  if (operator === ',')
    return isArgument(text, name, from) ? { form: 'argument', at, isColon: false } : undefined;
  if (operator === '=' && isBadge(text, name.start)) return undefined;
  if (operator === '=') return { form: assignmentForm(text, name.start), at, isColon: false };
  if (operator !== ':') return { form: 'assignment', at, isColon: false };
  const type = kind === 'code' ? exec(typed, text, at - 1) : null;
  if (type) return { form: 'assignment', at: at - 1 + type[0].length, isColon: false };
  return kind === 'code' && isTernary(text, name.start)
    ? undefined
    : { form: 'assignment', at, isColon: true };
};

const assignmentForm = (text: string, start: number): Form => {
  const lead = text.slice(Math.max(0, start - 5), start);
  if (/[?&]$|&amp;$/.test(lead)) return 'query';
  return /; ?$/.test(lead) ? 'connection' : 'assignment';
};

/** The token in the address of a badge shows a number to whoever reads the page. */
const isBadge = (text: string, start: number): boolean =>
  /badge[\w.-]{0,20}\?[^\s]{0,60}$/i.test(text.slice(Math.max(0, start - 90), start));

/** `define('NAME', 'value')`: the name is the first argument of a call, not an item of a list. */
const isArgument = (text: string, { start, quote }: NamePlace, after: number): boolean => {
  const open = start - quote.length;
  return (
    quote !== '' &&
    /[ \t,]/.test(text[after] ?? '') &&
    /[\w!]\([ \t]{0,4}$/.test(text.slice(Math.max(0, open - 8), open))
  );
};

const isTernary = (text: string, start: number): boolean =>
  /\?\s{0,3}["'\w.$]{0,40}$/.test(text.slice(Math.max(0, start - 44), start));

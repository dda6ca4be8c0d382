import type { InlineIgnore } from '../core/inline-ignore.ts';
import type { SourceFile } from './source-file.ts';

/** The word that the literal pass looks for. */
export const ignoreWord = 'auth-advisor-ignore-';

const directive =
  /auth-advisor-ignore-(line|next-line)(?![\w-])(?:[ \t]{1,8}([a-z]{2,8}\/[a-z0-9-]{1,80}(?:[ \t]{0,8},[ \t]{0,8}[a-z]{2,8}\/[a-z0-9-]{1,80}){0,20}))?(?:[ \t]{1,8}until:(\d{4}-\d{2}-\d{2}))?(?:[ \t]{1,8}--[ \t]{0,8}([^\r\n]{1,300}))?/y;

/** What opens a comment in the languages and formats that have one; a quote does not. */
const commentOpener = /(\/\/|\/?\*|#|<!--|--|;|%|\{#|\(\*)[ \t]{0,8}$/;

/**
 * Reads the ignore comment at an occurrence of `ignoreWord`.
 * @returns undefined when it stands in no comment: in a string, or in a sentence about ignore comments.
 */
export const inlineIgnoreAt = (file: SourceFile, start: number): InlineIgnore | undefined => {
  if (!commentOpener.test(file.text.slice(Math.max(0, start - 16), start))) return undefined;
  directive.lastIndex = start;
  const match = directive.exec(file.text);
  if (!match) return undefined;
  const [, scope, ids, until, reason] = match;
  const { line, column } = file.spanOf(start, start);
  return {
    path: file.shown,
    line,
    column,
    appliesTo: scope === 'line' ? line : line + 1,
    ruleIds: ids ? ids.split(',').map((id) => id.trim()) : [],
    until: until ?? null,
    sample: file.role !== 'product',
    // The closing half of a block comment is not part of what the author said.
    reason: reason?.replace(/\s*(\*\/|-->|%>|#\}|\*\))\s*$/, '').trim() || null,
  };
};

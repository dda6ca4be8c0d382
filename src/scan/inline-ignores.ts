import type { InlineIgnore } from '../core/inline-ignore.ts';
import type { SourceFile } from './source-file.ts';

/** The word that the literal pass looks for. */
export const ignoreWord = 'auth-advisor-ignore-';

const directive =
  /auth-advisor-ignore-(line|next-line)[ \t]{1,8}([a-z]{2,8}\/[a-z0-9-]{1,80}(?:[ \t]{0,8},[ \t]{0,8}[a-z]{2,8}\/[a-z0-9-]{1,80}){0,20})?(?:[ \t]{1,8}until:(\d{4}-\d{2}-\d{2}))?(?:[ \t]{1,8}--[ \t]{0,8}([^\r\n]{1,300}))?/y;

/**
 * Reads the ignore comment at an occurrence of `ignoreWord`.
 * @returns undefined when the text there is no directive at all (this sentence's own word, say).
 */
export const inlineIgnoreAt = (file: SourceFile, start: number): InlineIgnore | undefined => {
  directive.lastIndex = start;
  const match = directive.exec(file.text);
  if (!match) return undefined;
  const [, scope, ids, until, reason] = match;
  const { line, column } = file.spanOf(start, start);
  return {
    path: file.path,
    line,
    column,
    appliesTo: scope === 'line' ? line : line + 1,
    ruleIds: ids ? ids.split(',').map((id) => id.trim()) : [],
    until: until ?? null,
    // The closing half of a block comment is not part of what the author said.
    reason: reason?.replace(/\s*(\*\/|-->|%>|#\}|\*\))\s*$/, '').trim() || null,
  };
};

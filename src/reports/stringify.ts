import { escapeJson } from '../core/escape.ts';

/**
 * One line of JSON that any parser and any terminal takes: lone surrogates become U+FFFD, and characters that a terminal or
 * a CI log would act on stand as `\u` escapes.
 */
export const stringify = (value: unknown): string => escapeJson(JSON.stringify(value, wellFormed));

const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed() : value;

import type { Token } from '../../rules/rule-set.ts';
import type { Anchor } from '../../rules/token-anchors.ts';
import { compileFormat, type TokenFormat } from '../../rules/token-format.ts';
import type { Literal } from '../detection.ts';

/** A token rule ready to run. */
export interface CompiledToken {
  readonly rule: Token;
  readonly format: TokenFormat;
  /** Tries one position. */
  readonly sticky: RegExp;
  /** Searches a stretch; for formats without a literal of their own, which are looked for around the rule's words. */
  readonly search: RegExp;
  /** Of two rules that claim one stretch the more specific stays. */
  readonly weight: number;
}

/** What to do where a literal occurs. Without anchor it is one of the rule's `near` words. */
export interface Lead {
  readonly token: CompiledToken;
  readonly anchor: Anchor | undefined;
}

/** Literals for the prefilter, and for each of them the rules that it leads to. */
export interface Leads {
  readonly literals: readonly Literal[];
  readonly leads: readonly (readonly Lead[])[];
}

export const compileToken = (rule: Token): CompiledToken => {
  const format = compileFormat(rule.parts);
  const literal = Math.max(0, ...format.anchors.map(({ text }) => text.length));
  return {
    rule,
    format,
    sticky: new RegExp(format.source, 'y'),
    search: new RegExp(format.source, 'g'),
    weight: literal + (rule.near ? 0.5 : 0),
  };
};

/** Joins the rules by literal, so that the one pass over the bytes looks for each text once. */
export const joinLeads = (tokens: readonly CompiledToken[]): Leads => {
  const byKey = new Map<string, { literal: Literal; leads: Lead[] }>();
  for (const token of tokens) {
    for (const { literal, anchor } of waysIn(token)) {
      const key = `${literal.ignoreCase}:${literal.text}`;
      const entry = byKey.get(key) ?? { literal, leads: [] };
      entry.leads.push({ token, anchor });
      byKey.set(key, entry);
    }
  }
  const entries = [...byKey.values()];
  return { literals: entries.map(({ literal }) => literal), leads: entries.map(({ leads }) => leads) };
};

const waysIn = ({ rule, format }: CompiledToken): { literal: Literal; anchor: Anchor | undefined }[] => {
  if (format.anchors.length > 0) {
    return format.anchors.map((anchor) => ({ literal: { text: anchor.text, ignoreCase: false }, anchor }));
  }
  const words = new Set((rule.near ?? []).map((word) => word.toLowerCase()));
  return [...words].map((text) => ({ literal: { text, ignoreCase: true }, anchor: undefined }));
};

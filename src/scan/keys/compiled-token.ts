import type { Token } from '../../rules/rule-set.ts';
import { type Anchor, bestAnchors } from '../../rules/token-anchors.ts';
import { compileFormat, type TokenFormat } from '../../rules/token-format.ts';
import type { Literal } from '../detection.ts';
import { leadOf } from './near.ts';

/** A token rule ready to run. Its pattern is made at its first hit: most rules have none in most scans. */
export class CompiledToken {
  readonly rule: Token;
  /** Empty where the format has no literal of its own and the rule's words lead to it. */
  readonly anchors: readonly Anchor[];
  /** Of two rules that claim one stretch the more specific stays. */
  readonly weight: number;
  #format: TokenFormat | undefined;
  #sticky: RegExp | undefined;
  #search: RegExp | undefined;

  constructor(rule: Token) {
    this.rule = rule;
    this.anchors = rule.anchors ?? bestAnchors(rule.parts);
    this.weight =
      Math.max(0, ...this.anchors.map(({ text }) => text.length)) +
      (rule.near ? 0.5 : 0) +
      (rule.parts.some((part) => 'lit' in part) ? shortLiteral : 0);
  }

  get format(): TokenFormat {
    this.#format ??= compileFormat(this.rule.parts);
    return this.#format;
  }

  /** Tries one position. */
  get sticky(): RegExp {
    this.#sticky ??= new RegExp(this.format.source, 'y');
    return this.#sticky;
  }

  /** Searches a stretch. */
  get search(): RegExp {
    this.#search ??= new RegExp(this.format.source, 'g');
    return this.#search;
  }
}

// Too short to look for, and still more than a rule has that knows nothing but an alphabet.
const shortLiteral = 0.1;

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

const waysIn = ({ rule, anchors }: CompiledToken): { literal: Literal; anchor: Anchor | undefined }[] => {
  if (anchors.length > 0) {
    return anchors.map((anchor) => ({ literal: { text: anchor.text, ignoreCase: false }, anchor }));
  }
  const words = new Set((rule.near ?? []).map(leadOf));
  return [...words].map((text) => ({ literal: { text, ignoreCase: true }, anchor: undefined }));
};

import type { CallSite, CodeFacts, Value } from './code/facts.ts';
import { lookUp } from './code/scope.ts';

/** What a call of a function of this file gives, and the function in which that is written. */
export interface LocalResult {
  readonly value: Value;
  readonly within: number;
}

/**
 * The one expression that a function of the same file returns: `signingKey()`, `this.signingKey()`, `Keys.signingKey()`.
 * @returns undefined for a function of another file, and for one that returns several things.
 */
export const localResult = (facts: CodeFacts, call: CallSite): LocalResult | undefined => {
  const name = call.callee.at(-1);
  if (call.isNew || call.chain.length > 0 || name === undefined || call.callee.length > 2) return undefined;
  const isOwn = call.callee.length === 1 || ownNames(facts).has(call.callee[0] ?? '');
  const bound = isOwn ? methodNamed(facts, name, call) : undefined;
  if (!bound || typeof bound === 'string' || bound.kind !== 'unknown' || !bound.returns) return undefined;
  const within = facts.functions.findIndex(({ start, end }) => start === bound.start && end === bound.end);
  return within < 0 ? undefined : { value: bound.returns, within };
};

const methodNamed = (facts: CodeFacts, name: string, call: CallSite): Value | 'free' | 'open' => {
  const method = lookUp(facts, `${name}()`, -1);
  return method === 'free' && call.callee.length === 1 ? lookUp(facts, name, call.within) : method;
};

const names = new WeakMap<CodeFacts, ReadonlySet<string>>();
const ownNames = (facts: CodeFacts): ReadonlySet<string> => {
  const known = names.get(facts);
  if (known) return known;
  const own = new Set(['this', 'self', ...facts.functions.flatMap(({ className }) => className ?? [])]);
  names.set(facts, own);
  return own;
};

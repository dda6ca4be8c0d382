import { callIndex } from './call-index.ts';
import type { CallSite, CodeFacts, FunctionSite, Value } from './code/facts.ts';
import { ownerOf } from './code/scope.ts';

/** What a caller gives, and the function in which it does. */
export interface Given {
  readonly value: Value;
  readonly within: number;
}

/** A helper with more callers in one file is a hostile file's. */
const mostCallers = 20;

/**
 * What the callers in this file give a function for one of its parameters.
 * @param path - a name; @param within - where it is used.
 * @returns empty when the name is no parameter, or the function cannot be told by its name.
 */
export const givenTo = (facts: CodeFacts, path: readonly string[], within: number): readonly Given[] => {
  const [name = ''] = path;
  const owner = path.length === 1 ? facts.functions[ownerOf(facts, name, within)] : undefined;
  const position = owner?.params.indexOf(name) ?? -1;
  if (!owner?.name || position < 0) return [];
  const isOnly = facts.functions.filter((one) => one.name === owner.name).length === 1;
  return isOnly
    ? callersOf(facts, owner).flatMap((call) => givenBy(call, name, position - receivers(owner)))
    : [];
};

const callersOf = (facts: CodeFacts, { name = '', className }: FunctionSite): readonly CallSite[] => {
  const { byHead } = callIndex(facts);
  if (className === undefined)
    return (byHead.get(name) ?? []).filter(({ callee }) => callee.length === 1).slice(0, mostCallers);
  const own = ['self', 'this', 'cls', className].flatMap((head) => byHead.get(head) ?? []);
  // In Java and C# a method needs no receiver.
  const plain = (byHead.get(name) ?? []).filter(({ callee }) => callee.length === 1);
  return [...plain, ...own.filter(({ callee }) => callee.length === 2 && callee[1] === name)].slice(
    0,
    mostCallers,
  );
};

/** Python names the object itself first; callers do not give it. */
const receivers = ({ params }: FunctionSite): number => (params[0] === 'self' || params[0] === 'cls' ? 1 : 0);

const givenBy = ({ args, within }: CallSite, name: string, position: number): readonly Given[] => {
  // PHP's parameters have a dollar, its arguments have none.
  const named = args.find(({ keyword }) => keyword === name.replace(/^\$/, ''));
  const plain = args.filter(({ keyword }) => keyword === undefined);
  const one =
    named ?? (plain.slice(0, position + 1).some(({ spread }) => spread) ? undefined : plain[position]);
  return one && !one.spread ? [{ value: one.value, within }] : [];
};

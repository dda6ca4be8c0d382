import { bind, type Extraction } from './extraction.ts';
import type { Value } from './facts.ts';
import { ownerOf } from './scope.ts';
import type { SyntaxNode } from './syntax-node.ts';

/** Says what a field holds. In Java and C# a field is used by its name alone, too. */
export const bindField = (
  x: Extraction,
  className: string | undefined,
  name: string,
  value: Value | undefined,
): void => {
  bind(x, name, value, -1);
  if (className) bind(x, `${className}.${name}`, value, -1);
};

/** A value given to a field: `this.ttl = ttl` in a constructor is a name that elsewhere means something else. */
export const fromParameter = (value: Value, x: Extraction, within: number): Value | undefined => {
  const bound =
    value.kind === 'name' && value.path.length === 1 ? x.bindings.get(value.path[0] ?? '') : undefined;
  const own = within >= 0 ? bound?.get(within) : undefined;
  return own === 'open' ? undefined : (own ?? value);
};

/** Says that a variable or field gets another value. */
export const rebind = (
  left: SyntaxNode | undefined,
  value: Value | undefined,
  x: Extraction,
  within: number,
): void => {
  const target = left && x.values[left.index];
  if (!left || target?.kind !== 'name') return;
  const [head = '', second] = target.path;
  const className = x.classOf[left.index];
  if (target.path.length === 1) {
    const owner = ownerOf(x, head, within);
    if (owner === -1) setField(x, className, head, value);
    else bind(x, head, value, owner);
  } else if (target.path.length === 2 && (head === 'this' || head === className) && second !== undefined) {
    setField(x, className, second, value);
  }
};

/** A declared type is no value: the first real one takes its place. */
const setField = (
  x: Extraction,
  className: string | undefined,
  name: string,
  value: Value | undefined,
): void => {
  for (const full of className ? [name, `${className}.${name}`] : [name]) {
    const scopes = x.bindings.get(full);
    if (value && isType(scopes?.get(-1))) scopes?.set(-1, value);
    else bind(x, full, value, -1);
  }
};

const isType = (known: Value | 'open' | undefined): boolean =>
  known !== undefined &&
  known !== 'open' &&
  known.kind === 'name' &&
  known.path.length === 1 &&
  /^[A-Z]\w{0,80}[a-z]/.test(known.path[0] ?? '');

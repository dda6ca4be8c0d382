import type { Bindings, FunctionSite, Value } from './facts.ts';

/** What name lookup needs; finished facts and facts in the making both have it. */
export interface Scopes {
  readonly functions: readonly FunctionSite[];
  readonly bindings: Bindings;
}

/** The function (or -1) whose name `name` means when used in function `within`. */
export const ownerOf = (scopes: Scopes, name: string, within: number): number => {
  const bindings = scopes.bindings.get(name);
  if (!bindings) return -1;
  for (let at = within; at >= 0; at = scopes.functions[at]?.parent ?? -1) {
    if (bindings.has(at)) return at;
  }
  return -1;
};

/**
 * What a name means when used in function `within`.
 * @returns `free` when the file does not bind it there (it may be imported), `open` when it has no one value.
 */
export const lookUp = (scopes: Scopes, name: string, within: number): Value | 'free' | 'open' =>
  scopes.bindings.get(name)?.get(ownerOf(scopes, name, within)) ?? 'free';

/** The class around function `within`, for `this` and `self`. */
export const classAround = (scopes: Scopes, within: number): string | undefined =>
  scopes.functions[within]?.className;

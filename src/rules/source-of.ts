/** The source that a reference begins with; the longest name wins. */
export const sourceOf = <S extends { readonly name: string }>(
  sources: readonly S[],
  reference: string,
): S | undefined =>
  sources.filter(({ name }) => reference.startsWith(name)).sort((a, b) => b.name.length - a.name.length)[0];

import fc from 'fast-check';

type Tree = string | number | boolean | null | Tree[] | { [key: string]: Tree };

const name = fc.oneof(
  fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{0,12}$/),
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !['__proto__', '<<'].includes(text)),
);

const leaf = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('a\nb', "it's", '"', '# no', ' a', 'true', '12', 'ü', '\\'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

/** Any data that a configuration may hold: a map at the root. */
export const tree: fc.Arbitrary<{ [key: string]: Tree }> = fc.letrec<{
  node: Tree;
  map: { [key: string]: Tree };
}>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(name, tie('node'), { maxKeys: 4, noNullPrototype: true }),
})).map;

interface Leaf {
  readonly path: readonly string[];
  readonly value: string | number | boolean | null;
  readonly empty: 'list' | 'map' | undefined;
}

/** The leaves of data, in its own order. */
export const leaves = (node: Tree, path: readonly string[] = []): Leaf[] => {
  if (node === null || typeof node !== 'object') return [{ path, value: node, empty: undefined }];
  const children = Object.entries(node);
  if (children.length === 0) return [{ path, value: null, empty: Array.isArray(node) ? 'list' : 'map' }];
  return children.flatMap(([key, child]) => leaves(child, [...path, key]));
};

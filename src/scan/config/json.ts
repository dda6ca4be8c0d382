import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { brokenFacts, type ConfigEntry, type ConfigFacts } from './entry.ts';
import { environmentOf } from './environment.ts';
import { isReference } from './reference.ts';

// Larger JSON is data; the tree of a file costs some hundred times its size.
const mostCharacters = 4 * 1024 * 1024;
const mostDepth = 200;

/** Reads JSON, with comments and trailing commas. */
export const readJson = (text: string): ConfigFacts => {
  if (text.length > mostCharacters) return brokenFacts;
  const errors: ParseError[] = [];
  const root = parse(text, errors);
  if (!root) return { ...brokenFacts, broken: text.trim() !== '' };
  const entries: ConfigEntry[] = [];
  const whole = walk(root, [], { start: root.offset, end: root.offset }, text, entries);
  return { entries, env: environmentOf(entries, text), broken: errors.length > 0 || !whole };
};

const parse = (text: string, errors: ParseError[]): Node | undefined => {
  try {
    return parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch {
    // The parser is recursive: some fifty thousand levels overflow the stack.
    return undefined;
  }
};

interface KeyPlace {
  readonly start: number;
  readonly end: number;
}

/** @returns false when the nesting was deeper than anybody writes. */
const walk = (
  node: Node,
  path: readonly string[],
  key: KeyPlace,
  text: string,
  into: ConfigEntry[],
): boolean => {
  if (path.length > mostDepth) return false;
  const children = node.children ?? [];
  if (node.type === 'object' && children.length > 0) {
    return children.every((property) => walkProperty(property, path, text, into));
  }
  if (node.type === 'array' && children.length > 0) {
    return children.every((item, i) => {
      return walk(item, [...path, String(i)], { start: item.offset, end: item.offset }, text, into);
    });
  }
  into.push({ path, keyStart: key.start, keyEnd: key.end, ...leaf(node) });
  return true;
};

const walkProperty = (
  property: Node,
  path: readonly string[],
  text: string,
  into: ConfigEntry[],
): boolean => {
  const [key, value] = property.children ?? [];
  // A half-written property has no value; the parser has reported it.
  if (!key || !value) return true;
  const place = { start: key.offset + 1, end: key.offset + key.length - 1 };
  return walk(value, [...path, String(key.value)], place, text, into);
};

const leaf = (node: Node): Pick<ConfigEntry, 'value' | 'start' | 'end' | 'reference' | 'empty'> => {
  const place = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'object') return { ...place, value: null, reference: false, empty: 'map' };
  if (node.type === 'array') return { ...place, value: null, reference: false, empty: 'list' };
  const value = node.value as string | number | boolean | null;
  return { ...place, value, reference: typeof value === 'string' && isReference(value) };
};

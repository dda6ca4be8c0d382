import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from 'yaml';
import type { ConfigEntry, Scalar } from './entry.ts';
import { isReference } from './reference.ts';

/** Deeper is not followed. */
export const mostDepth = 200;
// Aliases multiply: what they may add is bounded.
const mostVisits = 400_000;

interface Place {
  readonly path: readonly string[];
  readonly keyStart: number;
  readonly keyEnd: number;
}

/** Goes through parsed documents, in order, and collects their leaves. */
export class YamlWalk {
  readonly entries: ConfigEntry[] = [];
  /** A limit was hit: there is more than `entries`. */
  stopped = false;
  readonly #text: string;
  readonly #open = new Set<unknown>();
  #anchors = new Map<string, unknown>();
  #visits = 0;
  #documentIndex = -1;

  constructor(text: string) {
    this.#text = text;
  }

  document(document: Document): void {
    this.#documentIndex++;
    this.#anchors = new Map();
    if (document.contents) this.#node(document.contents, { path: [], keyStart: 0, keyEnd: 0 });
  }

  #node(value: unknown, place: Place): void {
    this.#visits++;
    if (this.#visits > mostVisits || place.path.length > mostDepth) {
      this.stopped = true;
      return;
    }
    if (isAlias(value)) this.#alias(value.source, place);
    else if (isMap(value) || isSeq(value)) this.#collection(value, place);
    else this.#leaf(isScalar(value) ? value : undefined, place);
  }

  // An anchor that holds its own alias would never end.
  #alias(source: string, place: Place): void {
    const target = this.#anchors.get(source);
    if (target !== undefined && !this.#open.has(target)) this.#node(target, place);
  }

  #collection(value: YAMLMap | YAMLSeq, place: Place): void {
    if (value.anchor) this.#anchors.set(value.anchor, value);
    const [start = 0, end = start] = value.range ?? [];
    // `key: {{ x }}` is a valid mapping of a mapping, and yet a template.
    if (value.flow && this.#text.startsWith('{{', start)) {
      this.#emit(this.#text.slice(start, end), place, start, end, { reference: true });
    } else if (value.items.length === 0) {
      this.#emit(null, place, start, end, { empty: isMap(value) ? 'map' : 'list' });
    } else {
      this.#open.add(value);
      if (isMap(value)) for (const pair of value.items) this.#member(pair, place, value);
      else for (const [index, item] of value.items.entries()) this.#node(item, itemPlace(item, index, place));
      this.#open.delete(value);
    }
  }

  #member(pair: Pair, place: Place, within: YAMLMap): void {
    const name = keyOf(pair);
    if (name === '<<') this.#merge(pair.value, place, new Set(within.items.map(keyOf)));
    else if (name !== undefined)
      this.#node(pair.value, { path: [...place.path, name], ...keyPlace(pair, this.#text) });
  }

  // What the mapping says itself wins over what it merges in.
  #merge(value: unknown, place: Place, own: ReadonlySet<string | undefined>): void {
    const target = isAlias(value) ? this.#anchors.get(value.source) : value;
    if (this.#open.has(target)) return;
    this.#open.add(target);
    if (isSeq(target)) for (const item of target.items) this.#merge(item, place, own);
    if (isMap(target))
      for (const pair of target.items) if (!own.has(keyOf(pair))) this.#member(pair, place, target);
    this.#open.delete(target);
  }

  #leaf(scalar: YamlScalar | undefined, place: Place): void {
    if (scalar?.anchor) this.#anchors.set(scalar.anchor, scalar);
    const [start = place.keyEnd, end = start] = scalar?.range ?? [];
    const value = scalarOf(scalar?.value);
    const tagged = scalar?.tag?.startsWith('!') === true && !scalar.tag.startsWith('!!');
    this.#emit(value, place, start, end, {
      reference: tagged || (typeof value === 'string' && isReference(value)),
    });
  }

  #emit(value: Scalar, place: Place, start: number, end: number, more: Partial<ConfigEntry>): void {
    this.entries.push({
      reference: false,
      ...place,
      value,
      start,
      end,
      document: this.#documentIndex,
      ...more,
    });
  }
}

const keyOf = (pair: Pair): string | undefined => (isScalar(pair.key) ? String(pair.key.value) : undefined);

const keyPlace = (pair: Pair, text: string): { keyStart: number; keyEnd: number } => {
  const [start = 0, end = start] = (isScalar(pair.key) && pair.key.range) || [];
  const quote = text[start];
  const quoted = (quote === '"' || quote === "'") && end - start > 1 && text[end - 1] === quote;
  return quoted ? { keyStart: start + 1, keyEnd: end - 1 } : { keyStart: start, keyEnd: end };
};

const itemPlace = (item: unknown, index: number, place: Place): Place => {
  const start = ((isScalar(item) || isMap(item) || isSeq(item)) && item.range?.[0]) || place.keyStart;
  return { path: [...place.path, String(index)], keyStart: start, keyEnd: start };
};

const scalarOf = (value: unknown): Scalar => {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === undefined ? null : String(value);
};

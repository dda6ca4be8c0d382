import type { Literal } from '../detection.ts';
import type { Prefilter } from './prefilter.ts';

/**
 * A prefilter as one dense automaton over case-folded bytes: one table look-up a byte, whatever the number of literals.
 * It knows a few characters of each literal, the rarest; where they occur, the whole literal is compared.
 * Everything is kept in typed arrays, because building the automaton is a good part of a short run.
 * @param literals - ASCII, none empty.
 */
export const createAhoCorasick = (literals: readonly Literal[]): Prefilter => {
  const keys = literals.map(({ text }) => rarestStretch(text));
  const { classOf, width } = byteClasses(keys);
  const { next, first, another, shorter } = link(buildTrie(keys, classOf, width), width);
  // From the end of the key back to where the literal begins.
  const back = Int32Array.from(keys, ({ at, text }) => at + text.length - 1);
  return {
    scan(bytes, onHit) {
      let state = 0;
      for (let i = 0; i < bytes.length; i++) {
        state = next[(state >> 1) + (classOf[bytes[i] as number] as number)] as number;
        if ((state & 1) === 0) continue;
        for (let at = (state >> 1) / width; at > 0; at = shorter[at] as number) {
          for (let literal = first[at] as number; literal >= 0; literal = another[literal] as number) {
            const start = i - (back[literal] as number);
            if (start >= 0 && occursAt(bytes, start, literals[literal] as Literal)) onHit(literal, start);
          }
        }
      }
    },
  };
};

/** A stretch of a literal, folded, and where it stands there. */
interface Key {
  readonly text: string;
  readonly at: number;
}

/** Whole literals would make the table three times as large. */
const keyLength = 5;

const rarestStretch = (literal: string): Key => {
  const text = literal.toLowerCase();
  let rarity = 0;
  let best = 0;
  let most = -1;
  for (let i = 0; i < text.length; i++) {
    rarity += rarities[text.charCodeAt(i)] ?? 0;
    const at = i + 1 - keyLength;
    if (at < 0) continue;
    if (rarity > most) {
      best = at;
      most = rarity;
    }
    rarity -= rarities[text.charCodeAt(at)] ?? 0;
  }
  return { text: text.slice(best, best + keyLength), at: best };
};

/** Roughly how seldom a character stands in code and prose, by its code. */
const rarities = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (' etaoinsr'.includes(char)) return 0;
  if ('lhdcumpfg./:'.includes(char)) return 1;
  return char >= 'a' && char <= 'z' ? 2 : 3;
});

const occursAt = (bytes: Uint8Array, start: number, { text, ignoreCase }: Literal): boolean => {
  if (start + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) {
    const byte = bytes[start + i] as number;
    const wanted = text.charCodeAt(i);
    if (byte !== wanted && !(ignoreCase && fold(byte) === fold(wanted))) return false;
  }
  return true;
};

const fold = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte);

/** Bytes that no key contains share class 0, which keeps the table small. */
const byteClasses = (keys: readonly Key[]): { classOf: Uint8Array; width: number } => {
  const classOf = new Uint8Array(256);
  let width = 1;
  for (const { text } of keys) {
    for (let i = 0; i < text.length; i++) {
      const byte = text.charCodeAt(i);
      if (classOf[byte] === 0) classOf[byte] = width++;
    }
  }
  for (let byte = 0x41; byte <= 0x5a; byte++) classOf[byte] = classOf[byte + 0x20] ?? 0;
  return { classOf, width };
};

interface Trie {
  readonly states: number;
  /** Child state by `state * width + class`; 0 means none. */
  readonly children: Int32Array;
  /** By state: a literal whose key ends there, or -1. */
  readonly first: Int32Array;
  /** By literal: another one with the same key, or -1. */
  readonly another: Int32Array;
}

const buildTrie = (keys: readonly Key[], classOf: Uint8Array, width: number): Trie => {
  const most = keys.reduce((sum, { text }) => sum + text.length, 1);
  const children = new Int32Array(most * width);
  const first = new Int32Array(most).fill(-1);
  const another = new Int32Array(keys.length).fill(-1);
  let states = 1;
  for (const [index, { text }] of keys.entries()) {
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const slot = state * width + (classOf[text.charCodeAt(i)] ?? 0);
      if (children[slot] === 0) children[slot] = states++;
      state = children[slot] as number;
    }
    another[index] = first[state] as number;
    first[state] = index;
  }
  return { states, children: children.subarray(0, states * width), first, another };
};

interface Table extends Omit<Trie, 'children' | 'states'> {
  /** Next state by `state + class`: premultiplied by `width`, doubled, and odd where a key ends. */
  readonly next: Int32Array;
  /** By state: the next shorter one whose key ends at the same byte; 0 means none. */
  readonly shorter: Int32Array;
}

/** Breadth first: a state's failure state is shallower, so it is complete when it is needed. */
const link = ({ states, children, first, another }: Trie, width: number): Table => {
  const fail = new Int32Array(states);
  const shorter = new Int32Array(states);
  const queue = new Int32Array(states);
  let tail = 0;
  for (let c = 0; c < width; c++) if (children[c] !== 0) queue[tail++] = children[c] as number;
  for (let head = 0; head < tail; head++) {
    const state = queue[head] as number;
    const fallback = fail[state] as number;
    shorter[state] = (first[fallback] as number) >= 0 ? fallback : (shorter[fallback] as number);
    for (let c = 0; c < width; c++) {
      const child = children[state * width + c] as number;
      // The rows of shallower states are complete: every slot leads somewhere.
      const onward = children[fallback * width + c] as number;
      if (child === 0) children[state * width + c] = onward;
      else {
        fail[child] = onward;
        queue[tail++] = child;
      }
    }
  }
  const ends = (state: number): number => ((first[state] as number) >= 0 || shorter[state] !== 0 ? 1 : 0);
  for (let i = 0; i < children.length; i++) {
    const state = children[i] as number;
    children[i] = state * width * 2 + ends(state);
  }
  return { next: children, first, another, shorter };
};

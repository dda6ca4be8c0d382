import type { Literal } from '../detection.ts';
import type { Prefilter } from './prefilter.ts';

/**
 * A prefilter as one dense automaton over case-folded bytes: one table look-up a byte, whatever the number of literals.
 * It knows a few characters of each literal, the rarest; where they occur, the whole literal is compared.
 * @param literals - ASCII, none empty.
 */
export const createAhoCorasick = (literals: readonly Literal[]): Prefilter => {
  const keys = literals.map(({ text }) => rarestStretch(text));
  const { classOf, width } = byteClasses(keys);
  const table = link(buildTrie(keys, classOf, width), width);
  // From the end of the key back to where the literal begins.
  const back = keys.map(({ at, text }) => at + text.length - 1);
  return {
    scan(bytes, onHit) {
      const { next, outputs, width } = table;
      let state = 0;
      for (let i = 0; i < bytes.length; i++) {
        state = next[(state >> 1) + (classOf[bytes[i] as number] as number)] as number;
        if ((state & 1) === 0) continue;
        for (const literal of outputs[(state >> 1) / width] as number[]) {
          const start = i - (back[literal] as number);
          if (start >= 0 && occursAt(bytes, start, literals[literal] as Literal)) onHit(literal, start);
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

/** Whole literals would make the table three times as large, and building it a third of a short run. */
const keyLength = 5;

const rarestStretch = (literal: string): Key => {
  const text = literal.toLowerCase();
  let best = 0;
  let most = -1;
  for (let at = 0; at + keyLength <= text.length; at++) {
    let rarity = 0;
    for (let i = at; i < at + keyLength; i++) rarity += rarityOf(text.charCodeAt(i));
    if (rarity > most) [best, most] = [at, rarity];
  }
  return { text: text.slice(best, best + keyLength), at: best };
};

/** Roughly how seldom a character stands in code and prose. */
const rarityOf = (code: number): number => {
  const char = String.fromCharCode(code);
  if (' etaoinsr'.includes(char)) return 0;
  if ('lhdcumpfg./:'.includes(char)) return 1;
  if (char >= 'a' && char <= 'z') return 2;
  return 3;
};

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

/** Bytes that no literal contains share class 0, which keeps the table small. */
const byteClasses = (keys: readonly Key[]): { classOf: Uint8Array; width: number } => {
  const classOf = new Uint8Array(256);
  let width = 1;
  for (const { text } of keys) {
    for (let i = 0; i < text.length; i++) {
      const folded = text.charCodeAt(i);
      if (classOf[folded] === 0) classOf[folded] = width++;
    }
  }
  for (let byte = 0x41; byte <= 0x5a; byte++) classOf[byte] = classOf[byte + 0x20] ?? 0;
  return { classOf, width };
};

interface Trie {
  /** Child state by `state * width + class`; 0 means none. */
  readonly children: Int32Array;
  readonly ends: number[][];
}

// One allocation for the most states that there can be: growing an array by pieces took most of the start-up time.
const buildTrie = (keys: readonly Key[], classOf: Uint8Array, width: number): Trie => {
  const most = keys.reduce((sum, { text }) => sum + text.length, 1);
  const children = new Int32Array(most * width);
  const ends: number[][] = [[]];
  for (const [index, { text }] of keys.entries()) {
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const slot = state * width + (classOf[text.charCodeAt(i)] ?? 0);
      if (children[slot] === 0) {
        children[slot] = ends.length;
        ends.push([]);
      }
      state = children[slot] as number;
    }
    ends[state]?.push(index);
  }
  return { children: children.subarray(0, ends.length * width), ends };
};

interface Table {
  /** Next state by `state + class`: premultiplied by `width`, doubled, and odd where a literal ends. */
  readonly next: Int32Array;
  /** Literals that end in a state. */
  readonly outputs: readonly (readonly number[])[];
  readonly width: number;
}

/** Breadth first: a state's failure state is shallower, so it is complete when it is needed. */
const link = ({ children, ends }: Trie, width: number): Table => {
  const fail = new Int32Array(ends.length);
  const queue = new Int32Array(ends.length);
  let tail = 0;
  for (let c = 0; c < width; c++) if (children[c] !== 0) queue[tail++] = children[c] as number;
  for (let head = 0; head < tail; head++) {
    const state = queue[head] as number;
    const row = state * width;
    const fallback = (fail[state] as number) * width;
    const inherited = ends[fail[state] as number] as number[];
    if (inherited.length > 0) ends[state]?.push(...inherited);
    for (let c = 0; c < width; c++) {
      const child = children[row + c] as number;
      // The rows of shallower states are complete: every slot leads somewhere.
      if (child === 0) children[row + c] = children[fallback + c] as number;
      else {
        fail[child] = children[fallback + c] as number;
        queue[tail++] = child;
      }
    }
  }
  for (let i = 0; i < children.length; i++) {
    const state = children[i] as number;
    children[i] = state * width * 2 + ((ends[state] as number[]).length > 0 ? 1 : 0);
  }
  return { next: children, outputs: ends, width };
};

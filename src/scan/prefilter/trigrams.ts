import type { Literal } from '../detection.ts';
import type { Prefilter } from './prefilter.ts';

/**
 * A prefilter that looks at each three bytes once: a hashed table says whether some literal has them as its rarest
 * three, and only then is a literal compared. An automaton over thousands of literals finds the same, but building
 * it took a third of a short run.
 * @param literals - ASCII, none empty.
 */
export const createTrigramFilter = (literals: readonly Literal[]): Prefilter => {
  const { first, another, at } = tableOf(literals);
  const short = literals.flatMap(({ text }, literal) => (text.length < 3 ? [literal] : []));
  return {
    scan(bytes, onHit) {
      for (const literal of short) scanShort(bytes, literal, literals[literal] as Literal, onHit);
      let window = 0;
      for (let i = 0; i < bytes.length; i++) {
        window = ((window << 8) | (folded[bytes[i] as number] as number)) & 0xffffff;
        let literal = first[hash(window)] as number;
        while (literal >= 0) {
          const start = i - 2 - (at[literal] as number);
          if (start >= 0 && occursAt(bytes, start, literals[literal] as Literal)) onHit(literal, start);
          literal = another[literal] as number;
        }
      }
    },
  };
};

const hashBits = 16;

/** Multiplicative hashing: the constant is 2^32 divided by the golden ratio. */
const hash = (trigram: number): number => Math.imul(trigram, 0x9e3779b1) >>> (32 - hashBits);

interface Table {
  /** By hash: a literal, or -1. */
  readonly first: Int32Array;
  /** By literal: another one of the same hash, or -1. */
  readonly another: Int32Array;
  /** By literal: where in it its trigram begins. */
  readonly at: Int32Array;
}

const tableOf = (literals: readonly Literal[]): Table => {
  const first = new Int32Array(1 << hashBits).fill(-1);
  const another = new Int32Array(literals.length).fill(-1);
  const at = new Int32Array(literals.length);
  for (const [index, { text }] of literals.entries()) {
    if (text.length < 3) continue;
    const offset = rarestTrigram(text);
    const slot = hash(trigramAt(text, offset));
    at[index] = offset;
    another[index] = first[slot] as number;
    first[slot] = index;
  }
  return { first, another, at };
};

const trigramAt = (text: string, at: number): number =>
  (fold(text.charCodeAt(at)) << 16) | (fold(text.charCodeAt(at + 1)) << 8) | fold(text.charCodeAt(at + 2));

const rarestTrigram = (text: string): number => {
  let best = 0;
  let most = -1;
  for (let at = 0; at + 3 <= text.length; at++) {
    const rarity =
      rarityOf(text.charCodeAt(at)) + rarityOf(text.charCodeAt(at + 1)) + rarityOf(text.charCodeAt(at + 2));
    if (rarity > most) {
      best = at;
      most = rarity;
    }
  }
  return best;
};

const rarityOf = (code: number): number => rarities[fold(code)] ?? 0;

const scanShort = (
  bytes: Uint8Array,
  index: number,
  literal: Literal,
  onHit: (literal: number, start: number) => void,
): void => {
  for (let start = 0; start < bytes.length; start++) if (occursAt(bytes, start, literal)) onHit(index, start);
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

const folded = Uint8Array.from({ length: 256 }, (_, byte) => fold(byte));

/** Roughly how seldom a character stands in code and prose, by its code. */
const rarities = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (' etaoinsr'.includes(char)) return 0;
  if ('lhdcumpfg./:'.includes(char)) return 1;
  return char >= 'a' && char <= 'z' ? 2 : 3;
});

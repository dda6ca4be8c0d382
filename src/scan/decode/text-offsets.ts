import type { Decoded } from './to-text.ts';

const stepBytes = 16 * 1024;

/** @returns what turns byte offsets, in any order, into offsets of the text. Byte offsets must begin a character. */
export const textOffsets = ({ bytes, isBinary, text }: Decoded): ((byteOffset: number) => number) => {
  if (isBinary || text().length === bytes.length) return (byteOffset) => byteOffset;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const steps = [{ byte: 0, text: 0 }];
  return (byteOffset) => {
    let last = steps.at(-1) ?? { byte: 0, text: 0 };
    while (byteOffset - last.byte > stepBytes) {
      const byte = characterAt(buffer, last.byte + stepBytes);
      last = { byte, text: last.text + buffer.toString('utf8', last.byte, byte).length };
      steps.push(last);
    }
    const before = steps[stepBefore(steps, byteOffset)] ?? last;
    return before.text + buffer.toString('utf8', before.byte, byteOffset).length;
  };
};

/** The first byte of the character that holds an offset. */
const characterAt = (buffer: Buffer, offset: number): number => {
  let at = offset;
  while (at > offset - 3 && ((buffer[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
};

const stepBefore = (steps: readonly { byte: number }[], byteOffset: number): number => {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((steps[middle]?.byte ?? 0) <= byteOffset) low = middle;
    else high = middle - 1;
  }
  return low;
};

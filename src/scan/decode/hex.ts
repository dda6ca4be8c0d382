import { type Encoded, isReadable } from './encoded.ts';
import { alphabet, type Run, runsOf } from './runs.ts';

const leastDigits = 32;
const digits = alphabet('0123456789abcdefABCDEF');

const probeBytes = 12;

/** Stretches of hexadecimal digits within a run of letters and digits that decode to readable text. */
export function* hexIn(bytes: Uint8Array, { start, end }: Run): Generator<Encoded> {
  for (const run of runsOf(bytes, digits, leastDigits, start, end)) {
    // What stands before may end in a digit or in an `a`: then the pairs are the other ones.
    const skew = [0, 1].find((one) => isReadableHex(bytes, run.start + one));
    if (skew === undefined) continue;
    const from = run.start + skew;
    const to = run.end - ((run.end - from) % 2);
    yield {
      encoding: 'hex',
      start: from,
      end: to,
      decoded: Buffer.from(
        Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1'),
        'hex',
      ),
      isOneValue: true,
      from: (index) => from + index * 2,
      to: (index) => from + index * 2,
      touches: () => true,
    };
  }
}

const isReadableHex = (bytes: Uint8Array, start: number): boolean => {
  let readable = 0;
  for (let i = 0; i < probeBytes; i++) {
    const byte = (digitValue(bytes[start + i * 2]) << 4) | digitValue(bytes[start + i * 2 + 1]);
    if (isReadable(byte)) readable++;
  }
  return readable >= probeBytes - 1;
};

const digitValue = (digit = 0): number => (digit <= 0x39 ? digit - 0x30 : (digit | 0x20) - 0x57);

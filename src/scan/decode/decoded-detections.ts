import type { Detection } from '../detection.ts';
import type { DecodedLayers, Decoder, LayerDetection } from './create-decoder.ts';
import type { Place } from './layer.ts';

/**
 * What the layers of a file give, with offsets in its own text. What was found already, as it stands or in an outer layer,
 * is left out.
 * @param toText - turns a byte offset into one of the text.
 */
export const decodedDetections = async (
  decoder: Decoder,
  { layers }: DecodedLayers,
  plain: readonly Detection[],
  toText: (byteOffset: number) => number,
): Promise<readonly Detection[]> => {
  const found: LayerDetection[] = [];
  for (const hit of [...layers].sort((a, b) => a.layer.depth - b.layer.depth))
    found.push(...(await decoder.detectIn(hit)));
  const kept: Detection[] = [];
  const taken = new Taken(plain);
  for (const one of found) {
    const mapped = inFile(one, toText);
    if (taken.has(mapped)) continue;
    taken.add(mapped);
    kept.push(mapped);
  }
  return kept;
};

const blockChars = 1024;

/** Detections by where they stand: a file may hold thousands. */
class Taken {
  readonly #blocks = new Map<number, Detection[]>();

  constructor(detections: readonly Detection[]) {
    for (const one of detections) this.add(one);
  }

  add(one: Detection): void {
    for (const block of blocksOf(one)) {
      const others = this.#blocks.get(block) ?? [];
      others.push(one);
      this.#blocks.set(block, others);
    }
  }

  has(one: Detection): boolean {
    return blocksOf(one).some((block) => this.#blocks.get(block)?.some((other) => isSame(other, one)));
  }
}

const blocksOf = ({ start, end }: Detection): number[] => {
  const first = Math.floor(start / blockChars);
  return Array.from({ length: Math.floor(end / blockChars) - first + 1 }, (_, i) => first + i);
};

/** Of the same kind at the same place. Two readings of one text may differ by a neighbouring character. */
const isSame = (a: Detection, b: Detection): boolean =>
  a.start < b.end && b.start < a.end && (a.rule.id === b.rule.id || a.guess === undefined);

const inFile = ({ layer, detection }: LayerDetection, toText: (byteOffset: number) => number): Detection => {
  const mapped = ({ start, end }: Place): Place => ({ start: toText(start), end: toText(end) });
  const { encoding } = layer;
  return {
    ...detection,
    ...mapped(layer.placeOf(detection.start, detection.end)),
    message: encoding === 'binary' ? detection.message : sayEncoding(detection.message, encoding),
    secrets: detection.secrets.map((one) => ({ ...one, ...mapped(layer.hides(one.start, one.end)) })),
    facts: encoding === 'binary' ? detection.facts : { ...detection.facts, encoding },
  };
};

const ways: Readonly<Record<string, string>> = {
  percent: 'percent-encoded',
  escapes: 'written with escapes',
  'UTF-16': 'in UTF-16',
};

const sayEncoding = (message: string, encoding: string): string => {
  const way = ways[encoding] ?? `in ${encoding}, which protects nothing`;
  if (message.includes('in plain text')) return message.replace('in plain text', way);
  return `${message.replace(/\.$/, '')} (${way})${message.endsWith('.') ? '.' : ''}`;
};

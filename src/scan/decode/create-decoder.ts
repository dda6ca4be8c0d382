import type { Blob } from '../../core/blob.ts';
import type { Detection, Detector, Hit } from '../detection.ts';
import type { Prefilter } from '../prefilter/prefilter.ts';
import { createTrigramFilter } from '../prefilter/trigrams.ts';
import { base64In } from './base64.ts';
import type { DecodeBudget, Encoded } from './encoded.ts';
import { escapesIn } from './escapes.ts';
import { hermesStringsIn } from './hermes-strings.ts';
import { type Holder, insideOf, type Layer, layerOf, wholeFile } from './layer.ts';
import { prefixedStringsIn } from './prefixed-strings.ts';
import { wideStringsIn } from './wide-strings.ts';

/** A layer in which something was hit, with the hits by detector. */
export interface HitLayer {
  readonly layer: Layer;
  readonly hits: ReadonlyMap<Detector, readonly Hit[]>;
}

/** What there is to decode in a file. */
export interface DecodedLayers {
  readonly layers: readonly HitLayer[];
  /** Something was left undecoded. */
  readonly isCutShort: boolean;
}

/** Something found in a layer; its offsets are those of the layer's own text. */
export interface LayerDetection {
  readonly layer: Layer;
  readonly detection: Detection;
}

export interface Decoder {
  /** @param starts - where the file, if it is binary, holds words that were looked for. */
  layersOf(blob: Blob, bytes: Uint8Array, isBinary: boolean, starts: readonly number[]): DecodedLayers;
  detectIn(hit: HitLayer): Promise<readonly LayerDetection[]>;
}

const deepest = 2;
/** Decoded bytes per blob. */
const mostDecoded = 8 * 1024 * 1024;

/** Runs detectors over what is encoded within a file. Only those that ask for it: code and settings are not encoded. */
export const createDecoder = (detectors: readonly Detector[]): Decoder => {
  const asking = detectors.filter(({ readsDecoded }) => readsDecoded);
  const owners = asking.flatMap((detector) => detector.literals.map((_, literal) => ({ detector, literal })));
  let prefilter: Prefilter | undefined;

  const hitsIn = (bytes: Uint8Array): Map<Detector, Hit[]> => {
    // Most scans decode nothing.
    prefilter ??= createTrigramFilter(asking.flatMap(({ literals }) => literals));
    const hits = new Map<Detector, Hit[]>();
    prefilter.scan(bytes, (index, start) => {
      const owner = owners[index];
      if (!owner) return;
      const own = hits.get(owner.detector) ?? [];
      own.push({ literal: owner.literal, start });
      hits.set(owner.detector, own);
    });
    return hits;
  };

  const collect = (
    blob: Blob,
    holder: Holder,
    stretches: Iterable<Encoded>,
    budget: DecodeBudget,
    found: HitLayer[],
  ) => {
    for (const encoded of stretches) {
      if (encoded.decoded.length > budget.left) {
        budget.isSpent = true;
        continue;
      }
      budget.left -= encoded.decoded.length;
      const { layer, head } = layerOf(blob, holder, encoded);
      const hits = hitsIn(layer.bytes);
      if (hits.size > 0) found.push({ layer, hits });
      if (layer.depth < deepest) {
        const inside = insideOf(layer, head);
        collect(blob, inside, textIn(inside.bytes, budget), budget, found);
      }
    }
  };

  return {
    layersOf(blob, bytes, isBinary, starts) {
      const found: HitLayer[] = [];
      if (asking.length === 0) return { layers: found, isCutShort: false };
      const budget: DecodeBudget = { left: mostDecoded, isSpent: false };
      const holder = wholeFile(bytes);
      collect(blob, holder, textIn(bytes, budget), budget, found);
      if (isBinary) {
        collect(blob, holder, wideStringsIn(bytes), budget, found);
        collect(blob, holder, prefixedStringsIn(bytes, starts), budget, found);
        collect(blob, holder, hermesStringsIn(bytes, starts), budget, found);
      }
      return { layers: found, isCutShort: budget.isSpent };
    },
    async detectIn({ layer, hits }) {
      const found: LayerDetection[] = [];
      for (const [detector, own] of hits) {
        for (const detection of await detector.detect(layer.file(), own)) {
          // What only a name suggests was written to be read, not to be decoded.
          if (detection.guess !== 2 && layer.owns(detection.start, detection.end))
            found.push({ layer, detection });
        }
      }
      return found;
    },
  };
};

function* textIn(bytes: Uint8Array, budget: DecodeBudget): Generator<Encoded> {
  yield* base64In(bytes, budget);
  yield* escapesIn(bytes);
}

import type { Blob, Skip } from '../core/blob.ts';
import { byPlace, type Finding } from '../core/finding.ts';
import type { InlineIgnore } from '../core/inline-ignore.ts';
import { shownPlace } from '../core/location.ts';
import type { Stretch } from '../core/mask.ts';
import { familyOf } from '../rules/rule-set.ts';
import type { Places } from '../rules/schema/places.ts';
import { createDecoder, type DecodedLayers } from './decode/create-decoder.ts';
import { decodedDetections } from './decode/decoded-detections.ts';
import { textOffsets } from './decode/text-offsets.ts';
import { type Decoded, markedEncoding, toText } from './decode/to-text.ts';
import type { Detection, Detector, Hit, Literal } from './detection.ts';
import { type Digest, digester } from './digester.ts';
import { frameOf } from './frame.ts';
import { ignoreWord, inlineIgnoreAt } from './inline-ignores.ts';
import { type PlaceAdvice, placeAdvice } from './place-advice.ts';
import { createTrigramFilter } from './prefilter/trigrams.ts';
import { SourceFile } from './source-file.ts';
import { withoutGuesses } from './without-guesses.ts';

/** What one blob gave. */
export interface BlobResult {
  /** In order of place, masked. */
  readonly findings: readonly Finding[];
  readonly ignores: readonly InlineIgnore[];
  /** Limits that were hit, each a sentence: what was not looked at. */
  readonly limits: readonly string[];
  /** What could not be read after all. */
  readonly skips: readonly Skip[];
}

/** Bytes in, findings out. */
export interface Scanner {
  scan(blob: Blob): BlobResult | Promise<BlobResult>;
}

export interface EngineOptions {
  /** Keys the digests that feed fingerprints. */
  readonly digestKey: string;
  /** What to say of a secret by the kind of place where it lies. */
  readonly places?: Places;
}

const nothing: BlobResult = { findings: [], ignores: [], limits: [], skips: [] };

/** Findings of one rule in one file beyond this are counted, not listed: a dump of a million tokens is one problem. */
const mostPerRule = 1000;

/**
 * Joins detectors behind one pass over the bytes: a file in which no literal occurs is never decoded.
 */
export const createScanner = (
  detectors: readonly Detector[],
  { digestKey, places }: EngineOptions,
): Scanner => {
  const { literals, subscribers } = subscribe(detectors);
  const prefilter = createTrigramFilter(literals);
  const decoder = createDecoder(detectors);
  const digest = digester(digestKey);
  return {
    scan(blob) {
      if (isWidePart(blob))
        return {
          ...nothing,
          skips: [{ path: shownPlace(blob), why: 'limit', detail: 'UTF-16 or UTF-32 larger than 8 MiB' }],
        };
      const decoded = toText(blob.bytes, blob.part !== undefined);
      const found: number[] = [];
      prefilter.scan(decoded.bytes, (literal, start) => found.push(literal, start));
      const starts = decoded.isBinary ? found.filter((_, i) => i % 2 === 1) : [];
      const layers = decoder.layersOf(blob, decoded.bytes, decoded.isBinary, starts);
      if (found.length === 0 && layers.layers.length === 0 && !layers.isCutShort) return nothing;
      return scanFile(blob, decoded, hitsByDetector(found, decoded, subscribers), layers);
    },
  };

  async function scanFile(blob: Blob, text: Decoded, hits: Hits, layers: DecodedLayers): Promise<BlobResult> {
    const file = new SourceFile(blob, text.text(), text.isBinary);
    const detections: Detection[] = [];
    for (const [index, own] of hits.byDetector)
      detections.push(...((await detectors[index]?.detect(file, own)) ?? []));
    detections.push(...(await decodedDetections(decoder, layers, detections, textOffsets(text))));
    const owned = blob.part ? detections.filter(ownedBy(file, blob)) : detections;
    const { kept, cut } = capped(withoutGuesses(withoutDoubles(owned)));
    const secrets = everySecret(file, detections);
    const findings = kept
      .map((one) => toFinding(file, one, secrets, digest, placeAdvice(file, one, places)))
      .sort(byPlace);
    const ignores = hits.ignoreStarts.flatMap((start) => inlineIgnoreAt(file, start) ?? []);
    return {
      findings,
      ignores,
      skips: [],
      limits: [
        ...cut.map((id) => tooMany(file, id)),
        ...troubles(file),
        ...(layers.isCutShort ? [`${file.shown}: holds more encoded text than is decoded`] : []),
      ],
    };
  }
};

/** Parts are cut between bytes, so a large file of wide characters cannot be decoded. Only its first part has the mark. */
const isWidePart = ({ part, bytes }: Blob): boolean =>
  part?.line === 1 && part.column === 1 && markedEncoding(bytes) !== undefined;

const tooMany = (file: SourceFile, ruleId: string): string =>
  `${file.shown}: more than ${mostPerRule} findings of ${ruleId}; the rest is not listed`;

const troubleSays = {
  code: 'not parsed as code within its limits; only formats and settings were looked for',
  config: 'not well-formed; its settings were read only in part',
} as const;

const troubles = (file: SourceFile): string[] =>
  [...file.troubles].map((kind) => `${file.shown}: ${troubleSays[kind]}`);

interface Subscription {
  readonly literals: Literal[];
  /** Per literal of the whole set: the detectors that want it, by index, with the index that it has for them. */
  readonly subscribers: { detector: number; literal: number }[][];
}

/** One set of literals for all detectors; the ignore word is the last. */
const subscribe = (detectors: readonly Detector[]): Subscription => {
  const literals: Literal[] = [];
  const subscribers: { detector: number; literal: number }[][] = [];
  const known = new Map<string, number>();
  const add = (literal: Literal): number => {
    const key = literal.ignoreCase ? literal.text.toLowerCase() : ` ${literal.text}`;
    const index = known.get(key) ?? literals.push(literal) - 1;
    known.set(key, index);
    subscribers[index] ??= [];
    return index;
  };
  for (const [detector, { literals: own }] of detectors.entries()) {
    for (const [literal, one] of own.entries()) subscribers[add(one)]?.push({ detector, literal });
  }
  subscribers[add({ text: ignoreWord, ignoreCase: false })]?.push({ detector: ignoreDetector, literal: 0 });
  return { literals, subscribers };
};

const ignoreDetector = -1;

interface Hits {
  readonly byDetector: Map<number, Hit[]>;
  readonly ignoreStarts: number[];
}

/** Turns byte offsets into text offsets, once, walking forward. */
const hitsByDetector = (
  found: readonly number[],
  decoded: Decoded,
  subscribers: Subscription['subscribers'],
): Hits => {
  const pairs: [number, number][] = [];
  for (let i = 0; i < found.length; i += 2) pairs.push([found[i] as number, found[i + 1] as number]);
  pairs.sort((a, b) => a[1] - b[1]);
  const toOffset = offsetMapper(decoded);
  const byDetector = new Map<number, Hit[]>();
  const ignoreStarts: number[] = [];
  for (const [index, byteStart] of pairs) {
    const start = toOffset(byteStart);
    for (const { detector, literal } of subscribers[index] ?? []) {
      if (detector === ignoreDetector) ignoreStarts.push(start);
      else if (byDetector.has(detector)) byDetector.get(detector)?.push({ literal, start });
      else byDetector.set(detector, [{ literal, start }]);
    }
  }
  // Detector order, so that the result does not depend on which literal came first.
  return { byDetector: new Map([...byDetector].sort((a, b) => a[0] - b[0])), ignoreStarts };
};

/** Literals are ASCII, so a hit begins a character and what stands before it decodes on its own. */
const offsetMapper = ({ bytes, isBinary, text }: Decoded): ((byteOffset: number) => number) => {
  if (isBinary || text().length === bytes.length) return (byteOffset) => byteOffset;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let atByte = 0;
  let atText = 0;
  return (byteOffset) => {
    atText += buffer.toString('utf8', atByte, byteOffset).length;
    atByte = byteOffset;
    return atText;
  };
};

/** Of a part of a large file, only what begins before the overlap; the next part sees the rest again, whole. */
const ownedBy = (file: SourceFile, blob: Blob) => {
  const bytes = blob.part?.ownedBytes ?? blob.bytes.length;
  const end = file.isBinary
    ? bytes
    : Buffer.from(blob.bytes.buffer, blob.bytes.byteOffset, bytes).toString('utf8').length;
  return (one: Detection): boolean => one.start < end;
};

/** The same rule at the same place is one finding. */
const withoutDoubles = (detections: readonly Detection[]): Detection[] => {
  const seen = new Set<string>();
  return detections.filter(({ rule, start, end }) => {
    const key = `${rule.id} ${start} ${end}`;
    return !seen.has(key) && seen.add(key);
  });
};

const capped = (detections: readonly Detection[]): { kept: Detection[]; cut: string[] } => {
  const counts = new Map<string, number>();
  const kept = detections.filter(({ rule }) => {
    const count = (counts.get(rule.id) ?? 0) + 1;
    counts.set(rule.id, count);
    return count <= mostPerRule;
  });
  return { kept, cut: [...counts].filter(([, count]) => count > mostPerRule).map(([id]) => id) };
};

/** Every secret stretch, and every other occurrence of the same values: a frame may show a neighbour's line. */
const everySecret = (file: SourceFile, detections: readonly Detection[]): Stretch[] => {
  const stretches = detections.flatMap(({ secrets }) => secrets);
  const values = new Map(stretches.map((one) => [file.text.slice(one.start, one.end), one.shown]));
  const others: Stretch[] = [];
  for (const [value, shown] of values) {
    // Short values ("secret") are words; masking each occurrence would hide the code around a finding.
    if (value.length < 12 || others.length > mostPerRule) continue;
    for (
      let at = file.text.indexOf(value);
      at !== -1 && others.length <= mostPerRule;
      at = file.text.indexOf(value, at + value.length)
    ) {
      others.push({ start: at, end: at + value.length, shown });
    }
  }
  return [...stretches, ...others].sort((a, b) => a.start - b.start);
};

const toFinding = (
  file: SourceFile,
  one: Detection,
  secrets: readonly Stretch[],
  digest: Digest,
  place: PlaceAdvice | undefined,
): Finding => ({
  ruleId: one.rule.id,
  family: familyOf(one.rule.id),
  severity: one.severity ?? one.rule.severity,
  confidence: one.confidence ?? one.rule.confidence,
  title: one.rule.title,
  message: one.message,
  location: { ...file.place, ...file.spanOf(one.start, one.end) },
  preview: one.preview,
  frame: frameOf(file, one.start, one.end, secrets),
  identity: digest(one),
  facts: place ? { ...one.facts, place: place.kind } : one.facts,
  why: one.rule.why,
  fix: place ? `${one.fix ?? one.rule.fix} ${place.fix}` : (one.fix ?? one.rule.fix),
  references: one.rule.references,
  cwe: one.rule.cwe,
});

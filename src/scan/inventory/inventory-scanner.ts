import type { Inventory } from '../../core/inventory.ts';
import { shownPlace } from '../../core/location.ts';
import type { InventoryRules } from '../../rules/schema/inventory.ts';
import type { Detector, Literal } from '../detection.ts';
import { createScanner, type Scanner } from '../engine.ts';
import { compileEvidence } from './compile.ts';
import type { EvidenceFound } from './evidence.ts';
import { findEvidence } from './find.ts';
import { joinEvidence } from './join.ts';
import { beginsUnit } from './manifests.ts';

/** A scanner that finds no faults: it gathers what a tree uses. */
export interface InventoryScanner extends Scanner {
  /** What all that was scanned so far comes to. */
  inventory(): Inventory;
}

/** The scanner for an inventory: the same pass over the bytes as any scan, with words of its own. */
export const inventoryScanner = ({
  evidence,
  judgements,
}: Omit<InventoryRules, 'proposals'>): InventoryScanner => {
  const found: EvidenceFound[] = [];
  const units = new Set<string>();
  const scanner = evidenceScanner(evidence, found);
  return {
    scan(blob) {
      const path = shownPlace(blob);
      if (beginsUnit(path)) units.add(folderOf(path));
      return scanner.scan(blob);
    },
    inventory: () => joinEvidence(found, units, judgements),
  };
};

/**
 * The scanner for the evidence alone.
 * @param found - gets what is found.
 */
export const evidenceScanner = (evidence: InventoryRules['evidence'], found: EvidenceFound[]): Scanner =>
  // Nothing is reported by fingerprint, so there is nothing to key.
  createScanner([evidenceDetector(evidence, found)], { digestKey: '' });

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

/** Adds what it finds to a list: evidence is no finding, and a join needs the whole tree. */
const evidenceDetector = (evidence: InventoryRules['evidence'], found: EvidenceFound[]): Detector => {
  const clues = evidence.flatMap(compileEvidence);
  const owned = clues.flatMap((clue) => clue.literals.map((literal) => ({ clue, literal })));
  const literals: Literal[] = owned.map(({ literal }) => literal);
  return {
    literals,
    async detect(file, hits) {
      const own = hits.flatMap(({ literal, start }) => {
        const owner = owned[literal];
        return owner ? [{ clue: owner.clue, start, length: owner.literal.text.length }] : [];
      });
      found.push(...(await findEvidence(file, own)));
      return [];
    },
  };
};

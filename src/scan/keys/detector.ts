import type { Token } from '../../rules/rule-set.ts';
import type { Detection, Detector, Hit } from '../detection.ts';
import type { SourceFile } from '../source-file.ts';
import { findCandidates } from './candidates.ts';
import { compileToken, joinLeads } from './compiled-token.ts';
import { isCredible, settle } from './credible.ts';
import { joinPairs } from './pairing.ts';
import { tokenDetection } from './token-detection.ts';

/**
 * The detector of all credentials that have a format of their own.
 * @param rules - every active rule of kind `token`.
 * @throws RangeError when the parts of a rule are wrong; `rules check` says so with its place.
 */
export const createKeyDetector = (rules: readonly Token[]): Detector => {
  const { literals, leads } = joinLeads(rules.map(compileToken));
  return {
    literals,
    detect: (file: SourceFile, hits: readonly Hit[]): readonly Detection[] => {
      const candidates = findCandidates(file.text, hits, leads).filter((one) => isCredible(one, file.text));
      return joinPairs(file, settle(candidates)).map((pair) => tokenDetection(pair, file));
    },
  };
};

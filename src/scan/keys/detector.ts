import type { Token } from '../../rules/rule-set.ts';
import type { Detection, Detector, Hit } from '../detection.ts';
import type { SourceFile } from '../source-file.ts';
import { findCandidates } from './candidates.ts';
import { CompiledToken, joinLeads } from './compiled-token.ts';
import { isCredible, settle } from './credible.ts';
import { joinPairs } from './pairing.ts';
import { tokenDetection } from './token-detection.ts';

/**
 * The detector of all credentials that have a format of their own. A rule whose parts are wrong throws a RangeError
 * at its first hit; `formatProblems` tells beforehand.
 * @param rules - every active rule of kind `token`.
 */
export const createKeyDetector = (rules: readonly Token[]): Detector => {
  const { literals, leads } = joinLeads(rules.map((rule) => new CompiledToken(rule)));
  return {
    literals,
    readsDecoded: true,
    detect: (file: SourceFile, hits: readonly Hit[]): readonly Detection[] => {
      const candidates = findCandidates(file.text, hits, leads).filter((one) => isCredible(one, file.text));
      return joinPairs(file, settle(candidates)).map((pair) => tokenDetection(pair, file));
    },
  };
};

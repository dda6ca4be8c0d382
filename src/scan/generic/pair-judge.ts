import type { Judge } from '../check.ts';
import type { Detection } from '../detection.ts';
import { fileKindOf, isMute } from './file-kind.ts';
import { pairAt } from './find-pair.ts';
import { genericDetection } from './generic-detection.ts';
import { judgePair } from './judge-value.ts';
import type { Pair } from './pair.ts';
import { type Claim, secretName } from './secret-name.ts';

/**
 * The judge of pairs whose name claims one thing. It looks where the rule's words occur and nowhere else.
 * @param what - the claim as a sentence begins with it.
 */
export const pairJudge =
  (claim: Claim, what: string): Judge =>
  (file, rule, _context, hits = []) => {
    if (isMute(file)) return [];
    const kind = fileKindOf(file.path);
    const found: Detection[] = [];
    let doneTo = 0;
    for (const { start } of hits) {
      const pair = start < doneTo ? undefined : pairAt(file.text, start, kind);
      if (!pair) continue;
      const name = secretName(pair.name, wordBefore(file.text, pair));
      const evidence = name?.claim === claim ? judgePair(pair, name) : undefined;
      if (evidence) found.push(genericDetection(file, rule, { ...pair, evidence, what, guess: 2 }));
      // A quoted text that is no secret may hold pairs of its own, an address with a query for one.
      if (evidence || !pair.quoted) doneTo = pair.end;
    }
    return found;
  };

/** `API` of `API Key: …`. */
const wordBefore = (text: string, { nameStart }: Pair): string =>
  /(\w{1,20}) $/.exec(text.slice(Math.max(0, nameStart - 22), nameStart))?.[1] ?? '';

import type { Judge } from '../check.ts';
import type { SourceFile } from '../source-file.ts';
import { isMute } from './file-kind.ts';
import { type GenericSecret, genericDetection } from './generic-detection.ts';

/** The judge of what one look at a place tells. It looks where the rule's words occur and nowhere else. */
export const placeJudge =
  (secretAt: (text: string, at: number, file: SourceFile) => GenericSecret | undefined): Judge =>
  (file, rule, _context, hits = []) => {
    if (isMute(file)) return [];
    return hits.flatMap(({ start }) => {
      const secret = secretAt(file.text, start, file);
      return secret ? [genericDetection(file, rule, secret)] : [];
    });
  };

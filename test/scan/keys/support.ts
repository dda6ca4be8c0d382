import { join } from 'node:path';
import { parseRules, readYamlFolder } from '../../../src/rules/load.ts';
import type { TokenRule } from '../../../src/rules/schema/token.ts';
import type { Detection, Detector, Hit } from '../../../src/scan/detection.ts';
import { SourceFile } from '../../../src/scan/source-file.ts';

const root = join(import.meta.dirname, '../../..');

/** Every rule in rules/keys, with its examples. */
export const keyRules = parseRules(readYamlFolder(join(root, 'rules/keys'), 'rules/keys')).map(
  ({ rule }) => rule,
);

export const tokenRules = keyRules.filter((rule): rule is TokenRule => rule.kind === 'token');

export const tokenRuleOf = (id: string): TokenRule | undefined => tokenRules.find((rule) => rule.id === id);

export const fileOf = (text: string, path = 'src/app.ts'): SourceFile =>
  new SourceFile({ path, bytes: new TextEncoder().encode(text), origin: 'file' }, text, false);

/** Every occurrence of every literal, by the plainest means. */
export const hitsIn = (text: string, detector: Detector): Hit[] =>
  detector.literals.flatMap(({ text: word, ignoreCase }, literal) => {
    const haystack = ignoreCase ? text.toLowerCase() : text;
    const hits: Hit[] = [];
    for (let at = haystack.indexOf(word); at >= 0; at = haystack.indexOf(word, at + 1))
      hits.push({ literal, start: at });
    return hits;
  });

export const detectIn = async (
  detector: Detector,
  text: string,
  path?: string,
): Promise<readonly Detection[]> => detector.detect(fileOf(text, path), hitsIn(text, detector));

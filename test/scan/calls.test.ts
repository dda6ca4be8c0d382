import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/core/duration.ts';
import { builtinRules, loadBuiltinExamples } from '../../src/rules/builtin.ts';
import type { Call } from '../../src/rules/rule-set.ts';
import { expandSample, sampleClock } from '../../src/rules/samples.ts';
import type { Example } from '../../src/rules/schema/common.ts';
import { createCallDetector } from '../../src/scan/calls.ts';
import type { Detection, Hit } from '../../src/scan/detection.ts';
import { SourceFile } from '../../src/scan/source-file.ts';

const rules = builtinRules.rules.filter((rule): rule is Call => rule.kind === 'call');
const detector = createCallDetector(rules, { policy: builtinRules.policy, now: sampleClock });

const detect = async (text: string, path: string): Promise<readonly Detection[]> => {
  const file = new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false);
  const hits: Hit[] = detector.literals.flatMap((literal, index) => {
    const found: Hit[] = [];
    for (let at = text.indexOf(literal.text); at >= 0; at = text.indexOf(literal.text, at + 1))
      found.push({ literal: index, start: at });
    return found;
  });
  return hits.length === 0 ? [] : detector.detect(file, hits);
};

const examples = (await loadBuiltinExamples()).flatMap(({ rule }) =>
  rule.kind !== 'call'
    ? []
    : (['match', 'ignore'] as const).flatMap((list) =>
        rule.examples[list].map((example: Example, index: number) => {
          const {
            text,
            path = rule.examples.path ?? 'app.txt',
            ...wanted
          } = typeof example === 'string' ? { text: example } : example;
          return { id: rule.id, list, index, text: expandSample(text).text, path, wanted };
        }),
      ),
);

describe('examples', () => {
  it.each(examples)('$id $list[$index]', async ({ id, list, text, path, wanted }) => {
    const own = (await detect(text, path)).filter(({ rule }) => rule.id === id);
    if (list === 'ignore') return expect(own.map(({ message }) => message)).toEqual([]);
    expect(own).toHaveLength(1);
    const [found] = own;
    const { lifetime, ...grade } = wanted as { lifetime?: string };
    if (lifetime)
      expect(found?.facts.lifetimeSeconds).toBe(lifetime === 'never' ? null : parseDuration(lifetime));
    return expect({
      severity: found?.severity ?? found?.rule.severity,
      confidence: found?.confidence ?? found?.rule.confidence,
    }).toMatchObject(grade);
  });
});

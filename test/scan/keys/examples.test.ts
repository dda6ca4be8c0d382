import { describe, expect, it } from 'vitest';
import { expandSample } from '../../../src/rules/samples.ts';
import type { Example } from '../../../src/rules/schema/common.ts';
import { createKeyDetector } from '../../../src/scan/keys/detector.ts';
import { detectIn, tokenRuleOf, tokenRules } from './support.ts';

const detector = createKeyDetector(tokenRules);

const cases = (which: 'match' | 'ignore') =>
  tokenRules.flatMap(({ id, examples }) =>
    examples[which].map((example, i) => ({
      id,
      i,
      path: examples.path,
      example,
      seed: `${id}:${which}:${i}`,
    })),
  );

const detectExample = async (example: Example, seed: string, path: string | undefined) => {
  const written = typeof example === 'string' ? { text: example } : example;
  const { text, problems } = expandSample(written.text, { seed, ruleOf: tokenRuleOf });
  expect(problems).toEqual([]);
  return { text, written, found: await detectIn(detector, text, written.path ?? path) };
};

describe('examples of token rules', () => {
  it.each(cases('match'))(
    '$id match $i is found once, by this rule alone',
    async ({ id, example, seed, path }) => {
      const { found, written } = await detectExample(example, seed, path);
      expect(found.map(({ rule }) => rule.id)).toEqual([id]);
      if (written.severity) expect(found[0]?.severity).toBe(written.severity);
      if (written.confidence) expect(found[0]?.confidence).toBe(written.confidence);
    },
  );

  it.each(cases('ignore'))('$id ignore $i is left alone', async ({ id, example, seed, path }) => {
    const { found } = await detectExample(example, seed, path);
    expect(found.filter(({ rule }) => rule.id === id)).toEqual([]);
  });

  it.each(cases('match'))('$id match $i shows nothing of the secret', async ({ example, seed, path }) => {
    const { found, text } = await detectExample(example, seed, path);
    for (const { message, preview, secrets, start, end, fix } of found) {
      const shown = [message, preview, fix ?? '', ...secrets.map((one) => one.shown)].join('\n');
      const hidden = text.slice(start + preview.indexOf('****'), end);
      const leaks = Array.from({ length: hidden.length - 7 }, (_, at) => hidden.slice(at, at + 8));
      expect(leaks.filter((window) => shown.includes(window))).toEqual([]);
      expect(secrets.some((one) => one.start === start && one.end === end)).toBe(true);
    }
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/core/duration.ts';
import { parsePolicy, parseRules, readYamlFolder } from '../../src/rules/load.ts';
import type { Setting } from '../../src/rules/rule-set.ts';
import { expandSample, sampleClock } from '../../src/rules/samples.ts';
import type { Example } from '../../src/rules/schema/common.ts';
import type { SettingRule } from '../../src/rules/schema/setting.ts';
import { createSettingDetector } from '../../src/scan/settings.ts';
import { SourceFile } from '../../src/scan/source-file.ts';

const policy = parsePolicy({ file: 'policy.yaml', text: readFileSync('rules/policy.yaml', 'utf8') });
const context = { policy, now: new Date(sampleClock) };

const rules = ['keys', 'jwt', 'oauth']
  .flatMap((folder) => readYamlFolder(`rules/${folder}`))
  .filter(({ file }) => file.includes('settings'))
  .flatMap((file) => parseRules([file]))
  .map(({ rule }) => rule)
  .filter((rule): rule is SettingRule => rule.kind === 'setting');

const detect = async (some: readonly Setting[], text: string, path: string) => {
  const detector = createSettingDetector(some, context);
  const lower = text.toLowerCase();
  const hits = detector.literals.flatMap(({ text: literal }, index) => {
    const start = lower.indexOf(literal.toLowerCase());
    return start < 0 ? [] : [{ literal: index, start }];
  });
  const file = new SourceFile({ path, bytes: Buffer.from(text), origin: 'file' }, text, false);
  return detector.detect(file, hits);
};

const parts = (rule: SettingRule, example: Example) => {
  const one: Exclude<Example, string> = typeof example === 'string' ? { text: example } : example;
  const { text, problems } = expandSample(one.text);
  expect(problems).toEqual([]);
  return { ...one, path: one.path ?? rule.examples.path ?? 'config.yaml', text };
};

describe('every example of every rule of settings', () => {
  const cases = (which: 'match' | 'ignore') =>
    rules.flatMap((rule) => rule.examples[which].map((example) => [rule.id, rule, example] as const));

  it.each(cases('match'))('%s finds %#', async (_, rule, example) => {
    const { text, path, lifetime, severity, confidence } = parts(rule, example);
    const found = await detect([rule], text, path);
    expect(found.map((one) => one.rule.id)).toEqual([rule.id]);
    const [first] = found;
    if (severity) expect(first?.severity ?? rule.severity).toBe(severity);
    if (confidence) expect(first?.confidence ?? rule.confidence).toBe(confidence);
    if (lifetime) {
      const seconds = lifetime === 'never' ? null : parseDuration(lifetime);
      expect(first?.facts.lifetimeSeconds).toBe(seconds);
    }
  });

  it.each(cases('ignore'))('%s passes over %#', async (_, rule, example) => {
    const { text, path } = parts(rule, example);
    expect(await detect([rule], text, path)).toEqual([]);
  });

  it('is told about by one rule alone', async () => {
    for (const rule of rules) {
      for (const example of rule.examples.match) {
        const { text, path } = parts(rule, example);
        const found = (await detect(rules, text, path)).filter(
          (one) => one.facts.lifetimeSeconds !== undefined,
        );
        expect(new Set(found.map(({ start }) => start)).size).toBe(found.length);
      }
    }
  });
});

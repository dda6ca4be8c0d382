import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LoadedRule, parseRules, readYamlFolder } from '../../../src/rules/load.ts';
import type { Check } from '../../../src/rules/rule-set.ts';
import { expandSample } from '../../../src/rules/samples.ts';
import type { Example } from '../../../src/rules/schema/common.ts';
import type { Judge } from '../../../src/scan/check.ts';
import { SourceFile } from '../../../src/scan/source-file.ts';

const folder = join(import.meta.dirname, '../../../rules');
const checks = parseRules(
  readYamlFolder(join(folder, 'oauth'), 'rules/oauth').filter(({ file }) => !file.includes('/settings')),
).filter(({ rule }) => rule.kind === 'check');
const policy = { lifetimes: { access: {}, refresh: {}, session: {}, code: {} } };

const fileOf = (example: Example, path: string | undefined): SourceFile => {
  const { text: written, path: own } =
    typeof example === 'string' ? { text: example, path: undefined } : example;
  const { text } = expandSample(written);
  const shown = own ?? path ?? 'src/example.js';
  return new SourceFile({ path: shown, bytes: new TextEncoder().encode(text), origin: 'file' }, text, false);
};

const judgeExample = async ({ rule }: LoadedRule, example: Example) => {
  const { judge } = (await import(`../../../src/scan/oauth/${rule.id.replace('oauth/', '')}.ts`)) as {
    judge: Judge;
  };
  const file = fileOf(example, rule.examples.path);
  const text = file.text.toLowerCase();
  const words = (rule as Check).words.filter((word) => text.includes(word.toLowerCase()));
  return words.length === 0 ? [] : judge(file, rule as Check, { policy, now: new Date(0) });
};

const titleOf = (example: Example): string => {
  const text = typeof example === 'string' ? example : example.text;
  return `${typeof example === 'string' ? '' : `${example.path ?? ''}: `}${text.trim().split('\n', 1)[0]}`;
};

describe.each(checks.map((loaded) => [loaded.rule.id, loaded] as const))('%s', (_id, loaded) => {
  const { match, ignore } = loaded.rule.examples;

  it.each(match.map((example, index) => [index, titleOf(example), example] as const))(
    'finds match %i (%s)',
    async (_index, _title, example) => {
      const found = await judgeExample(loaded, example);
      expect(found.map(({ message }) => message)).toHaveLength(1);
      if (typeof example !== 'string' && example.severity) expect(found[0]?.severity).toBe(example.severity);
    },
  );

  it.each(ignore.map((example, index) => [index, titleOf(example), example] as const))(
    'is quiet on near-miss %i (%s)',
    async (_index, _title, example) => {
      const found = await judgeExample(loaded, example);
      expect(found.map(({ message }) => message)).toEqual([]);
    },
  );
});

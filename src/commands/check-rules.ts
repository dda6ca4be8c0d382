import { parseDuration, sayDuration } from '../core/duration.ts';
import type { Problem } from '../core/errors.ts';
import type { Finding } from '../core/finding.ts';
import { builtinRules } from '../rules/builtin.ts';
import type { LoadedRule } from '../rules/load.ts';
import type { Rule } from '../rules/rule-set.ts';
import { expandSample, sampleClock } from '../rules/samples.ts';
import type { Example } from '../rules/schema/common.ts';
import { hasJudge } from '../scan/checks.ts';
import type { Scanner } from '../scan/engine.ts';
import { scannerFor } from '../scan/scanner.ts';

/** A rule's examples, run. */
export interface CheckedRules {
  readonly rules: number;
  readonly examples: number;
  readonly problems: readonly Problem[];
}

/**
 * Runs every example of every rule through the whole scanner.
 * @param loaded - the rules to check; @param others - further active rules, so that overlaps show as they would in a scan.
 * @returns a problem per example that does not do what it says.
 */
export const checkRules = async (
  loaded: readonly LoadedRule[],
  others: readonly Rule[],
): Promise<CheckedRules> => {
  const rules = [...others, ...loaded.map(({ rule: { examples: _, ...rule } }) => rule as Rule)];
  const scanner = scannerFor({
    rules,
    policy: builtinRules.policy,
    now: sampleClock,
    digestKey: 'rules check',
  });
  const problems: Problem[] = [];
  let examples = 0;
  for (const one of loaded) {
    const cases = casesOf(one);
    examples += cases.length;
    if (one.rule.kind === 'check' && !(await hasJudge(one.rule.id)))
      problems.push(problemAt(one, 'no judgement of this name is built in'));
    for (const item of cases) {
      const fault = await faultOf(one, item, scanner, rules);
      if (fault) problems.push(problemAt(one, `example ${item.list}[${item.index}]: ${fault}`));
    }
  }
  return { rules: loaded.length, examples, problems };
};

interface Case {
  readonly list: 'match' | 'ignore';
  readonly index: number;
  readonly example: Exclude<Example, string>;
}

const casesOf = ({ rule: { examples } }: LoadedRule): Case[] =>
  (['match', 'ignore'] as const).flatMap((list) =>
    examples[list].map((example, index) => ({
      list,
      index,
      example:
        typeof example === 'string'
          ? { text: example, path: examples.path ?? 'app.txt' }
          : { path: examples.path ?? 'app.txt', ...example },
    })),
  );

const faultOf = async (
  { rule }: LoadedRule,
  { list, example }: Case,
  scanner: Scanner,
  rules: readonly Rule[],
): Promise<string | undefined> => {
  const tokens = rules.filter((one) => one.kind === 'token');
  const { text, problems, values } = expandSample(example.text, {
    ruleOf: (id) => tokens.find((one) => one.id === id),
  });
  if (problems.length > 0) return problems.join('; ');
  const path = example.path ?? 'app.txt';
  const findingsIn = async (content: string): Promise<readonly Finding[]> =>
    (await scanner.scan({ path, bytes: Buffer.from(content, 'utf8'), origin: 'file' })).findings;
  const written = (await findingsIn(example.text)).find((one) => isSecret(one, tokens));
  if (written) return `holds what ${written.ruleId} takes for a secret; write it as a placeholder`;
  const findings = await findingsIn(text);
  const own = findings.filter(({ ruleId }) => ruleId === rule.id);
  if (list === 'ignore') return own.length > 0 ? `must not be found, but is: ${own[0]?.message}` : undefined;
  const [finding] = own;
  if (!finding) {
    const others = findings.map(({ ruleId }) => ruleId);
    return `must be found, but is not${others.length > 0 ? ` (found instead: ${others.join(', ')})` : ''}`;
  }
  return leak(finding, values) ?? wrongFacts(finding, example);
};

const wrongFacts = (finding: Finding, expected: Exclude<Example, string>): string | undefined => {
  if (expected.severity && finding.severity !== expected.severity)
    return `severity ${finding.severity}, expected ${expected.severity}`;
  if (expected.confidence && finding.confidence !== expected.confidence) {
    return `confidence ${finding.confidence}, expected ${expected.confidence}`;
  }
  if (expected.lifetime === undefined) return undefined;
  const wanted = expected.lifetime === 'never' ? null : parseDuration(expected.lifetime);
  const got = finding.facts.lifetimeSeconds;
  if (got === wanted) return undefined;
  return `lifetime ${got === undefined ? 'unknown' : sayDuration(got)}, expected ${expected.lifetime}`;
};

/** A value with a format of its own, such as must not stand in a rule file. */
const isSecret = ({ ruleId, severity }: Finding, tokens: readonly Rule[]): boolean =>
  severity !== 'info' && (ruleId === 'keys/private-key' || tokens.some(({ id }) => id === ruleId));

/**
 * A finding must not show what the placeholders were filled with. The head of a value is left out of the comparison: it is
 * the prefix that the format itself makes public.
 */
const leak = (finding: Finding, values: readonly string[]): string | undefined => {
  const shown = JSON.stringify([finding.preview, finding.message, finding.frame, finding.facts]);
  for (const value of values.map(withoutArmour)) {
    for (let at = Math.floor(value.length * 0.4); at + 8 <= value.length; at++) {
      if (shown.includes(value.slice(at, at + 8))) return 'what is shown holds a part of the value';
    }
  }
  return undefined;
};

/** The lines that frame a PEM say nothing but its kind. */
const withoutArmour = (value: string): string => value.replace(/-----[A-Z0-9 ]{1,64}-----/g, '');

const problemAt = ({ rule, file, line, column }: LoadedRule, message: string): Problem => ({
  file,
  line,
  column,
  message: `${rule.id}: ${message}`,
});

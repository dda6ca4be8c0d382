import { closest } from '../core/closest.ts';
import { usageError } from '../core/errors.ts';
import type { Explanation, ExplanationSection } from '../core/explanation.ts';
import type { Io } from '../core/io.ts';
import { renderExplanation } from '../reports/explanation.ts';
import { loadBuiltinExamples } from '../rules/builtin.ts';
import type { FullRule } from '../rules/rule-set.ts';
import type { Example } from '../rules/schema/common.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { writeReport } from './write-report.ts';

/** `auth-advisor explain ID`. */
export interface ExplainOptions {
  readonly id: string;
  readonly json: boolean;
  readonly color: boolean;
}

/**
 * Explains a rule of the scanner, or an outcome, question, companion, warning or claim of the decision model.
 * @throws usageError for an id that nothing has, with the closest one.
 */
export const explain = async (options: ExplainOptions, io: Io): Promise<number> => {
  const { default: model } = await import('virtual:auth-advisor/decision-model');
  const all = [...(await loadBuiltinExamples()).map(({ rule }) => ofRule(rule, model)), ...ofModel(model)];
  const found = all.find(({ id }) => id === options.id);
  if (!found) throw unknownId(options.id, all);
  const text = options.json
    ? `${JSON.stringify(found, null, 2)}\n`
    : renderExplanation(found, { color: options.color, columns: io.stdout.columns });
  await writeReport([text], undefined, io);
  return 0;
};

const unknownId = (id: string, all: readonly Explanation[]) => {
  const meant = closest(
    id,
    all.map((one) => one.id),
  );
  const hint = 'auth-advisor rules list shows the rules of the scanner.';
  return usageError(`nothing is called "${id}"${meant ? `; did you mean "${meant}"?` : ''}`, hint);
};

const ofRule = (rule: FullRule, model: DecisionModel): Explanation => ({
  id: rule.id,
  kind: `${rule.kind} rule`,
  title: rule.title,
  facts: [
    `severity ${rule.severity}`,
    `confidence ${rule.confidence}`,
    ...rule.cwe.map((number) => `CWE-${number}`),
  ],
  sections: [
    { label: 'Why it matters', text: rule.why },
    { label: 'What to do', text: rule.fix },
    ...(rule.kind === 'token' && rule.revoke ? [{ label: 'Where to revoke it', text: rule.revoke }] : []),
    { label: 'Found', code: textOf(rule.examples.match[0]) },
    { label: 'Not found', code: textOf(rule.examples.ignore[0]) },
    {
      label: 'How to silence one place',
      text: `A comment "auth-advisor-ignore-next-line ${rule.id} -- <reason>" on the line above it.`,
    },
    ...claims(rule.essay, model),
    { label: 'Sources', items: rule.references },
  ],
});

const textOf = (example: Example | undefined): string =>
  typeof example === 'string' ? example : (example?.text ?? '');

const claims = (ids: readonly string[], model: DecisionModel): ExplanationSection[] => [
  { label: 'Claims it rests on', items: ids.map((id) => `${id}: ${model.essay[id] ?? ''}`) },
];

const ofModel = (model: DecisionModel): Explanation[] => [
  ...Object.entries(model.outcomes).map(([id, verdict]) => ofVerdict(id, 'outcome', verdict)),
  ...Object.entries(model.instead).map(([id, verdict]) => ofVerdict(id, 'outcome beside the three', verdict)),
  ...model.questions.map(
    (question): Explanation => ({
      id: question.id,
      kind: 'question',
      title: question.ask,
      facts: [question.phase === 'decide' ? 'decides the mechanism' : 'shapes what goes with it'],
      sections: [
        { label: 'Why it is asked', text: question.why },
        {
          label: 'Answers',
          items: Object.entries(question.options).map(
            ([id, { label, eg }]) => `${id}: ${label}${eg ? ` (${eg})` : ''}`,
          ),
        },
        ...claims(question.essay, model),
      ],
    }),
  ),
  ...model.rules.map((rule) =>
    ofSaying(
      rule.id,
      'decision rule',
      { ...rule, say: rule.because },
      [rule.then.outcome, rule.then.fit],
      model,
    ),
  ),
  ...model.companions.map((one) => ofSaying(one.id, 'companion', one, [one.level], model)),
  ...model.warnings.map((one) => ofSaying(one.id, 'warning', one, [one.severity], model)),
  ...Object.entries(model.essay).map(
    ([id, text]): Explanation => ({ id, kind: 'claim of the essay', title: text, facts: [], sections: [] }),
  ),
];

const ofVerdict = (
  id: string,
  kind: string,
  { headline, next = [] }: { headline: string; next?: string[] | undefined },
): Explanation => ({
  id,
  kind,
  title: headline,
  facts: [],
  sections: next.length > 0 ? [{ label: 'Next', items: next }] : [],
});

interface Saying {
  readonly say: string;
  readonly essay: readonly string[];
  readonly references: readonly string[];
}

const ofSaying = (
  id: string,
  kind: string,
  one: Saying,
  facts: readonly string[],
  model: DecisionModel,
): Explanation => ({
  id,
  kind,
  title: one.say,
  facts,
  sections: [
    ...claims(one.essay, model),
    ...(one.references.length > 0 ? [{ label: 'Sources', items: one.references }] : []),
  ],
});

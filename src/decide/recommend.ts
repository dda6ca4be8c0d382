import {
  type Cited,
  type Mechanism,
  type NamedCited,
  type Reason,
  type Recommendation,
  type Reference,
  warningSeverities,
} from '../core/recommendation.ts';
import type { DecisionModel, DecisionRule, Source } from '../rules/schema/decision.ts';
import { sourceOf } from '../rules/source-of.ts';
import { decisionTree } from './decision-tree.ts';
import { flipsOf, verdictOf } from './flips.ts';
import { type Matches, match } from './match.ts';
import { requirementsOf } from './requirements.ts';
import type { Answers, CompleteWalk, Step, WalkMode } from './walk.ts';

/**
 * The recommendation of a complete walk. The same input always gives the same output.
 * @param surface - the name of what is decided about, or null.
 */
export const recommend = (
  model: DecisionModel,
  answers: Answers,
  complete: CompleteWalk,
  mode: WalkMode,
  surface: string | null = null,
): Recommendation => {
  const { path, rule } = complete;
  const verdict = verdictOf(model, rule, mode);
  const matches = match(model, complete.facts);
  const because = [
    reasonOfRule(model, rule),
    ...path.filter(isDeciding).map((step) => reasonOfStep(model, step)),
  ];
  const listed = citations(model, matches);
  return {
    model: { version: model.version, sha256: model.sha256 },
    surface,
    answers: Object.fromEntries(
      path.filter(({ assumed }) => !assumed).map(({ question, value }) => [question.id, value]),
    ),
    assumed: path.filter(({ assumed }) => assumed).map(assumption),
    unused: Object.keys(answers).filter((id) => path.every(({ question }) => question.id !== id)),
    ...verdict,
    nearest: rule.then.nearest,
    fit: rule.then.fit,
    fitSays: model.fits[rule.then.fit],
    rule: rule.id,
    forced: verdict.outcome !== rule.then.outcome,
    because,
    ...listed,
    requirements: requirementsOf(matches),
    flips: flipsOf(model, complete, mode),
    tree: decisionTree(model, answers, mode),
    references: allReferences([...because, ...cited(listed)]),
    next: nextSteps(model, verdict),
  };
};

const isDeciding = ({ phase }: Step): boolean => phase === 'decide';

const citations = (model: DecisionModel, matches: Matches) => ({
  companions: matches.companions.map((item) => ({
    id: item.id,
    level: item.level,
    ...(item.requires === undefined ? {} : { requires: item.requires }),
    ...(item.offer === undefined ? {} : { offer: item.offer }),
    ...cite(model, item),
  })),
  warnings: bySeverity(matches.warnings).map((item) => ({
    id: item.id,
    severity: item.severity,
    ...cite(model, item),
  })),
  rejected: Object.fromEntries(
    [...matches.rejections].map(([mechanism, item]) => [mechanism, { id: item.id, ...cite(model, item) }]),
  ) as Partial<Record<Mechanism, NamedCited>>,
  differences: matches.differences.map((item) => ({ id: item.id, ...cite(model, item) })),
});

const bySeverity = (warnings: Matches['warnings']): Matches['warnings'] =>
  warningSeverities.flatMap((severity) => warnings.filter((one) => one.severity === severity));

const cited = (listed: ReturnType<typeof citations>): Cited[] => [
  ...listed.companions,
  ...listed.warnings,
  ...Object.values(listed.rejected),
  ...listed.differences,
];

interface Citing {
  readonly say: string;
  readonly essay: readonly string[];
  readonly references?: readonly string[];
}

const cite = (model: DecisionModel, { say, essay, references = [] }: Citing): Cited => ({
  say,
  essay: essay.map((id) => ({ id, text: model.essay[id] ?? '' })),
  references: references.map((text) => reference(model.sources, text)),
});

const reference = (sources: readonly Source[], text: string): Reference => {
  const source = sourceOf(sources, text);
  return {
    text,
    source: source?.name ?? text,
    title: source?.title ?? '',
    checked: source?.checked ?? false,
    ...(source?.note === undefined ? {} : { note: source.note }),
  };
};

const reasonOfRule = (model: DecisionModel, rule: DecisionRule): Reason => ({
  fact: null,
  value: null,
  ask: null,
  ...cite(model, { say: rule.because, essay: rule.essay, references: rule.references }),
});

const reasonOfStep = (model: DecisionModel, { question, value }: Step): Reason => ({
  fact: question.id,
  value,
  ask: question.ask,
  ...cite(model, { say: labelOf(question, value), essay: question.essay }),
});

const assumption = ({ question, value }: Step) => ({
  fact: question.id,
  value,
  ask: question.ask,
  label: labelOf(question, value),
});

const labelOf = (question: Step['question'], value: string): string =>
  question.options[value]?.label ?? value;

const allReferences = (items: readonly Cited[]): Reference[] => {
  const byText = new Map(items.flatMap(({ references }) => references).map((one) => [one.text, one]));
  return [...byText.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
};

const nextSteps = (
  model: DecisionModel,
  { outcome, instead }: ReturnType<typeof verdictOf>,
): readonly string[] =>
  (outcome === 'none' && instead ? model.instead[instead].next : model.outcomes[outcome].next) ?? [];

import type { Recommendation } from '../core/recommendation.ts';
import type { ComparedSide, Comparison, Split } from '../core/recorded-decision.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';

/** A recommendation by the name that the person used for it. */
export interface Named {
  readonly name: string;
  readonly one: Recommendation;
}

/** Where two recommendations of one model differ. */
export const compare = (model: DecisionModel, a: Named, b: Named): Comparison => ({
  model: { version: model.version, sha256: model.sha256 },
  a: side(a),
  b: side(b),
  answers: differentAnswers(model, a.one, b.one),
  companions: split(
    a.one.companions.map(({ id, level, say }) => ({ id, level, say })),
    b.one.companions.map(({ id, level, say }) => ({ id, level, say })),
  ),
  warnings: split(
    a.one.warnings.map(({ id, severity, say }) => ({ id, severity, say })),
    b.one.warnings.map(({ id, severity, say }) => ({ id, severity, say })),
  ),
});

const side = ({ name, one }: Named): ComparedSide => ({
  name,
  outcome: one.outcome,
  instead: one.instead,
  headline: one.headline,
  rule: one.rule,
  requirements: one.requirements,
});

const differentAnswers = (
  model: DecisionModel,
  a: Recommendation,
  b: Recommendation,
): Comparison['answers'] => {
  const [left, right] = [valuesOf(a), valuesOf(b)];
  return model.questions.flatMap(({ id, ask, options }) => {
    const [from, to] = [left.get(id), right.get(id)];
    if (from === to) return [];
    const said = (value: string | undefined) =>
      value === undefined ? null : { value, label: options[value]?.label ?? value };
    return [{ fact: id, ask, a: said(from), b: said(to) }];
  });
};

const valuesOf = ({ answers, assumed }: Recommendation): Map<string, string> =>
  new Map([...Object.entries(answers), ...assumed.map(({ fact, value }): [string, string] => [fact, value])]);

const split = <T extends { readonly id: string }>(a: readonly T[], b: readonly T[]): Split<T> => {
  const has = (list: readonly T[], id: string): boolean => list.some((item) => item.id === id);
  return {
    a: a.filter(({ id }) => !has(b, id)),
    b: b.filter(({ id }) => !has(a, id)),
    both: a.filter(({ id }) => has(b, id)),
  };
};

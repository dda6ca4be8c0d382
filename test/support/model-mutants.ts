import { outcomes } from '../../src/core/recommendation.ts';
import type { Condition, DecisionModel, FlatCondition } from '../../src/rules/schema/decision.ts';

const lists = ['companions', 'warnings', 'rejections', 'differences'] as const;

/** A model with one thing changed, and what was changed. */
export interface Mutant {
  readonly change: string;
  /** The part of the model that is changed. */
  readonly list: 'rules' | (typeof lists)[number];
  readonly model: DecisionModel;
}

/** Every model that differs from the given one in one rule, item or condition. */
export const mutantsOf = (model: DecisionModel): Mutant[] => [...ruleMutants(model), ...itemMutants(model)];

const ruleMutants = (model: DecisionModel): Mutant[] =>
  model.rules.flatMap((rule, i) => {
    const others = outcomes.filter((outcome) => outcome !== rule.then.outcome);
    return [
      {
        change: `drop rule ${rule.id}`,
        list: 'rules',
        model: { ...model, rules: model.rules.toSpliced(i, 1) },
      },
      ...others.map((outcome) => ({
        change: `rule ${rule.id} chooses ${outcome}`,
        list: 'rules' as const,
        // biome-ignore lint/suspicious/noThenProperty: the data of a rule, never awaited
        model: { ...model, rules: model.rules.with(i, { ...rule, then: { ...rule.then, outcome } }) },
      })),
      ...weaker(rule.when).map(([fact, when]) => ({
        change: `rule ${rule.id} without ${fact}`,
        list: 'rules' as const,
        model: { ...model, rules: model.rules.with(i, { ...rule, when: when as typeof rule.when }) },
      })),
    ];
  });

const itemMutants = (model: DecisionModel): Mutant[] =>
  lists.flatMap((list) => {
    const items: readonly { readonly id: string; readonly when: Condition }[] = model[list];
    return items.flatMap((item, i) => {
      const name = `${list} ${item.id}`;
      return [
        { change: `drop ${name}`, list, model: { ...model, [list]: items.toSpliced(i, 1) } },
        ...weakerConditions(item.when).map(([what, when]) => ({
          change: `${name} without ${what}`,
          list,
          model: { ...model, [list]: items.with(i, { ...item, when }) },
        })),
      ];
    });
  });

const weakerConditions = ({ all, anyOf }: Condition): [string, Condition][] => [
  ...weaker(all).map(([fact, rest]): [string, Condition] => [fact, { all: rest, anyOf }]),
  ...(anyOf.length > 0 ? [['anyOf', { all, anyOf: [] }] satisfies [string, Condition]] : []),
  ...anyOf.map((_, i): [string, Condition] => [`anyOf ${i}`, { all, anyOf: anyOf.toSpliced(i, 1) }]),
];

const weaker = (when: FlatCondition): [string, FlatCondition][] =>
  Object.keys(when).map((fact) => [
    fact,
    Object.fromEntries(Object.entries(when).filter(([other]) => other !== fact)),
  ]);

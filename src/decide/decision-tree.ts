import type { DecisionTree, TreeBranch } from '../core/decision-tree.ts';
import type { DecisionModel, Question } from '../rules/schema/decision.ts';
import { verdictOf } from './flips.ts';
import { type Answers, decide, type WalkMode } from './walk.ts';

/**
 * The tree of the deciding questions, by walking the model with every answer. Answers that lead to the same share a branch.
 * @param given - the answers whose way is marked as taken.
 */
export const decisionTree = (model: DecisionModel, given: Answers, mode: WalkMode): DecisionTree =>
  grow({ model, given, mode }, {}, true);

interface Ground {
  readonly model: DecisionModel;
  readonly given: Answers;
  readonly mode: WalkMode;
}

const grow = (ground: Ground, sofar: Answers, taken: boolean): DecisionTree => {
  const step = decide(ground.model, sofar);
  if (step.kind === 'complete')
    return {
      kind: 'choice',
      rule: step.rule.id,
      taken,
      ...verdictOf(ground.model, step.rule, ground.mode),
    };
  const { question } = step;
  return {
    kind: 'question',
    id: question.id,
    ask: question.ask,
    taken,
    branches: branchesOf(ground, question, sofar, taken),
  };
};

const branchesOf = (ground: Ground, question: Question, sofar: Answers, taken: boolean): TreeBranch[] => {
  const branches = new Map<string, TreeBranch>();
  for (const [value, { label }] of Object.entries(question.options)) {
    const here = taken && ground.given[question.id] === value;
    const to = grow(ground, { ...sofar, [question.id]: value }, here);
    const shape = shapeOf(to);
    const sibling = branches.get(shape);
    branches.set(shape, {
      answers: [...(sibling?.answers ?? []), { value, label, taken: here }],
      taken: here || sibling?.taken === true,
      to: sibling?.taken ? sibling.to : to,
    });
  }
  return [...branches.values()];
};

/** The same text for trees that differ at most in what was taken. */
const shapeOf = (tree: DecisionTree): string =>
  JSON.stringify(tree, (key, value: unknown) => (key === 'taken' ? undefined : value));

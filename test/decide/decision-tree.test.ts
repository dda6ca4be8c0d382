import { describe, expect, it } from 'vitest';
import type { DecisionTree, TreeChoice } from '../../src/core/decision-tree.ts';
import { decisionTree } from '../../src/decide/decision-tree.ts';
import { verdictOf } from '../../src/decide/flips.ts';
import { type Answers, decide } from '../../src/decide/walk.ts';
import { loadDecisionModel, loadScenarios } from '../../src/rules/load-decision.ts';

const folder = `${import.meta.dirname}/../../rules/decision`;
const model = loadDecisionModel(folder);
const tree = decisionTree(model, {}, {});

const choicesOf = (node: DecisionTree): TreeChoice[] =>
  node.kind === 'choice' ? [node] : node.branches.flatMap(({ to }) => choicesOf(to));

/** Every way from the root to a choice. */
const waysOf = (node: DecisionTree, sofar: Answers = {}): { answers: Answers; choice: TreeChoice }[] =>
  node.kind === 'choice'
    ? [{ answers: sofar, choice: node }]
    : node.branches.flatMap(({ answers, to }) =>
        answers.flatMap(({ value }) => waysOf(to, { ...sofar, [node.id]: value })),
      );

/** The way that is marked. */
const takenIn = (node: DecisionTree): { answers: Answers; rule: string | undefined } => {
  if (node.kind === 'choice') return { answers: {}, rule: node.taken ? node.rule : undefined };
  const branch = node.branches.find(({ taken }) => taken);
  const answer = branch?.answers.find(({ taken }) => taken);
  if (!branch || !answer) return { answers: {}, rule: undefined };
  const rest = takenIn(branch.to);
  return { answers: { [node.id]: answer.value, ...rest.answers }, rule: rest.rule };
};

const marksIn = (node: DecisionTree): number =>
  Number(node.taken) +
  (node.kind === 'choice' ? 0 : node.branches.reduce((sum, { to }) => sum + marksIn(to), 0));

describe('the decision tree', () => {
  it('holds every rule of the model', () => {
    expect(new Set(choicesOf(tree).map(({ rule }) => rule))).toEqual(
      new Set(model.rules.map(({ id }) => id)),
    );
  });

  it('ends every way where the walk ends, and leaves none out', () => {
    const ways = waysOf(tree);
    for (const { answers, choice } of ways) {
      const step = decide(model, answers);
      if (step.kind === 'ask') throw new Error(`${JSON.stringify(answers)} does not reach a rule`);
      expect({ ...choice, path: Object.keys(answers) }).toEqual({
        kind: 'choice',
        taken: false,
        rule: step.rule.id,
        ...verdictOf(model, step.rule, {}),
        path: step.path.map(({ question }) => question.id),
      });
    }
    expect(new Set(ways.map(({ answers }) => JSON.stringify(answers))).size).toBe(ways.length);
  });

  it('offers every answer of each question once', () => {
    const visit = (node: DecisionTree): void => {
      if (node.kind === 'choice') return;
      const options = model.questions.find(({ id }) => id === node.id)?.options ?? {};
      const offered = node.branches.flatMap(({ answers }) =>
        answers.map(({ value, label }) => [value, label]),
      );
      expect(Object.fromEntries(offered)).toEqual(
        Object.fromEntries(Object.entries(options).map(([value, { label }]) => [value, label])),
      );
      expect(offered).toHaveLength(Object.keys(options).length);
      for (const { to } of node.branches) visit(to);
    };
    visit(tree);
  });

  it('joins answers that lead to the same', () => {
    const login = decisionTree(model, { acts_for: 'our_user', login: 'own_idp' }, {});
    const person = login.kind === 'question' ? login.branches.find(({ taken }) => taken)?.to : undefined;
    const branches = person?.kind === 'question' ? person.branches : [];
    expect(branches.map(({ answers, taken }) => [answers.map(({ value }) => value), taken])).toEqual([
      [['own', 'own_idp'], true],
      [['external_idp'], false],
    ]);
    expect(branches[0]?.answers.map(({ taken }) => taken)).toEqual([false, true]);
    expect(branches[0]?.to.taken).toBe(true);
  });

  it('marks exactly the way that the walk took', () => {
    for (const { answers } of loadScenarios(folder)) {
      const step = decide(model, answers);
      if (step.kind === 'ask') throw new Error('a scenario is incomplete');
      const marked = decisionTree(model, answers, {});
      expect(takenIn(marked)).toEqual({
        answers: Object.fromEntries(step.path.map(({ question, value }) => [question.id, value])),
        rule: step.rule.id,
      });
      expect(marksIn(marked)).toBe(step.path.length + 1);
    }
  });

  it('names only the three when one of them must be chosen', () => {
    const forced = choicesOf(decisionTree(model, {}, { onlyThree: true }));
    expect(forced.filter(({ outcome }) => outcome === 'none')).toEqual([]);
  });
});

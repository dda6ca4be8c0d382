import type { DecisionTree, TreeAnswer, TreeBranch } from '../../core/decision-tree.ts';
import { type Html, html } from '../markup.ts';
import { shortLabels } from './short-label.ts';

/** The decision tree as nested lists: they can be read aloud, broken over lines and printed. */
export const htmlTree = (tree: DecisionTree): Html => html`<div class="tree">
${node(tree)}
</div>`;

const node = (tree: DecisionTree): Html => {
  if (tree.kind === 'choice')
    return html`<strong class="choice${taken(tree)}">${tree.headline}</strong>${tree.taken ? note('the choice') : html``}`;
  const labels = shortLabels(tree.branches.flatMap(({ answers }) => answers.map(({ label }) => label)));
  const named = new Map(
    tree.branches.flatMap(({ answers }) => answers).map((answer, i) => [answer, labels[i] ?? answer.label]),
  );
  return html`<span class="ask${taken(tree)}">${tree.ask}</span>
<ul>
${tree.branches.map((one) => branch(one, named))}</ul>`;
};

const branch = ({ answers, taken: here, to }: TreeBranch, named: ReadonlyMap<TreeAnswer, string>): Html =>
  html`<li${here ? html` class="taken"` : html``}>${answers.map((answer, i) => answerOf(answer, named, i === 0))}${here ? note('answered') : html``}
${node(to)}</li>\n`;

const answerOf = (answer: TreeAnswer, named: ReadonlyMap<TreeAnswer, string>, first: boolean): Html =>
  html`${first ? '' : ' or '}<span class="answer${taken(answer)}">${named.get(answer) ?? answer.label}</span>`;

const taken = (one: { readonly taken: boolean }): string => (one.taken ? ' taken' : '');

/** What the colours say, for those who do not see them. */
const note = (text: string): Html => html`<span class="unseen"> (${text})</span>`;

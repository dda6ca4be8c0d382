import type { DecisionTree, TreeBranch, TreeQuestion } from '../../core/decision-tree.ts';
import { escapeText } from '../../core/escape.ts';
import type { Recommendation } from '../../core/recommendation.ts';
import { outlineOf } from './outline.ts';
import { shortLabels } from './short-label.ts';

/** The decision tree as a Mermaid flowchart; the way that was taken stands out by line and by colour. */
export const renderMermaid = (one: Recommendation): string => {
  const drawing = draw(one.tree, 'n');
  return `${[
    'flowchart LR',
    `  accTitle: ${escapeMermaid(outlineOf(one).title)}`,
    '  accDescr: The questions that decide, and the way that the answers took.',
    ...drawing.lines.map((line) => `  ${line}`),
    `  classDef default ${style.default}`,
    `  classDef taken ${style.taken}`,
    `  classDef chosen ${style.chosen}`,
    ...(drawing.taken.length > 0 ? [`  class ${drawing.taken.join(',')} taken`] : []),
    ...(drawing.chosen.length > 0 ? [`  class ${drawing.chosen.join(',')} chosen`] : []),
  ].join('\n')}\n`;
};

/** Colours that are legible on a light and on a dark page. */
const style = {
  default: 'fill:#f4f5f7,stroke:#8b93a1,color:#3d4451,stroke-width:1px',
  taken: 'fill:#dbe7fb,stroke:#1f4fa3,color:#10254d,stroke-width:2px',
  chosen: 'fill:#1f4fa3,stroke:#1f4fa3,color:#ffffff,stroke-width:2px',
} as const;

interface Drawing {
  readonly lines: readonly string[];
  readonly taken: readonly string[];
  readonly chosen: readonly string[];
}

/** @param id - of the node; no part of it is a word of Mermaid such as `end`. */
const draw = (tree: DecisionTree, id: string): Drawing => {
  if (tree.kind === 'choice')
    return {
      lines: [`${id}(["${escapeMermaid(tree.headline)}"])`],
      taken: [],
      chosen: tree.taken ? [id] : [],
    };
  const parts = tree.branches.map((branch, i) =>
    drawBranch(branch, edgeLabels(tree)[i] ?? '', id, `${id}_${i}`),
  );
  return {
    lines: [`${id}{{"${escapeMermaid(tree.ask)}"}}`, ...parts.flatMap(({ lines }) => lines)],
    taken: [...(tree.taken ? [id] : []), ...parts.flatMap(({ taken }) => taken)],
    chosen: parts.flatMap(({ chosen }) => chosen),
  };
};

const drawBranch = ({ taken, to }: TreeBranch, label: string, from: string, id: string): Drawing => {
  const below = draw(to, id);
  const arrow = taken ? '==>' : '-->';
  return { ...below, lines: [...below.lines, `${from} ${arrow}|"${escapeMermaid(label)}"| ${id}`] };
};

const edgeLabels = ({ branches }: TreeQuestion): string[] => {
  const labels = shortLabels(branches.flatMap(({ answers }) => answers.map(({ label }) => label)));
  let at = 0;
  return branches.map(({ answers }) => {
    const own = labels.slice(at, at + answers.length);
    at += answers.length;
    return own.join(' / ');
  });
};

/** Text for a quoted label: whatever means something to Mermaid, Markdown or HTML becomes one of Mermaid's `#` codes. */
export const escapeMermaid = (text: string): string =>
  escapeText(text).replace(/[^\p{L}\p{N} .,:!?/()'+=_-]/gu, (char) => `#${char.codePointAt(0)};`);

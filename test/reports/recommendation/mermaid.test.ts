import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../../src/core/escape.ts';
import { escapeMermaid, renderMermaid } from '../../../src/reports/recommendation/mermaid.ts';
import { sample, sampleSaying } from './sample.ts';

const golden = join(import.meta.dirname, '../../fixtures/recommendation/sample.mmd');

// Inside quotes, Mermaid takes what is neither a quote nor a backtick; `#` begins one of its codes, nothing else.
const label = String.raw`"(?:[^"\x60#<>&;\\{}\n]|#\d+;)+"`;
const id = String.raw`n(?:_\d+)*`;
const statements = {
  node: new RegExp(String.raw`^  (${id})(?:\{\{${label}\}\}|\(\[${label}\]\))$`),
  edge: new RegExp(String.raw`^  (${id}) (-->|==>)\|${label}\| (${id})$`),
  classDef: /^ {2}classDef (\w+) (?:[a-z-]+:[#\w]+,?)+$/,
  class: new RegExp(String.raw`^  class (${id}(?:,${id})*) (\w+)$`),
  title: /^ {2}acc(?:Title|Descr): [^\n"<>]+$/,
} as const;

interface Chart {
  readonly nodes: readonly string[];
  readonly edges: readonly { readonly from: string; readonly arrow: string; readonly to: string }[];
  readonly classes: Readonly<Record<string, readonly string[]>>;
}

/** Reads the part of Mermaid's grammar that we use. @throws Error for a line outside it. */
const readChart = (source: string): Chart => {
  const [first, ...lines] = source.trimEnd().split('\n');
  if (first !== 'flowchart LR') throw new Error(`not a flowchart: ${first}`);
  const nodes: string[] = [];
  const edges: { from: string; arrow: string; to: string }[] = [];
  const classes: Record<string, readonly string[]> = {};
  for (const line of lines) {
    const node = statements.node.exec(line);
    const edge = statements.edge.exec(line);
    const named = statements.class.exec(line);
    if (node?.[1]) nodes.push(node[1]);
    else if (edge?.[1] && edge[2] && edge[3]) edges.push({ from: edge[1], arrow: edge[2], to: edge[3] });
    else if (named?.[1] && named[2]) classes[named[2]] = named[1].split(',');
    else if (!statements.classDef.test(line) && !statements.title.test(line))
      throw new Error(`unknown: ${line}`);
  }
  return { nodes, edges, classes };
};

describe('the Mermaid report', () => {
  it('is the chart that was looked at', async () => {
    await expect(renderMermaid(sample)).toMatchFileSnapshot(golden);
  });

  it('is a tree of known nodes', () => {
    const { nodes, edges } = readChart(renderMermaid(sample));
    expect(new Set(nodes).size).toBe(nodes.length);
    expect(edges.map(({ to }) => to).sort()).toEqual(nodes.filter((node) => node !== 'n').sort());
    expect(edges.filter(({ from }) => !nodes.includes(from))).toEqual([]);
  });

  it('marks the way that was taken, by line and by class', () => {
    const { edges, classes } = readChart(renderMermaid(sample));
    expect(edges.filter(({ arrow }) => arrow === '==>')).toEqual([
      { from: 'n_1', arrow: '==>', to: 'n_1_1' },
      { from: 'n', arrow: '==>', to: 'n_1' },
    ]);
    expect(classes).toEqual({ taken: ['n', 'n_1'], chosen: ['n_1_1'] });
  });

  it.each([
    ['say "no"', 'say #34;no#34;'],
    ['`code`', '#96;code#96;'],
    ['a#b;c', 'a#35;b#59;c'],
    ['<b>&amp;', '#60;b#62;#38;amp#59;'],
    ['click n call x()', 'click n call x()'],
    ['%%{init: {}}%%', '#37;#37;#123;init: #123;#125;#125;#37;#37;'],
    ['été 日本', 'été 日本'],
    ['a\nb', 'a#92;x0ab'],
  ])('escapes %j', (text, escaped) => {
    expect(escapeMermaid(text)).toBe(escaped);
  });

  it('lets no text leave its label', () => {
    const { nodes, edges, classes } = readChart(renderMermaid(sampleSaying('x')));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(readChart(renderMermaid(sampleSaying(text)))).toEqual({ nodes, edges, classes });
        const back = escapeMermaid(text).replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
        expect(back).toBe(escapeText(text));
      }),
      { numRuns: 200 },
    );
  });
});

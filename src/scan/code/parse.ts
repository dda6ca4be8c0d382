import type { Language, Parser, Tree, TreeCursor } from 'web-tree-sitter';
import { type GrammarFile, readGrammar } from './grammar-files.ts';
import type { SyntaxNode } from './syntax-node.ts';

export type Grammar = 'javascript' | 'typescript' | 'tsx' | 'python';

/** UTF-16 units; larger files are generated or hostile. */
const mostUnits = 2 * 1024 * 1024;
const mostNodes = 1_500_000;
const leastMs = 2000;
const msPerUnit = 1000 / 1_000_000;

/**
 * Parses a text and copies the tree's named nodes, parents before children. The parser's own tree is freed before it returns.
 * Syntax errors give a tree with holes.
 * @returns undefined when the text is too large, or takes longer than 1 s per MB (at least 2 s).
 * @throws when a grammar cannot be loaded.
 */
export const parseTree = async (
  text: string,
  grammar: Grammar,
): Promise<readonly SyntaxNode[] | undefined> => {
  if (text.length > mostUnits) return undefined;
  const { parser, language } = await loaded(grammar);
  parser.setLanguage(language);
  const tree = parseInTime(parser, text);
  if (!tree) return undefined;
  try {
    return copyNodes(tree, language);
  } finally {
    tree.delete();
  }
};

interface Loaded {
  readonly parser: Parser;
  readonly language: Language;
}

type Runtime = typeof import('web-tree-sitter');
let runtime: Promise<Runtime> | undefined;
const grammars = new Map<Grammar, Promise<Loaded>>();

const loaded = (grammar: Grammar): Promise<Loaded> => {
  const known = grammars.get(grammar);
  if (known) return known;
  const loading = load(grammar);
  grammars.set(grammar, loading);
  return loading;
};

const load = async (grammar: Grammar): Promise<Loaded> => {
  runtime ??= startRuntime();
  const file: GrammarFile = `tree-sitter-${grammar}.wasm`;
  const [{ Language, Parser }, bytes] = await Promise.all([runtime, readGrammar(file)]);
  return { parser: new Parser(), language: await Language.load(bytes) };
};

const startRuntime = async (): Promise<Runtime> => {
  const [module, wasmBinary] = await Promise.all([
    import('web-tree-sitter'),
    readGrammar('web-tree-sitter.wasm'),
  ]);
  await module.Parser.init({ wasmBinary });
  return module;
};

const parseInTime = (parser: Parser, text: string): Tree | undefined => {
  const end = performance.now() + Math.max(leastMs, text.length * msPerUnit);
  // The callback stops the parse by returning true; the package's type says void.
  const progressCallback = (): boolean => performance.now() > end;
  const tree = parser.parse(text, null, { progressCallback });
  // A cancelled parser would go on with the old text at the next call.
  if (!tree) parser.reset();
  return tree ?? undefined;
};

/** Types below which nothing is of interest. */
const opaque = new Set([
  'type_arguments',
  'type_parameters',
  'interface_declaration',
  'type_alias_declaration',
  'regex',
]);
const dropped = new Set(['comment', 'html_comment', 'jsx_text']);

// A loop with the tree's cursor: nesting of any depth costs no stack.
const copyNodes = (tree: Tree, language: Language): readonly SyntaxNode[] | undefined => {
  const cursor = tree.walk();
  const nodes: SyntaxNode[] = [];
  try {
    let parent: SyntaxNode | undefined;
    for (;;) {
      const node = copyNode(cursor, language, parent, nodes);
      if (nodes.length > mostNodes) return undefined;
      if (node && !opaque.has(node.type) && cursor.gotoFirstChild()) {
        parent = node;
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!parent || !cursor.gotoParent()) return nodes;
        parent = parent.parent;
      }
    }
  } finally {
    cursor.delete();
  }
};

const copyNode = (
  cursor: TreeCursor,
  language: Language,
  parent: SyntaxNode | undefined,
  nodes: SyntaxNode[],
): SyntaxNode | undefined => {
  const fieldId = cursor.currentFieldId;
  const field = fieldId > 0 ? (language.fields[fieldId] ?? undefined) : undefined;
  // Of the unnamed nodes only operators carry a meaning that the named ones do not.
  if (!cursor.nodeIsNamed && field !== 'operator') return undefined;
  const type = language.types[cursor.nodeTypeId] ?? cursor.nodeType;
  if (dropped.has(type)) return undefined;
  const node: SyntaxNode = {
    index: nodes.length,
    type,
    field,
    start: cursor.startIndex,
    end: cursor.endIndex,
    parent,
    children: [],
  };
  parent?.children.push(node);
  nodes.push(node);
  return node;
};

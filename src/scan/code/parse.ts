import { setFlagsFromString } from 'node:v8';
import type { Language, Parser, Tree, TreeCursor } from 'web-tree-sitter';
import { type GrammarFile, readGrammar } from './grammar-files.ts';
import type { SyntaxNode } from './syntax-node.ts';

export type Grammar =
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'python'
  | 'go'
  | 'java'
  | 'c-sharp'
  | 'php'
  | 'ruby';

/** UTF-16 units; larger files are generated or hostile. */
const mostUnits = 1024 * 1024;
/** About 200 bytes each, with what is made of them. */
const mostNodes = 500_000;
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
  const { parser, language, kinds } = await loaded(grammar);
  parser.setLanguage(language);
  const end = performance.now() + Math.max(leastMs, text.length * msPerUnit);
  const tree = parseInTime(parser, text, end);
  if (!tree) return undefined;
  try {
    return copyNodes(tree, language, kinds, end);
  } finally {
    tree.delete();
  }
};

interface Loaded {
  readonly parser: Parser;
  readonly language: Language;
  /** By type id. */
  readonly kinds: readonly Kind[];
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
  const language = await Language.load(bytes);
  const kinds = language.types.map((type, id) => kindOf(type, language.nodeTypeIsNamed(id)));
  return { parser: new Parser(), language, kinds };
};

const startRuntime = async (): Promise<Runtime> => {
  compileLater();
  const [module, wasmBinary] = await Promise.all([
    import('web-tree-sitter'),
    readGrammar('web-tree-sitter.wasm'),
  ]);
  await module.Parser.init({ wasmBinary });
  return module;
};

/**
 * Node 20 optimises WebAssembly after a few calls, which costs a scan of one file 80 ms of CPU and gains it nothing.
 * Later versions wait longer by themselves, and may not know the flag.
 */
const compileLater = (): void => {
  if (!('withResolvers' in Promise)) setFlagsFromString('--wasm-tiering-budget=20000000');
};

const parseInTime = (parser: Parser, text: string, end: number): Tree | undefined => {
  // The callback stops the parse by returning true; the package's type says void.
  const progressCallback = (): boolean => performance.now() > end;
  const tree = parser.parse(text, null, { progressCallback });
  // A cancelled parser would go on with the old text at the next call.
  if (!tree) parser.reset();
  return tree ?? undefined;
};

/** How a type of node is copied: every call of the cursor crosses into WebAssembly, which is what copying costs. */
type Kind = 'skip' | 'leaf' | 'operator' | 'node';

/** Of the unnamed nodes only operators carry a meaning that the named ones do not. */
const operators = new Set(
  '+ - * / // . ** % | || ?? && ! ~ and or typeof void delete === !== == != < > <= >= in instanceof'.split(
    ' ',
  ),
);
const dropped = new Set(['comment', 'line_comment', 'block_comment', 'html_comment', 'jsx_text']);
/** Types without children, and types below which nothing is of interest. */
const leaves = new Set([
  'identifier',
  'name',
  'variable_name',
  'boolean',
  'property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'private_property_identifier',
  'type_identifier',
  'number',
  'integer',
  'float',
  'string_fragment',
  'escape_sequence',
  'string_start',
  'string_end',
  'true',
  'false',
  'null',
  'none',
  'this',
  'type_arguments',
  'type_parameters',
  'interface_declaration',
  'type_alias_declaration',
  'regex',
  'field_identifier',
  'package_identifier',
  'blank_identifier',
  'dot',
  'int_literal',
  'float_literal',
  'rune_literal',
  'nil',
  'interpreted_string_literal_content',
  'raw_string_literal_content',
  'struct_type',
  'integer_literal',
  'real_literal',
  'boolean_literal',
  'predefined_type',
  'implicit_parameter',
  'verbatim_string_literal',
  'string_literal_content',
  'raw_string_content',
  'modifier',
  'attribute_list',
  'type_argument_list',
  'decimal_integer_literal',
  'hex_integer_literal',
  'decimal_floating_point_literal',
  'character_literal',
  'null_literal',
  'multiline_string_fragment',
  'asterisk',
  'super_interfaces',
  'throws',
  'interface_type',
]);

const kindOf = (type: string, isNamed: boolean): Kind => {
  if (!isNamed) return operators.has(type) ? 'operator' : 'skip';
  if (dropped.has(type)) return 'skip';
  return leaves.has(type) ? 'leaf' : 'node';
};

// A loop with the tree's cursor: nesting of any depth costs no stack.
const copyNodes = (
  tree: Tree,
  language: Language,
  kinds: readonly Kind[],
  end: number,
): readonly SyntaxNode[] | undefined => {
  const cursor = tree.walk();
  const nodes: SyntaxNode[] = [];
  try {
    let parent: SyntaxNode | undefined;
    for (;;) {
      const typeId = cursor.nodeTypeId;
      // An ERROR node has an id beyond the table.
      const kind = kinds[typeId] ?? 'node';
      const node = kind === 'skip' ? undefined : copyNode(cursor, kind, typeId, language, parent, nodes);
      if (nodes.length > mostNodes || (nodes.length % 4096 === 0 && performance.now() > end))
        return undefined;
      if (node && kind === 'node' && cursor.gotoFirstChild()) {
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

const none: readonly SyntaxNode[] = [];

const copyNode = (
  cursor: TreeCursor,
  kind: Kind,
  typeId: number,
  language: Language,
  parent: SyntaxNode | undefined,
  nodes: SyntaxNode[],
): SyntaxNode | undefined => {
  const fieldId = cursor.currentFieldId;
  const field = fieldId > 0 ? (language.fields[fieldId] ?? undefined) : undefined;
  // The star of `*args` is no operator.
  if (kind === 'operator' && field !== 'operator') return undefined;
  const node: SyntaxNode = {
    index: nodes.length,
    type: language.types[typeId] ?? 'ERROR',
    field,
    start: cursor.startIndex,
    end: cursor.endIndex,
    parent,
    children: none,
  };
  if (parent) parent.children = adopted(parent.children, node);
  nodes.push(node);
  return node;
};

// Most nodes have no children: they share one empty list.
const adopted = (children: readonly SyntaxNode[], node: SyntaxNode): readonly SyntaxNode[] => {
  if (children === none) return [node];
  (children as SyntaxNode[]).push(node);
  return children;
};

import type { Language } from '../../rules/schema/call.ts';
import { csharp } from './csharp.ts';
import { type Dialect, type Extraction, textOf } from './extraction.ts';
import type { Assignment, CodeFacts, Import, Value } from './facts.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { type Grammar, parseTree } from './parse.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { importedBy } from './resolve.ts';
import { ruby } from './ruby.ts';
import type { SyntaxNode } from './syntax-node.ts';

/**
 * Reads a file of code. What a syntax error hides is missing; the rest is there.
 * @param path - decides between TypeScript and TSX, and says what a PHP file that returns settings sets.
 * @returns undefined when the file is too large or takes too long to parse.
 */
export const codeFacts = async (
  text: string,
  path: string,
  language: Language,
): Promise<CodeFacts | undefined> => {
  const nodes = await parseTree(text, grammarOf(path, language));
  return nodes && factsOf({ text, path, language }, nodes);
};

const grammarOf = (path: string, language: Language): Grammar =>
  language === 'csharp' ? 'c-sharp' : language === 'typescript' && /\.tsx$/i.test(path) ? 'tsx' : language;

const dialects = {
  javascript,
  typescript: javascript,
  python,
  go,
  java,
  csharp,
  php,
  ruby,
} as const satisfies Record<Language, Dialect>;

type Source = Pick<Extraction, 'text' | 'path' | 'language'>;

const factsOf = (source: Source, nodes: readonly SyntaxNode[]): CodeFacts => {
  const dialect = dialects[source.language];
  const x = begin(source, nodes);
  for (const node of nodes) place(node, x, dialect);
  // Every child comes after its parent: backwards, children are read before what holds them, without recursion.
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (node) x.values[i] = dialect.valueOf(node, x);
  }
  for (const node of nodes) dialect.declare(node, x);
  for (const node of nodes) dialect.assign(node, x);
  return finish(x);
};

const begin = (source: Source, nodes: readonly SyntaxNode[]): Extraction => ({
  ...source,
  nodes,
  imports: [],
  importOf: new Map(),
  functions: [],
  functionAt: new Map(),
  globals: new Set(),
  withinOf: new Int32Array(nodes.length).fill(-1),
  classOf: new Array<string | undefined>(nodes.length).fill(undefined),
  values: new Array<Value | undefined>(nodes.length).fill(undefined),
  calls: [],
  bindings: new Map(),
  assignments: [],
});

/** Imports, and the function and class around each node. */
const place = (node: SyntaxNode, x: Extraction, dialect: Dialect): void => {
  const parent = node.parent;
  const within = parent ? (x.functionAt.get(parent.index) ?? x.withinOf[parent.index] ?? -1) : -1;
  const className = parent && (classNamed(parent, x, dialect) ?? x.classOf[parent.index]);
  x.withinOf[node.index] = within;
  x.classOf[node.index] = className;
  for (const one of dialect.importsOf(node, x.text)) addImport(one, x);
  if (node.type === 'global_statement' || node.type === 'global_declaration')
    for (const name of node.children) x.globals.add(`${within}:${textOf(x, name)}`);
  if (!dialect.isFunction(node)) return;
  x.functionAt.set(node.index, x.functions.length);
  x.functions.push({
    name: dialect.functionName(node, x.text),
    className,
    parent: within,
    params: dialect.paramsOf(node).map((param) => textOf(x, param)),
    start: node.start,
    end: node.end,
  });
};

const classNamed = (node: SyntaxNode, x: Extraction, dialect: Dialect): string | undefined => {
  if (!dialect.isClass(node)) return undefined;
  const name = node.children.find((child) => child.field === 'name');
  return name ? textOf(x, name) : '';
};

const addImport = (one: Import, x: Extraction): void => {
  x.imports.push(one);
  // `try: import a except ImportError: from b import a`: the first is the one that is wanted.
  if (one.local !== '' && !x.importOf.has(one.local)) x.importOf.set(one.local, one);
};

const finish = (x: Extraction): CodeFacts => {
  x.calls.sort(byPlace);
  x.assignments.sort(byPlace);
  for (const { callee, args, start, end } of x.calls) {
    const from = args[0]?.value;
    const isLoad = callee.length === 1 && (callee[0] === 'require' || callee[0] === 'import');
    if (isLoad && from?.kind === 'literal')
      x.imports.push({ module: String(from.value), name: '*', local: '', start, end });
  }
  // In order of place the first call of a chain comes before its methods, whose import builds on it.
  for (const call of x.calls) call.imported = importedBy(x, call);
  return {
    language: x.language,
    imports: x.imports,
    calls: x.calls,
    functions: x.functions,
    constants: constantsOf(x),
    bindings: x.bindings,
    assignments: x.assignments,
    texts: textsOf(x),
  };
};

const byPlace = (a: Pick<Assignment, 'start' | 'end'>, b: Pick<Assignment, 'start' | 'end'>): number =>
  a.start - b.start || a.end - b.end;

const constantsOf = (x: Extraction): ReadonlyMap<string, Value> => {
  const constants = new Map<string, Value>();
  for (const [name, scopes] of x.bindings) {
    const [only] = scopes.values();
    if (scopes.size === 1 && isConstant(only) && !x.importOf.has(name)) constants.set(name, only);
  }
  return constants;
};

const isConstant = (bound: Value | 'open' | undefined): bound is Value =>
  bound !== undefined && bound !== 'open' && !(bound.kind === 'unknown' && bound.isVariable);

const textsOf = (x: Extraction): readonly Value[] =>
  x.nodes.flatMap((node) => {
    const value = x.values[node.index];
    const isText =
      value?.kind === 'template' || (value?.kind === 'literal' && typeof value.value === 'string');
    return isText && textTypes.has(node.type) && node.parent && !/^import/.test(node.parent.type)
      ? [value]
      : [];
  });

const textTypes = new Set([
  'string',
  'template_string',
  'concatenated_string',
  'interpreted_string_literal',
  'string_literal',
  'verbatim_string_literal',
  'interpolated_string_expression',
  'raw_string_literal',
  'encapsed_string',
  'heredoc',
  'nowdoc',
]);

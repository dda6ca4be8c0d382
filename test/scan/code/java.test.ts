// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import { describe, expect, it } from 'vitest';
import { codeFacts } from '../../../src/scan/code/extract.ts';
import { valueAt } from '../../../src/scan/code/resolve.ts';
import { callsOf, literal, name, parsed, strip } from './facts-of.ts';

const factsOf = (text: string) => parsed(text, 'src/A.java', 'java');
const read = async (expression: string) =>
  strip((await factsOf(`var x = ${expression};`)).assignments.find(({ target }) => target[0] === 'x')?.value);

describe('Java imports', () => {
  it.each([
    ['import a.b.C;', ['a.b', 'C', 'C']],
    ['import a.b.C.D;', ['a.b', 'C.D', 'D']],
    ['import static a.b.C.create;', ['a.b', 'C.create', 'create']],
    ['import a.b.*;', ['a.b', '*', '*']],
    ['import static a.b.C.*;', ['a.b.C', '*', '*']],
  ])('%s', async (text, expected) => {
    const { imports } = await factsOf(text);
    expect(imports.map(({ module, name: imported, local }) => [module, imported, local])).toEqual([expected]);
  });
});

describe('Java calls', () => {
  it.each([
    ['a static method', 'C.make(1);', 'C.make = a.b#C.make'],
    ['an instance', 'new C().go(1);', ' = a.b#C.go'],
    ['a variable', 'C c = new C(); c.go(1);', 'c.go = a.b#C.go'],
    ['a typed parameter', 'run((C c) -> c.go(1));', 'c.go = a.b#C.go'],
    ['an inner class', 'new C.B().go(1);', ' = a.b#C.B.go'],
    ['a static import', 'create(1);', 'create = a.b#D.create'],
    ['a name of a module that is imported whole', 'E.go(1);', 'E.go = *#E.go'],
    ['a variable of that name', 'var create = 1; other(create);', 'other = -'],
  ])('%s', async (_, text, expected) => {
    const facts = await factsOf(
      `import a.b.C;\nimport static a.b.D.create;\nimport e.*;\nclass X { void f() { ${text} } }`,
    );
    expect(callsOf(facts)).toContain(expected);
  });

  it('gives a chain to its first call', async () => {
    const facts = await factsOf(
      'import j.Jwts;\nclass X { void f() { Jwts.builder().a(1).b(2).compact(); } }',
    );
    expect(facts.calls[0]?.chain.map((link) => link.name)).toEqual(['a', 'b', 'compact']);
  });
});

describe('Java values', () => {
  it.each([
    ['"a\\n\\u0041"', literal('a\nA')],
    ['1_000L', literal(1000)],
    ['0xFFL', literal(255)],
    ['-1.5f', literal(-1.5)],
    ['null', literal(null)],
    ['(long) 5', literal(5)],
    ['2 * 3', { kind: 'binary', operator: '*', left: literal(2), right: literal(3), wraps: true }],
    ['2 * 3L', { kind: 'binary', operator: '*', left: literal(2), right: literal(3) }],
    ['a.b', name('a', 'b')],
    ['new int[]{1, 2}', { kind: 'list', items: [literal(1), literal(2)] }],
    ['a ? 1 : b', { kind: 'unknown', choices: [literal(1), name('b')] }],
    ['System.getenv("K")', { kind: 'env', name: 'K' }],
    ['System.getProperty("k", "d")', { kind: 'env', name: 'k', otherwise: literal('d') }],
    ['System.getenv().getOrDefault("K", "d")', { kind: 'env', name: 'K', otherwise: literal('d') }],
    [
      'Optional.ofNullable(System.getenv("K")).orElse("d")',
      { kind: 'fallback', first: { kind: 'env', name: 'K' }, second: literal('d') },
    ],
    ['new HashMap<>()', { kind: 'object', entries: [], spread: false, spreads: [] }],
    ['new HashMap<>(other)', { kind: 'object', entries: [], spread: true, spreads: [name('other')] }],
    [
      'Map.of("a", 1)',
      { kind: 'object', entries: [{ key: 'a', value: literal(1) }], spread: false, spreads: [] },
    ],
    ['() -> "a"', { kind: 'unknown', isFunction: true, returns: literal('a') }],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });
});

describe('Java names', () => {
  it.each([
    ['a constant', 'static final String K = "k";', '', 'K', literal('k')],
    ['a constant with its class', 'static final String K = "k";', '', 'X.K', literal('k')],
    ['a field with its object', 'private String k = "k";', '', 'this.k', literal('k')],
    [
      'a setting',
      '@Value("${a.b:d}") private String k;',
      '',
      'k',
      { kind: 'env', name: 'a.b', otherwise: literal('d') },
    ],
    ['a setting without a default', '@Value("${a.b}") String k;', '', 'k', { kind: 'env', name: 'a.b' }],
    [
      'a number as setting',
      '@Value("${a.b:900}") long k;',
      '',
      'k',
      { kind: 'env', name: 'a.b', otherwise: literal(900) },
    ],
    ['a field set in the constructor', 'String k; X() { this.k = "k"; }', '', 'k', literal('k')],
    ['a local variable', '', 'String k = "k";', 'k', literal('k')],
    ['a parameter of the constructor', 'String k; X(String k) { this.k = k; }', '', 'k', null],
    ['a map that is given more', '', 'var k = new HashMap<>(); k.putAll(m);', 'k', null],
  ])('%s', async (_, fields, body, path, expected) => {
    const facts = await factsOf(`class X { ${fields} void f() { ${body} use(1); } }`);
    const use = facts.calls.find(({ callee }) => callee[0] === 'use');
    expect(strip(valueAt(facts, path.split('.'), use?.within ?? -1))).toEqual(expected);
  });
});

it('records what a Java file assigns', async () => {
  const facts = await factsOf('class X { int a = 1; void f() { b = 2; this.c = 3; m.put("d", 4); } }');
  expect(facts.assignments.map(({ target }) => target.join('.'))).toEqual(['X.a', 'b', 'this.c', 'm.d']);
});

it.each([
  ['brackets', `class A { int x = ${'('.repeat(20_000)}`],
  ['calls in calls', `class A { int x = ${'f('.repeat(20_000)}1${')'.repeat(20_000)}; }`],
  ['a long chain', `class A { Object x = f()${'.a()'.repeat(20_000)}; }`],
  ['a long product', `class A { long x = 1${' * 1'.repeat(20_000)}; }`],
  ['classes in classes', `${'class A { '.repeat(5000)}${'}'.repeat(5000)}`],
  ['a long path', `class A { Object x = a${'.b'.repeat(20_000)}; }`],
])('survives %s', async (_, text) => {
  expect(await codeFacts(text, 'A.java', 'java')).toBeDefined();
});

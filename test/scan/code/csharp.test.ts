import { describe, expect, it } from 'vitest';
import { codeFacts } from '../../../src/scan/code/extract.ts';
import { valueAt } from '../../../src/scan/code/resolve.ts';
import { callsOf, literal, name, parsed, strip } from './facts-of.ts';

const factsOf = (text: string) => parsed(text, 'src/A.cs', 'csharp');
const read = async (expression: string) =>
  strip((await factsOf(`var x = ${expression};`)).assignments.find(({ target }) => target[0] === 'x')?.value);

describe('C# imports', () => {
  it.each([
    ['using A.B;', ['A.B', '*']],
    ['global using A.B;', ['A.B', '*']],
    ['using static A.B.C;', ['A.B.C', '*']],
    ['using D = A.B.C;', ['A.B.C', 'D']],
  ])('%s', async (text, expected) => {
    const { imports } = await factsOf(text);
    expect(imports.map(({ module, local }) => [module, local])).toEqual([expected]);
  });
});

describe('C# calls', () => {
  it.each([
    ['a constructor', 'var c = new C(1);', 'C = *#C'],
    ['a target-typed constructor', 'C c = new(1);', 'C = *#C'],
    ['a method of an instance', 'var c = new C(); c.Go(1);', 'c.Go = *#C.Go'],
    ['a static method', 'C.Go(1);', 'C.Go = *#C.Go'],
    ['an alias', 'D.Go(1);', 'D.Go = E.F#Go'],
    ['optional access', 'var c = new C(); c?.Go(1);', 'c.Go = *#C.Go'],
    ['a silenced null', 'var c = new C(); c!.Go(1);', 'c.Go = *#C.Go'],
    ['a generic method', 'var c = new C(); c.Go<int>(1);', 'c.Go = *#C.Go'],
    ['a local variable', 'local.Go(1);', 'local.Go = -'],
  ])('%s', async (_, text, expected) => {
    const facts = await factsOf(`using A.B;\nusing D = E.F;\nclass X { void M(int local) { ${text} } }`);
    expect(callsOf(facts)).toContain(expected);
  });

  it('does not take a class of the same file for one of a library', async () => {
    expect(callsOf(await factsOf('using A.B;\nclass C { }\nclass X { C c = new C(1); }'))).toContain('C = -');
  });

  it('takes named arguments and members of an initializer for keywords', async () => {
    const facts = await factsOf('var x = new T(1, a: 2) { B = 3 };');
    expect(facts.calls[0]?.args.map(({ keyword, value }) => [keyword, strip(value)])).toEqual([
      [undefined, literal(1)],
      ['a', literal(2)],
      ['B', literal(3)],
    ]);
    expect(facts.assignments.map(({ target }) => target.join('.'))).toEqual(['x', 'T.B']);
  });
});

describe('C# values', () => {
  it.each([
    ['"a\\n\\u0041"', literal('a\nA')],
    ['@"a\\b""c"', literal('a\\b"c')],
    ['"""raw "x" """', literal('raw "x" ')],
    ['$"a{b}c"', { kind: 'template', parts: [literal('a'), name('b'), literal('c')] }],
    ['1_000L', literal(1000)],
    ['0x1F', literal(31)],
    ['10m', literal(10)],
    ['-5', literal(-5)],
    ['true', literal(true)],
    ['null', literal(null)],
    ['(int)5', literal(5)],
    ['a ?? "d"', { kind: 'fallback', first: name('a'), second: literal('d') }],
    ['c["K"]', name('c', 'K')],
    ['Environment.GetEnvironmentVariable("K")', { kind: 'env', name: 'K' }],
    ['a ? 1 : b', { kind: 'unknown', choices: [literal(1), name('b')] }],
    ['s switch { 1 => "a", _ => "b" }', { kind: 'unknown', choices: [literal('a'), literal('b')] }],
    ['new[] { 1, 2 }', { kind: 'list', items: [literal(1), literal(2)] }],
    ['(a, b) => true', { kind: 'unknown', isFunction: true, returns: literal(true) }],
    [
      'new Dictionary<string, object> { ["a"] = 1, { "b", 2 } }',
      {
        kind: 'object',
        entries: [
          { key: 'a', value: literal(1) },
          { key: 'b', value: literal(2) },
        ],
        spread: false,
        spreads: [],
      },
    ],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });
});

describe('C# names', () => {
  it.each([
    ['a constant', 'const string K = "k";', 'K', literal('k')],
    ['a constant with its class', 'const string K = "k";', 'X.K', literal('k')],
    ['a property', 'string K { get; set; } = "k";', 'K', literal('k')],
    ['a property that is worked out', 'string K => "k";', 'K', literal('k')],
    ['a field set in the constructor', 'string _k; X() { _k = "k"; }', '_k', literal('k')],
    ['a parameter of the constructor', 'string _k; X(string k) { _k = k; }', '_k', null],
    ['a counter', 'int k = 1; void G() { k++; }', 'k', null],
  ])('%s', async (_, members, path, expected) => {
    const facts = await factsOf(`class X { ${members} void F() { use(1); } }`);
    const use = facts.calls.find(({ callee }) => callee[0] === 'use');
    expect(strip(valueAt(facts, path.split('.'), use?.within ?? -1))).toEqual(expected);
  });
});

it.each([
  ['brackets', `var x = ${'('.repeat(20_000)}`],
  ['calls in calls', `var x = ${'f('.repeat(20_000)}1${')'.repeat(20_000)};`],
  ['a long chain', `var x = f()${'.a()'.repeat(20_000)};`],
  ['a long sum', `var x = 1${' + 1'.repeat(20_000)};`],
  ['initializers in initializers', `var x = ${'new T { A = '.repeat(5000)}1${'}'.repeat(5000)};`],
  ['lambdas in lambdas', `var x = ${'a => '.repeat(10_000)}1;`],
])('survives %s', async (_, text) => {
  expect(await codeFacts(text, 'A.cs', 'csharp')).toBeDefined();
});

import { describe, expect, it } from 'vitest';
import type { Language } from '../../../src/rules/schema/call.ts';
import { codeFacts } from '../../../src/scan/code/extract.ts';
import type { CodeFacts, Value } from '../../../src/scan/code/facts.ts';
import { valueAt } from '../../../src/scan/code/resolve.ts';

const factsOf = async (text: string, language: Language, path = 'src/a'): Promise<CodeFacts> => {
  const facts = await codeFacts(text, path, language);
  if (!facts) throw new Error('not parsed');
  return facts;
};

const callsOf = (facts: CodeFacts) =>
  facts.calls.map(
    ({ callee, imported }) =>
      `${callee.join('.')} = ${imported ? `${imported.module}#${imported.path.join('.')}` : '-'}`,
  );

const strip = (value: Value | undefined): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, inner) =>
      key === 'start' || key === 'end' || key === 'calleeValue' ? undefined : inner,
    ),
  );

const readExpression = async (expression: string, language: Language = 'javascript') =>
  strip((await factsOf(`x = ${expression}`, language)).assignments[0]?.value);

describe('imports', () => {
  it.each([
    ["import jwt from 'a'", 'javascript', [['a', 'default', 'jwt']]],
    ["import * as jwt from 'a'", 'typescript', [['a', '*', 'jwt']]],
    [
      "import d, { sign as s, verify } from 'a'",
      'javascript',
      [
        ['a', 'default', 'd'],
        ['a', 'sign', 's'],
        ['a', 'verify', 'verify'],
      ],
    ],
    ["import 'a'", 'javascript', [['a', '*', '']]],
    ["import type { A } from 'a'", 'typescript', []],
    ["import { type A, B } from 'a'", 'typescript', [['a', 'B', 'B']]],
    ["import jwt = require('a')", 'typescript', [['a', 'default', 'jwt']]],
    ["const a = require('a')", 'javascript', [['a', '*', '']]],
    ["const { a } = await import('a')", 'javascript', [['a', '*', '']]],
    [
      'import a.b, c as d',
      'python',
      [
        ['a.b', '*', 'a.b'],
        ['c', '*', 'd'],
      ],
    ],
    [
      'from a.b import c, d as e',
      'python',
      [
        ['a.b', 'c', 'c'],
        ['a.b', 'd', 'e'],
      ],
    ],
    ['from a import *', 'python', [['a', '*', '']]],
    ['from .a import b', 'python', [['.a', 'b', 'b']]],
    ["// import x from 'a'\n/* require('b') */ const s = \"import y from 'c'\"", 'javascript', []],
  ] as const)('%s', async (text, language, expected) => {
    const { imports } = await factsOf(text, language);
    expect(imports.map(({ module, name, local }) => [module, name, local])).toEqual(expected);
  });
});

describe('calls through imports', () => {
  it.each([
    ['default import', "import jwt from 'jsonwebtoken'; jwt.sign()", 'jwt.sign = jsonwebtoken#sign'],
    ['alias', "import { sign as s } from 'jsonwebtoken'; s()", 's = jsonwebtoken#sign'],
    ['require', "const j = require('jsonwebtoken'); j.sign()", 'j.sign = jsonwebtoken#sign'],
    ['require, taken apart', "const { sign: s } = require('jsonwebtoken'); s()", 's = jsonwebtoken#sign'],
    ['require, used at once', "require('jsonwebtoken').sign()", ' = jsonwebtoken#sign'],
    [
      'dynamic import',
      "const j = await import('jsonwebtoken'); j.default.sign()",
      'j.default.sign = jsonwebtoken#sign',
    ],
    ['a constant', "import j from 'jsonwebtoken'; const { sign } = j; sign()", 'sign = jsonwebtoken#sign'],
    ['an instance', "import { C } from 'g'; const c = new C(); c.f()", 'c.f = g#C.f'],
    ['an instance set later', "import { C } from 'g'; let c; c = new C(); c.f()", 'c.f = g#C.f'],
    ['optional chaining', "import j from 'g'; j?.sign?.()", 'j.sign = g#sign'],
    ['a string subscript', "import j from 'g'; j['sign']()", 'j.sign = g#sign'],
    [
      'an injected service',
      "import { J } from 'g'; class A { constructor(private readonly j: J) {} f() { this.j.sign() } }",
      'this.j.sign = g#J.sign',
    ],
    [
      'a field of a class',
      "import { J } from 'g'; class A { j = new J(); f() { this.j.sign() } }",
      'this.j.sign = g#J.sign',
    ],
  ])('%s', async (_, text, expected) => {
    expect(callsOf(await factsOf(text, 'typescript'))).toContain(expected);
  });

  it.each([
    ['a parameter hides the import', "import jwt from 'g'; function f(jwt) { jwt.sign() }", 'jwt.sign = -'],
    ['a variable that is bound twice', "import { C } from 'g'; let c = new C(); c = other; c.f()", 'c.f = -'],
    ['a ring of names', 'const a = b; const b = a; a.f()', 'a.f = -'],
    ['a method of the same name', 'const j = local(); j.sign()', 'j.sign = -'],
  ])('%s', async (_, text, expected) => {
    expect(callsOf(await factsOf(text, 'javascript'))).toContain(expected);
  });

  it.each([
    ['a module', 'import jwt\njwt.encode()', 'jwt.encode = jwt#encode'],
    ['a name of a module', 'from jose import jwt as j\nj.encode()', 'j.encode = jose#jwt.encode'],
    [
      'a dotted module',
      'import google.oauth2.id_token\ngoogle.oauth2.id_token.verify()',
      'google.oauth2.id_token.verify = google.oauth2.id_token#verify',
    ],
    ['an instance', 'from g import C\nc = C()\nc.f()', 'c.f = g#C.f'],
    [
      'an attribute of self',
      'from g import C\nclass A:\n  def __init__(self):\n    self.c = C()\n  def f(self):\n    self.c.f()',
      'self.c.f = g#C.f',
    ],
    [
      'the first of two alternatives',
      'try:\n  import jwt\nexcept ImportError:\n  from x import jwt\njwt.encode()',
      'jwt.encode = jwt#encode',
    ],
  ])('Python: %s', async (_, text, expected) => {
    expect(callsOf(await factsOf(text, 'python'))).toContain(expected);
  });
});

it('gives a chain to its first call, and each link as a call of its own', async () => {
  const text =
    "import { SignJWT } from 'jose'\nnew SignJWT(p).setIssuedAt().setExpirationTime('30d').sign(k)";
  const facts = await factsOf(text, 'javascript');
  expect(
    facts.calls.map(({ isNew, chain }) => [
      isNew,
      chain.map(({ name, start, end }) => [name, text.slice(start, end)]),
    ]),
  ).toEqual([
    [
      true,
      [
        ['setIssuedAt', 'setIssuedAt()'],
        ['setExpirationTime', "setExpirationTime('30d')"],
        ['sign', 'sign(k)'],
      ],
    ],
    [false, []],
    [false, []],
    [false, []],
  ]);
  expect(callsOf(facts).at(-1)).toBe(' = jose#SignJWT.setIssuedAt.setExpirationTime.sign');
});

describe('values', () => {
  it.each([
    ["'a\\n\\x41\\u{42}\\'b'", { kind: 'literal', value: "a\nAB'b" }],
    ['1_000', { kind: 'literal', value: 1000 }],
    ['-5', { kind: 'literal', value: -5 }],
    ['`plain`', { kind: 'literal', value: 'plain' }],
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is code
      '`a${b}c`',
      {
        kind: 'template',
        parts: [
          { kind: 'literal', value: 'a' },
          { kind: 'name', path: ['b'] },
          { kind: 'literal', value: 'c' },
        ],
      },
    ],
    ['process.env.K', { kind: 'env', name: 'K' }],
    ["process.env['K']", { kind: 'env', name: 'K' }],
    ['import.meta.env.K', { kind: 'env', name: 'K' }],
    ["Deno.env.get('K')", { kind: 'env', name: 'K' }],
    [
      "process.env.K ?? 'd'",
      { kind: 'fallback', first: { kind: 'env', name: 'K' }, second: { kind: 'literal', value: 'd' } },
    ],
    [
      'a ? 1 : b',
      {
        kind: 'unknown',
        choices: [
          { kind: 'literal', value: 1 },
          { kind: 'name', path: ['b'] },
        ],
      },
    ],
    ['(await f).b', { kind: 'name', path: ['f', 'b'] }],
    ['() => 5', { kind: 'unknown', isFunction: true, returns: { kind: 'literal', value: 5 } }],
    [
      '{ a: 1, "b": c, ...d, [e]: 2, f }',
      {
        kind: 'object',
        spread: true,
        spreads: [{ kind: 'name', path: ['d'] }],
        entries: [
          { key: 'a', value: { kind: 'literal', value: 1 } },
          { key: 'b', value: { kind: 'name', path: ['c'] } },
          { key: 'f', value: { kind: 'name', path: ['f'] } },
        ],
      },
    ],
    [
      '[1, null, undefined]',
      {
        kind: 'list',
        items: [
          { kind: 'literal', value: 1 },
          { kind: 'literal', value: null },
          { kind: 'literal', value: null },
        ],
      },
    ],
    [
      '2 * 3',
      {
        kind: 'binary',
        operator: '*',
        left: { kind: 'literal', value: 2 },
        right: { kind: 'literal', value: 3 },
      },
    ],
  ])('%s', async (text, expected) => {
    expect(await readExpression(text)).toEqual(expected);
  });

  it.each([
    [
      "f'a{b}c'",
      {
        kind: 'template',
        parts: [
          { kind: 'literal', value: 'a' },
          { kind: 'name', path: ['b'] },
          { kind: 'literal', value: 'c' },
        ],
      },
    ],
    ["r'a\\n' 'b'", { kind: 'literal', value: 'a\\nb' }],
    ["'a\\tb'", { kind: 'literal', value: 'a\tb' }],
    ["os.environ['K']", { kind: 'env', name: 'K' }],
    ["os.getenv('K', 'd')", { kind: 'env', name: 'K', otherwise: { kind: 'literal', value: 'd' } }],
    [
      "{'a': 1, **b}",
      {
        kind: 'object',
        spread: true,
        spreads: [{ kind: 'name', path: ['b'] }],
        entries: [{ key: 'a', value: { kind: 'literal', value: 1 } }],
      },
    ],
    [
      'dict(a=1)',
      {
        kind: 'object',
        spread: false,
        spreads: [],
        entries: [{ key: 'a', value: { kind: 'literal', value: 1 } }],
      },
    ],
    [
      'a or 1',
      { kind: 'fallback', first: { kind: 'name', path: ['a'] }, second: { kind: 'literal', value: 1 } },
    ],
    [
      '1 if a else b',
      {
        kind: 'unknown',
        choices: [
          { kind: 'literal', value: 1 },
          { kind: 'name', path: ['b'] },
        ],
      },
    ],
    ['None', { kind: 'literal', value: null }],
  ])('Python: %s', async (text, expected) => {
    const facts = await factsOf(`import os\nx = ${text}`, 'python');
    expect(strip(facts.assignments[0]?.value)).toEqual(expected);
  });
});

describe('names', () => {
  it('are constant when they are bound once in the file', async () => {
    const text =
      'const A = 1; let b = 2; b = 3; let c = 4; c++; function f(d) { const e = 5 } const { g } = h; class K { static L = 6 }';
    const { constants } = await factsOf(text, 'javascript');
    expect([...constants.keys()].filter((name) => name !== 'f').sort()).toEqual(['A', 'K.L', 'e', 'g']);
  });

  it('have the value of their own function when several bind them', async () => {
    const facts = await factsOf(
      "const p = 'm'; function f() { const p = 'f'; use(p) } function g() { use(p) } function h(p) { use(p) }",
      'javascript',
    );
    const uses = facts.calls.map(({ within }) => strip(valueAt(facts, ['p'], within)));
    expect(uses).toEqual([{ kind: 'literal', value: 'f' }, { kind: 'literal', value: 'm' }, null]);
  });

  it.each([
    ['an entry of an object', 'const c = { jwt: { ttl: 5 } }; use(c.jwt.ttl)', 'javascript'],
    ['an attribute of a class', 'class S:\n  TTL = 5\ns = S()\nuse(s.TTL)', 'python'],
    ['a global of Python', 'def f():\n  global T\n  T = 5\ndef g():\n  use(T)', 'python'],
  ] as const)('%s', async (_, text, language) => {
    const facts = await factsOf(text, language);
    const use = facts.calls.find(({ callee }) => callee[0] === 'use');
    const value = use?.args[0]?.value;
    expect(value?.kind === 'name' && strip(valueAt(facts, value.path, use?.within ?? -1))).toEqual({
      kind: 'literal',
      value: 5,
    });
  });

  it('of functions, parameters and classes', async () => {
    const facts = await factsOf(
      'class A { m(a, { b }) {} } const f = (c) => 1; x.y = function () {}',
      'javascript',
    );
    expect(
      facts.functions.map(({ name, className, parent, params }) => [name, className, parent, params]),
    ).toEqual([
      ['m', 'A', -1, ['a', '{ b }']],
      ['f', undefined, -1, ['c']],
      ['x.y', undefined, -1, []],
    ]);
  });
});

it('records assignments to names, members, subscripts and class attributes', async () => {
  const js = await factsOf("const a = 1; b.c = 2; d['e'].f = 3; class G { h = 4 }", 'javascript');
  expect(js.assignments.map(({ target }) => target.join('.'))).toEqual(['a', 'b.c', 'd.e.f', 'G.h']);
  const py = await factsOf("A = 1\napp.config['B'] = 2\nclass C:\n  D: int = 3\n", 'python');
  expect(py.assignments.map(({ target }) => target.join('.'))).toEqual(['A', 'app.config.B', 'C.D']);
});

describe('hostile and broken files', () => {
  it('gives what stands outside a syntax error', async () => {
    const facts = await factsOf("import j from 'g'; const x = ; } j.sign({ a: 1 })", 'javascript');
    expect(callsOf(facts)).toEqual(['j.sign = g#sign']);
  });

  it.each([
    ['brackets', 'javascript', '['.repeat(20_000)],
    ['calls in calls', 'javascript', 'f('.repeat(20_000) + ')'.repeat(20_000)],
    ['a long chain', 'javascript', `f()${'.a()'.repeat(20_000)}`],
    ['a long sum', 'python', `x = 1${' + 1'.repeat(20_000)}`],
    ['a long path', 'python', `x = a${'.b'.repeat(20_000)}`],
    ['one name bound often', 'javascript', 'function f(e) { e.g(e) } '.repeat(5000)],
  ] as const)('survives %s', async (_, language, text) => {
    expect(await codeFacts(text, 'a', language)).toBeDefined();
  });

  it('gives nothing for a file that is too large', async () => {
    expect(await codeFacts(' '.repeat(1024 * 1024 + 1), 'a.js', 'javascript')).toBeUndefined();
  });

  it('reads TSX by its extension', async () => {
    const facts = await factsOf('const a = <B onClick={() => f()}>text</B>', 'typescript', 'a.tsx');
    expect(callsOf(facts)).toEqual(['f = -']);
  });
});

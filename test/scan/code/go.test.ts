import { describe, expect, it } from 'vitest';
import { codeFacts } from '../../../src/scan/code/extract.ts';
import { callsOf, literal, name, parsed, strip } from './facts-of.ts';

const factsOf = (text: string) => parsed(`package a\n${text}\n`, 'src/a.go', 'go');
const read = async (expression: string) =>
  strip((await factsOf(`var x = ${expression}`)).assignments.find(({ target }) => target[0] === 'x')?.value);
const object = (entries: readonly unknown[], more: object = {}) => ({
  kind: 'object',
  entries,
  spread: false,
  spreads: [],
  ...more,
});

describe('Go imports', () => {
  it.each([
    ['import "os"', ['os', 'os']],
    ['import jwtlib "github.com/golang-jwt/jwt/v5"', ['github.com/golang-jwt/jwt', 'jwtlib']],
    ['import "github.com/golang-jwt/jwt/v5"', ['github.com/golang-jwt/jwt', 'jwt']],
    ['import "github.com/dgrijalva/jwt-go"', ['github.com/dgrijalva/jwt-go', 'jwt']],
    ['import "github.com/lestrrat-go/jwx/v2/jwt"', ['github.com/lestrrat-go/jwx/jwt', 'jwt']],
    ['import "gopkg.in/square/go-jose.v2"', ['gopkg.in/square/go-jose', 'jose']],
    ['import _ "a/b"', ['a/b', '']],
    ['import . "time"', ['time', '*']],
  ])('%s', async (text, expected) => {
    const { imports } = await factsOf(text);
    expect(imports.map(({ module, local }) => [module, local])).toEqual([expected]);
  });
});

describe('Go calls', () => {
  it.each([
    ['a function', 'j.Sign(x)', 'j.Sign = g/j#Sign'],
    ['a new instance', 'p := new(j.Parser)\np.Parse(x)', 'p.Parse = g/j#Parser.Parse'],
    ['a literal', 'p := &j.Parser{}\np.Parse(x)', 'p.Parse = g/j#Parser.Parse'],
    ['the first of several results', 't, err := j.New(m)\nt.Sign(k)', 't.Sign = g/j#New.Sign'],
    ['a type assertion', 't := j.New()\nc := t.Claims.(j.Map)\nc.Set(1)', 'c.Set = g/j#New.Claims.Set'],
    ['a chain', 'j.New().Set(1)', ' = g/j#New.Set'],
    ['a typed parameter', 'func(p *j.Parser) { p.Parse(x) }(q)', 'p.Parse = g/j#Parser.Parse'],
    ['a literal as a call of its type', 'x := j.Claims{A: 1}', 'j.Claims = g/j#Claims'],
    ['a variable of the same name', 'j := other()\nj.Sign(x)', 'j.Sign = -'],
  ])('%s', async (_, text, expected) => {
    const facts = await factsOf(`import "g/j"\nfunc f() {\n${text}\n}`);
    expect(callsOf(facts)).toContain(expected);
  });
});

describe('Go values', () => {
  it.each([
    ['"a\\n\\x41"', literal('a\nA')],
    ['`raw\\n`', literal('raw\\n')],
    ['0755', literal(493)],
    ['1_000', literal(1000)],
    ['-5', literal(-5)],
    ['nil', literal(null)],
    ['[]byte("k")', literal('k')],
    ['string(k)', name('k')],
    ['&claims', name('claims')],
    ['os.Getenv("K")', { kind: 'env', name: 'K' }],
    ['getEnv("KEY", "d")', { kind: 'env', name: 'KEY', otherwise: literal('d') }],
    ['config.GetEnvOrDefault("KEY", "d")', { kind: 'env', name: 'KEY', otherwise: literal('d') }],
    [
      'cmp.Or(os.Getenv("K"), "d")',
      { kind: 'fallback', first: { kind: 'env', name: 'K' }, second: literal('d') },
    ],
    ['make(map[string]any)', object([])],
    ['map[string]any{"a": 1}', object([{ key: 'a', value: literal(1) }])],
    ['Own{A: 1}', object([{ key: 'A', value: literal(1) }], { spread: true, type: ['Own'] })],
    ['[]string{"a"}', { kind: 'list', items: [literal('a')] }],
    ['m["k"]', name('m', 'k')],
    ['func() string { return "a" }', { kind: 'unknown', isFunction: true, returns: literal('a') }],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it('knows which literals leave nothing open', async () => {
    const facts = await factsOf(
      'import "github.com/golang-jwt/jwt/v5"\nvar a = jwt.RegisteredClaims{}\nvar b = Own{RegisteredClaims: jwt.RegisteredClaims{}}\nvar c = Own{End: 1}\nvar d = Own{jwt.RegisteredClaims{}}',
    );
    expect(
      facts.assignments.map(({ target, value }) => [target[0], value.kind === 'object' && value.spread]),
    ).toEqual([
      ['a', false],
      ['b', false],
      ['c', true],
      ['d', false],
    ]);
  });

  it('leaves a map open whose keys cannot be told', async () => {
    const facts = await factsOf(
      'func f() {\na := M{}\na[k] = 1\nb := M{}\nb["k"] = 1\nc := M{}\nmaps.Copy(c, x)\n}',
    );
    const of = (variable: string) => facts.bindings.get(variable)?.get(0);
    expect(['a', 'b', 'c'].map((one) => of(one) === 'open')).toEqual([true, false, true]);
  });

  it('finds the fields of a receiver', async () => {
    const facts = await factsOf('func New() *S { return &S{key: "k"} }\nfunc (s *S) Use() { use(s.key) }');
    expect(strip(facts.constants.get('S.key'))).toEqual(literal('k'));
  });
});

it('records what a Go file assigns', async () => {
  const facts = await factsOf('func f() {\na := 1\nb.C = 2\nd["e"] = 3\nt.Set("g", 4)\nh, i := 5, 6\n}');
  expect(facts.assignments.map(({ target }) => target.join('.'))).toEqual([
    'a',
    'b.C',
    'd.e',
    't.g',
    'h',
    'i',
  ]);
});

it.each([
  ['brackets', `var x = ${'['.repeat(20_000)}`],
  ['calls in calls', `var x = ${'f('.repeat(20_000)}${')'.repeat(20_000)}`],
  ['literals in literals', `var x = ${'T{A: '.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['a long chain', `var x = f()${'.a()'.repeat(20_000)}`],
  ['a long sum', `var x = 1${' + 1'.repeat(20_000)}`],
  ['functions in functions', `var x = ${'func() { '.repeat(5000)}${'}'.repeat(5000)}`],
])('survives %s', async (_, text) => {
  expect(await codeFacts(`package a\n${text}`, 'a.go', 'go')).toBeDefined();
});

import { describe, expect, it } from 'vitest';
import { codeFacts } from '../../../src/scan/code/extract.ts';
import type { CodeFacts, Value } from '../../../src/scan/code/facts.ts';
import { valueAt } from '../../../src/scan/code/resolve.ts';

const factsOf = async (text: string, path = 'src/a.php'): Promise<CodeFacts> => {
  const facts = await codeFacts(`<?php\n${text}\n`, path, 'php');
  if (!facts) throw new Error('not parsed');
  return facts;
};

const callsOf = ({ calls }: CodeFacts) =>
  calls.map(
    ({ callee, imported }) =>
      `${callee.join('.')} = ${imported ? `${imported.module}#${imported.path.join('.')}` : '-'}`,
  );

const strip = (value: Value | undefined): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (key, inner) =>
      key === 'start' || key === 'end' || key === 'calleeValue' ? undefined : inner,
    ),
  );

const read = async (expression: string) =>
  strip((await factsOf(`$x = ${expression};`)).assignments.find(({ target }) => target[0] === '$x')?.value);
const literal = (value: unknown) => ({ kind: 'literal', value });
const name = (...path: string[]) => ({ kind: 'name', path });

describe('PHP imports', () => {
  it.each([
    ['use A\\B\\C;', [['A\\B', 'C', 'C']]],
    ['use A\\B\\C as D;', [['A\\B', 'C', 'D']]],
    [
      'use A\\{B, C as D};',
      [
        ['A', 'B', 'B'],
        ['A', 'C', 'D'],
      ],
    ],
    ['use function A\\f;', [['A', 'f', 'f']]],
    ['use DateTimeImmutable;', [['', 'DateTimeImmutable', 'DateTimeImmutable']]],
    ['// use A\\B;\n$s = "use A\\B;";', []],
    ['class X { use SomeTrait; }', []],
  ])('%s', async (text, expected) => {
    const { imports } = await factsOf(text);
    expect(imports.map((one) => [one.module, one.name, one.local])).toEqual(expected);
  });
});

describe('PHP calls through imports', () => {
  it.each([
    ['a static method', 'use F\\J; J::encode();', 'J.encode = F#J.encode'],
    ['an alias', 'use F\\J as T; T::encode();', 'T.encode = F#J.encode'],
    ['a full name', '\\F\\J::encode();', 'F\\J.encode = F#J.encode'],
    ['a namespace', 'use A\\F; F\\J::encode();', 'A\\F\\J.encode = A\\F#J.encode'],
    ['an instance', 'use L\\B; $b = new B(); $b->f();', '$b.f = L#B.f'],
    ['a chain', 'use L\\B; (new B())->f()->g();', ' = L#B.f.g'],
    [
      'an injected property',
      'use L\\C; class A { function __construct(private C $c) {} function f() { $this->c->g(); } }',
      'this.c.g = L#C.g',
    ],
    ['a typed parameter', 'use L\\C; function f(?C $c) { $c->g(); }', '$c.g = L#C.g'],
    [
      'a property set in the constructor',
      'use L\\C; class A { private $c; function __construct(C $c) { $this->c = $c; } function f() { $this->c->g(); } }',
      'this.c.g = L#C.g',
    ],
    ['nullsafe', 'use L\\C; $c = new C(); $c?->g();', '$c.g = L#C.g'],
    ["Laravel's auth()", 'auth()->setTTL(5);', ' = Illuminate\\Support\\Facades#Auth.setTTL'],
    ['a variable is no function of its name', '$time = 5; time();', 'time = -'],
    ['a class of this file', 'class J {} J::encode();', 'J.encode = -'],
  ])('%s', async (_, text, expected) => {
    expect(callsOf(await factsOf(text))).toContain(expected);
  });

  it('names arguments, and says what is spread', async () => {
    const { calls } = await factsOf("f(1, key: 'k', ...$rest);");
    expect(calls[0]?.args.map(({ keyword, spread, value }) => [keyword, spread, strip(value)])).toEqual([
      [undefined, false, literal(1)],
      ['key', false, literal('k')],
      [undefined, true, name('$rest')],
    ]);
  });
});

describe('PHP expressions', () => {
  it.each([
    ["'a\\'b\\n'", literal("a'b\\n")],
    ['"a\\n\\x41"', literal('a\nA')],
    ["<<<'E'\nraw \\n\nE", literal('raw \\n')],
    ["'a' . 'b'", literal('ab')],
    ['1_000', literal(1000)],
    ['-5', literal(-5)],
    ['TRUE', literal(true)],
    ['NULL', literal(null)],
    ['$a->b', name('$a', 'b')],
    ["$a['b']", name('$a', 'b')],
    ['A::B', name('A', 'B')],
    ['self::$b', name('self', 'b')],
    ["env('K')", { kind: 'env', name: 'K' }],
    ["env('K', 5)", { kind: 'env', name: 'K', otherwise: literal(5) }],
    ["(int) env('K', '5')", { kind: 'env', name: 'K', otherwise: literal(5) }],
    ["$_ENV['K']", { kind: 'env', name: 'K' }],
    ["getenv('K') ?: 'd'", { kind: 'fallback', first: { kind: 'env', name: 'K' }, second: literal('d') }],
    ["$a ?? 'd'", { kind: 'fallback', first: name('$a'), second: literal('d') }],
    ['$a ? 1 : 2', { kind: 'unknown', choices: [literal(1), literal(2)] }],
    ['[1, 2]', { kind: 'list', items: [literal(1), literal(2)] }],
    ['$a->$b', { kind: 'unknown' }],
    ['$a[$b]', { kind: 'unknown' }],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it('reads arrays with keys, and what they take over', async () => {
    expect(await read("['a' => 1, ...$more]")).toMatchObject({
      kind: 'object',
      entries: [{ key: 'a', value: literal(1) }],
      spread: true,
      spreads: [name('$more')],
    });
  });
});

describe('PHP names', () => {
  it.each([
    ['a constant', 'const A = 5;', ['A'], literal(5)],
    ['define', "define('A', 5);", ['A'], literal(5)],
    ['a class constant', 'class T { const A = 5; }', ['T', 'A'], literal(5)],
    ['a property', 'class T { private int $a = 5; }', ['T', 'a'], literal(5)],
    ['a default of a parameter', 'function f($a = 5) {}', ['$a'], literal(5)],
    ['??=', '$a ??= 5;', ['$a'], literal(5)],
  ])('%s', async (_, text, path, expected) => {
    const facts = await factsOf(text);
    expect(strip(valueAt(facts, path, facts.functions.length - 1))).toEqual(expected);
  });

  it.each([
    ['an empty default, which a caller may fill', 'function f($a = []) {}', ['$a']],
    ['a loop variable', '$a = 5; foreach ($b as $a) {}', ['$a']],
    ['+=', '$a = 5; $a += 1;', ['$a']],
    ['an array with a computed key', '$a = []; $a[$k] = 1;', ['$a', 'exp']],
    ['a list', '[$a, $b] = f();', ['$a']],
  ])('cannot tell %s', async (_, text, path) => {
    const facts = await factsOf(text);
    expect(strip(valueAt(facts, path, facts.functions.length - 1))).toBeNull();
  });

  it('knows what a settings file returns by the name of the file', async () => {
    const { assignments } = await factsOf(
      "return ['ttl' => 5, 'keys' => ['public' => 'p']];",
      'backend/config/jwt.php',
    );
    expect(assignments.map(({ target }) => target.join('.'))).toEqual([
      'config.jwt.ttl',
      'config.jwt.keys',
      'config.jwt.keys.public',
    ]);
  });

  it('takes nothing from what another file returns', async () => {
    expect((await factsOf("return ['ttl' => 5];", 'src/jwt.php')).assignments).toEqual([]);
  });
});

describe('hostile PHP', () => {
  it.each([
    ['arrays in arrays', `$x = ${'['.repeat(20_000)}${']'.repeat(20_000)};`],
    ['a sum of thousands', `$x = ${'1 + '.repeat(20_000)}1;`],
    ['texts joined', `$x = ${"'a' . ".repeat(20_000)}'a';`],
    ['a chain of thousands', `$x = $a${'->b()'.repeat(5000)};`],
    ['never closed', '{('.repeat(20_000)],
    ['settings in settings', `return ${"['a' => ".repeat(5000)}1${']'.repeat(5000)};`],
  ])('%s', async (_, text) => {
    expect(await codeFacts(`<?php ${text}`, 'config/jwt.php', 'php')).toBeDefined();
  });
});

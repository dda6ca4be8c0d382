import { describe, expect, it } from 'vitest';
import { codeFacts } from '../../../src/scan/code/extract.ts';
import type { CodeFacts, Value } from '../../../src/scan/code/facts.ts';
import { valueAt } from '../../../src/scan/code/resolve.ts';

const factsOf = async (text: string): Promise<CodeFacts> => {
  const facts = await codeFacts(text, 'app/a.rb', 'ruby');
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
  strip((await factsOf(`x = ${expression}`)).assignments.find(({ target }) => target[0] === 'x')?.value);
const literal = (value: unknown) => ({ kind: 'literal', value });
const name = (...path: string[]) => ({ kind: 'name', path });

describe('Ruby calls through constants', () => {
  it.each([
    ['a constant', 'JWT.encode(a)', 'JWT.encode = JWT#encode'],
    ['from the root', '::JWT.encode a', 'JWT.encode = JWT#encode'],
    ['a constant below', 'JSON::JWT.decode a', 'JSON.JWT.decode = JSON#JWT.decode'],
    ['an alias', 'T = JWT\nT.encode(a)', 'T.encode = JWT#encode'],
    ['a settings block', 'D.configure do\n ttl 5\nend', 'D.configure.ttl = D#configure.ttl'],
    ['a setting without a value', 'D.configure do\n reuse\nend', 'D.configure.reuse = D#configure.reuse'],
    ['the name of a settings block', 'D.setup do |c|\n c.ttl 5\nend', 'c.ttl = D#setup.ttl'],
    ['another block', 'list.each do |c|\n c.ttl 5\nend', 'c.ttl = -'],
    ['a module of this file', 'module JWT\nend\nJWT.encode(a)', 'JWT.encode = -'],
    ['devise in a model', 'class U\n devise :a\nend', 'Devise.devise = Devise#devise'],
  ])('%s', async (_, text, expected) => {
    expect(callsOf(await factsOf(text))).toContain(expected);
  });

  it('takes options without braces as the last argument, and says what is spread', async () => {
    const { calls } = await factsOf("f(1, *rest, a: 'b', **more, &block)");
    expect(calls[0]?.args.map(({ spread, value }) => [spread, value.kind])).toEqual([
      [false, 'literal'],
      [true, 'name'],
      [false, 'object'],
    ]);
  });
});

describe('Ruby expressions', () => {
  it.each([
    [':sym', literal('sym')],
    ["'a\\n'", literal('a\\n')],
    ['"a\\n"', literal('a\n')],
    ["'a'.freeze", literal('a')],
    ['%w[a b]', { kind: 'list', items: [literal('a'), literal('b')] }],
    ['%i[a]', { kind: 'list', items: [literal('a')] }],
    ['-5', literal(-5)],
    ['nil', literal(null)],
    ["ENV['K']", { kind: 'env', name: 'K' }],
    ["ENV.fetch('K')", { kind: 'env', name: 'K' }],
    ["ENV.fetch('K', 'd')", { kind: 'env', name: 'K', otherwise: literal('d') }],
    ["ENV.fetch('K') { 'd' }", { kind: 'env', name: 'K', otherwise: literal('d') }],
    ["ENV['K'] || 'd'", { kind: 'fallback', first: { kind: 'env', name: 'K' }, second: literal('d') }],
    ['a ? 1 : 2', { kind: 'unknown', choices: [literal(1), literal(2)] }],
    ['@a', name('self', '@a')],
    ['h[:a]', name('h', 'a')],
    ['h[k]', { kind: 'unknown' }],
    ['A::B', name('A', 'B')],
  ])('%s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it('reads hashes, and what they take over', async () => {
    expect(await read("{ a: 1, 'b' => 2, :c => 3, d:, **more }")).toMatchObject({
      kind: 'object',
      entries: [
        { key: 'a', value: literal(1) },
        { key: 'b', value: literal(2) },
        { key: 'c', value: literal(3) },
        { key: 'd', value: name('d') },
      ],
      spread: true,
      spreads: [name('more')],
    });
  });
});

describe('Ruby names', () => {
  it.each([
    ['a constant', 'A = 5', ['A'], literal(5)],
    ['a constant of a class', 'class T\n A = 5\nend', ['T', 'A'], literal(5)],
    ['a constant of a class, from inside', 'class T\n A = 5\nend', ['A'], literal(5)],
    ['a method of one expression', 'def a\n 5\nend', ['a'], literal(5)],
    ['an endless method', 'def a = 5', ['a'], literal(5)],
    ['||=', '@a ||= 5; b = @a', ['b'], name('self', '@a')],
    ['a default of a parameter', 'def f(a = 5)\nend', ['a'], literal(5)],
  ])('%s', async (_, text, path, expected) => {
    const facts = await factsOf(text);
    expect(strip(valueAt(facts, path, facts.functions.length - 1))).toEqual(expected);
  });

  it.each([
    ['an empty default, which a caller may fill', 'def f(a = {})\nend', ['a']],
    ['a parameter of a block', 'a = 5\nlist.each { |a| a }', ['a']],
    ['+=', 'a = 5; a += 1', ['a']],
    ['a hash with a computed key', 'a = {}; a[k] = 1', ['a', 'exp']],
    ['a list', 'a, b = f', ['a']],
  ])('cannot tell %s', async (_, text, path) => {
    const facts = await factsOf(text);
    expect(strip(valueAt(facts, path, facts.functions.length - 1))).toBeNull();
  });

  it.each([
    ['D.setup do |c|\n c.jwt do |j|\n  j.ttl = 5\n end\nend', 'D.setup.jwt.ttl'],
    ['JWT.configuration.decode.verify_expiration = false', 'JWT.configuration.decode.verify_expiration'],
    ['payload[:exp] = 5', 'payload.exp'],
  ])('gives %j the name %s', async (text, target) => {
    expect((await factsOf(text)).assignments.map((one) => one.target.join('.'))).toEqual([target]);
  });
});

describe('hostile Ruby', () => {
  it.each([
    ['arrays in arrays', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['a sum of thousands', `x = ${'1 + '.repeat(20_000)}1`],
    ['a chain of thousands', `x = a${'.b()'.repeat(5000)}`],
    ['blocks in blocks', `${'D.configure do\n'.repeat(3000)}x 1\n${'end\n'.repeat(3000)}`],
    ['never closed', '{('.repeat(20_000)],
  ])('%s', async (_, text) => {
    expect(await codeFacts(text, 'a.rb', 'ruby')).toBeDefined();
  });
});

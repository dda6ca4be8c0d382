import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseYamlFile } from '../../src/rules/yaml-file.ts';

const schema = v.strictObject({
  name: v.string(),
  level: v.optional(v.picklist(['high', 'medium', 'low'])),
  list: v.optional(v.array(v.strictObject({ id: v.string(), size: v.optional(v.number()) }))),
  either: v.optional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('a'), one: v.number() }),
      v.strictObject({ kind: v.literal('b') }),
    ]),
  ),
});

const problemsOf = (text: string): string[] =>
  parseYamlFile('x.yaml', text, schema).problems.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );

describe('parseYamlFile', () => {
  it('returns the value and finds its places', () => {
    const parsed = parseYamlFile('x.yaml', 'name: n\nlist:\n  - id: one\n  - id: two\n', schema);
    expect(parsed.value).toEqual({ name: 'n', list: [{ id: 'one' }, { id: 'two' }] });
    expect(parsed.placeOf(['list', 1, 'id'])).toEqual({ line: 4, column: 9 });
  });

  it('reads JSON, which is YAML', () => {
    expect(parseYamlFile('x.json', '{"name": "n"}', schema).value).toEqual({ name: 'n' });
  });

  it.each([
    [
      'an unknown key, with the one that was meant',
      'name: n\nlsit: []\n',
      '2:1 unknown key "lsit"; did you mean "list"?',
    ],
    [
      'an unknown key deep inside',
      'name: n\nlist:\n  - id: a\n    sise: 3\n',
      '4:5 unknown key "sise"; did you mean "size"?',
    ],
    ['an unknown key with nothing like it', 'name: n\nzzzzzz: 1\n', '2:1 unknown key "zzzzzz"'],
    [
      'a value outside the list, with the one that was meant',
      'name: n\nlevel: hgih\n',
      '2:8 level: expected "high" or "medium" or "low", got "hgih"; did you mean "high"?',
    ],
    ['a value of another type', 'name: 5\n', '1:7 name: expected string, got 5'],
    ['a missing key', 'list: []\n', '1:1 missing key "name"'],
    ['a missing key deep inside', 'name: n\nlist:\n  - size: 3\n', '3:5 missing key "id"'],
    [
      'a wrong value in a variant',
      'name: n\neither: {kind: a, one: x}\n',
      '2:24 either.one: expected number, got "x"',
    ],
    [
      'a syntax error',
      'name: [1\n',
      '2:1 Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a double key', 'name: a\nname: b\n', '2:1 Map keys must be unique'],
    [
      'a key that would pollute prototypes',
      'name: n\n__proto__: {a: 1}\n',
      '2:1 the key "__proto__" is not allowed',
    ],
    ['an alias', 'name: &n x\nlevel: *n\n', '1:1 aliases (*name) are not supported here'],
    ['an empty file', '', '1:1 expected a mapping, got null'],
    ['a list where a mapping belongs', '- a\n', '1:1 expected a mapping, got a list'],
  ])('points at %s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('refuses what is nested too deeply instead of overflowing the stack', () => {
    expect(problemsOf('['.repeat(50_000))).toHaveLength(1);
  });

  it('refuses files over a mebibyte', () => {
    expect(problemsOf(`name: ${'x'.repeat(1024 * 1024)}`)).toEqual(['1:1 larger than 1 MiB']);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas, printJsonSchema } from '../../src/rules/json-schema.ts';

const rules = join(import.meta.dirname, '../../rules');
const schemas = jsonSchemas();
const rewrite = 'run: auth-advisor rules schema --write';

const validatorOf = (file: string) =>
  new Ajv({ strict: false, allErrors: true }).compile(schemas[file] as AnySchema);

/** What an editor would say of each YAML file that names one of our schemas. */
const yamlFiles = readdirSync(rules, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .sort();

describe('the published JSON Schemas', () => {
  it.each(Object.entries(schemas))('rules/schema/%s is what the types say', (file, schema) => {
    expect(readFileSync(join(rules, 'schema', file), 'utf8'), rewrite).toBe(printJsonSchema(schema));
  });

  it('are all of rules/schema', () => {
    expect(readdirSync(join(rules, 'schema')).sort(), rewrite).toEqual(Object.keys(schemas).sort());
  });

  it.each(Object.keys(schemas))('%s is valid JSON Schema', (file) => {
    expect(schemas[file]).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
    expect(() => validatorOf(file)).not.toThrow();
  });

  it('describe the fields of a rule for editors', () => {
    const printed = printJsonSchema(schemas['rules.schema.json'] ?? {});
    expect(printed).toContain('"description": "The format, left to right');
    expect(printed).toContain('"description": "Why it matters, in whole sentences."');
  });

  it.each(yamlFiles)('rules/%s names the schema that it fits', (path) => {
    const text = readFileSync(join(rules, path), 'utf8');
    const named = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text)?.[1] ?? '';
    expect(join(rules, path, '..', named)).toBe(join(rules, 'schema', basename(named)));
    expect(Object.keys(schemas)).toContain(basename(named));
    const validate = validatorOf(basename(named));
    validate(parse(text));
    expect(validate.errors).toBeNull();
  });
});

describe('rules.schema.json', () => {
  const validate = validatorOf('rules.schema.json');
  const rule = {
    kind: 'check',
    id: 'oauth/some-check',
    title: 'Some check of a flow',
    severity: 'high',
    confidence: 'high',
    why: 'It matters for a reason that takes a sentence.',
    essay: ['O1'],
    fix: 'Do the other thing, which takes a sentence too.',
    references: ['RFC 6749 section 4.1'],
    cwe: [287],
    examples: { match: ['aaa', 'bbb', { text: 'ccc', path: 'x.ts' }], ignore: ['ddd', 'eee', 'fff'] },
    words: ['oauth'],
  };

  it('accepts a rule', () => {
    expect(validate([rule])).toBe(true);
  });

  it.each([
    ['an unknown key', { ...rule, colour: 'red' }],
    ['an id outside the folders', { ...rule, id: 'misc/some-check' }],
    ['two examples', { ...rule, examples: { ...rule.examples, match: ['a', 'b'] } }],
    ['a severity that does not exist', { ...rule, severity: 'hgih' }],
    ['an unknown kind', { ...rule, kind: 'guess' }],
  ])('refuses %s', (_, broken) => {
    expect(validate([broken])).toBe(false);
  });
});

describe('config.schema.json', () => {
  const validate = validatorOf('config.schema.json');

  it.each([
    [{ version: 1 }, true],
    [{ version: 1, scan: { exclude: ['x/**'], rules: { 'keys/a': 'off' }, 'fail-on': 'high' } }, true],
    [{ version: 1, scan: { exlude: [] } }, false],
    [{ version: 2 }, false],
    [{ version: 1, extends: './evil.js' }, false],
  ])('judges %j: %s', (value, expected) => {
    expect(validate(value)).toBe(expected);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../../src/scan/config/yaml.ts';
import { leaves, tree } from './trees.ts';

const short = (text: string) => readYaml(text).entries.map(({ path, value }) => [path.join('.'), value]);

describe('YAML', () => {
  it('follows aliases and merge keys; what a mapping says itself wins', () => {
    const text = 'base: &b\n  ttl: 1\n  on: yes\nprod:\n  <<: *b\n  ttl: 2\ncopy: *b\n';
    expect(short(text)).toEqual([
      ['base.ttl', 1],
      ['base.on', 'yes'],
      ['prod.on', 'yes'],
      ['prod.ttl', 2],
      ['copy.ttl', 1],
      ['copy.on', 'yes'],
    ]);
  });

  it('keeps documents apart', () => {
    expect(readYaml('a: 1\n---\na: 2\n').entries.map(({ document, value }) => [document, value])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('reads a Helm template line by line', () => {
    const text = `{{- if .Values.on }}
spec:
  containers:
    - name: api
      env:
        - name: JWT_EXPIRES_IN
          value: "30d" # long
        - name: SECRET
          value: {{ .Values.secret | quote }}
      {{- range .Values.x }}
      - port: 1
      {{- end }}
{{- end }}
`;
    const facts = readYaml(text);
    expect(
      facts.env.map(({ path, value, reference, start, end }) => [
        path[0],
        value,
        reference,
        text.slice(start, end),
      ]),
    ).toEqual([
      ['JWT_EXPIRES_IN', '30d', false, '"30d"'],
      ['SECRET', '{{ .Values.secret | quote }}', true, '{{ .Values.secret | quote }}'],
    ]);
    expect(facts.broken).toBe(false);
  });

  it('is broken, and yet gives what it could read, when a line is wrong', () => {
    const facts = readYaml('a: 1\nb: [1, 2\nc: 3\n');
    expect(facts.broken).toBe(true);
    expect(facts.entries[0]).toMatchObject({ path: ['a'], value: 1 });
  });

  it('gives the leaves of any document, where they stand', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
        const facts = readYaml(text);
        expect(facts.broken).toBe(false);
        expect(facts.entries.map(({ path, value: leaf, empty }) => ({ path, value: leaf, empty }))).toEqual(
          leaves(value),
        );
        for (const { keyStart, keyEnd, path } of facts.entries) {
          const key = text.slice(keyStart, keyEnd);
          if (key !== '' && /^[A-Za-z]\w*$/.test(path.at(-1) ?? '')) expect(key).toBe(path.at(-1));
        }
      }),
      { numRuns: 200 },
    );
  });

  const nothing = { entries: [], env: [], broken: true };

  it.each([
    ['20,000 flow lists', '['.repeat(20_000)],
    ['20,000 maps', '{a: '.repeat(20_000)],
    ['more than 1 MiB', 'a: 1\n'.repeat(250_000)],
  ])('%s are not read', (_, text) => expect(readYaml(text)).toEqual(nothing));

  it.each([
    [
      'an alias bomb',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefghij'
        .split('')
        .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['a million dashes', '- '.repeat(400_000)],
    ['colons', 'a: '.repeat(100_000)],
    ['open quotes', 'a: "\n'.repeat(100_000)],
    ['anchors', '&a '.repeat(100_000)],
  ])('%s ends, as broken', (_, text) => expect(readYaml(text).broken).toBe(true));

  it.each([
    ['an endless line', `a: ${'x '.repeat(400_000)}`],
    ['tabs', '\t\n'.repeat(100_000)],
  ])('%s ends', (_, text) => expect(readYaml(text).broken).toBe(false));

  it('survives an anchor that holds itself, and an alias of nothing', () => {
    expect(short('a: &a\n  b: *a\n  c: *nobody\n  d: 1\n')).toEqual([['a.d', 1]]);
  });

  it('reads many keys without comparing each with each', () => {
    expect(
      readYaml(Array.from({ length: 40_000 }, (_, i) => `key${i}: ${i}`).join('\n')).entries,
    ).toHaveLength(40_000);
  });
});

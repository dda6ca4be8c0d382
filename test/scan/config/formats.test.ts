import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { parse as parseToml, stringify as writeToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../../../src/scan/config/dockerfile.ts';
import { readDotenv } from '../../../src/scan/config/dotenv.ts';
import type { ConfigEntry, Reader } from '../../../src/scan/config/entry.ts';
import { readHcl } from '../../../src/scan/config/hcl.ts';
import { readIni } from '../../../src/scan/config/ini.ts';
import { readJson } from '../../../src/scan/config/json.ts';
import { readProperties } from '../../../src/scan/config/properties.ts';
import { readTemplateLines } from '../../../src/scan/config/template-lines.ts';
import { readToml } from '../../../src/scan/config/toml.ts';
import { readYaml } from '../../../src/scan/config/yaml.ts';
import { leaves, tree } from './trees.ts';

const bare = (entries: readonly ConfigEntry[]) =>
  entries.map(({ path, value, empty }) => ({ path, value, empty }));
const byPath = (a: { path: readonly string[] }, b: { path: readonly string[] }) =>
  JSON.stringify(a.path) < JSON.stringify(b.path) ? -1 : 1;
const names = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,10}$/);

// Node 24 leaves "export" in the name when nothing stands behind the equals sign.
const byOtherParser = (text: string): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(parseEnv(text)).map(([name, value]) => [name.replace(/^export /, ''), value]),
  );

describe('a reader agrees with another parser about generated documents', () => {
  it('JSON', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const facts = readJson(text);
        expect(bare(facts.entries)).toEqual(leaves(value));
        for (const { start, end, value: leaf, empty } of facts.entries) {
          if (!empty) expect(JSON.parse(text.slice(start, end))).toEqual(leaf);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('TOML', () => {
    // TOML knows no null.
    const withoutNull = tree.map((value) =>
      JSON.parse(JSON.stringify(value), (_, v) => (v === null ? 'none' : v)),
    );
    fc.assert(
      fc.property(withoutNull, (value) => {
        const text = writeToml(value);
        const facts = readToml(text);
        const expected = leaves(JSON.parse(JSON.stringify(parseToml(text))));
        expect(facts.broken).toBe(false);
        // A table that is empty, or holds tables alone, has no line of its own in TOML.
        const some = (entries: ReturnType<typeof bare>) =>
          entries.filter(({ empty }) => empty !== 'map').sort(byPath);
        expect(some(bare(facts.entries))).toEqual(some(expected as ReturnType<typeof bare>));
      }),
      { numRuns: 200 },
    );
  });

  it('HCL', () => {
    const write = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
      if (typeof value !== 'object' || value === null) return JSON.stringify(value);
      return `{\n${Object.entries(value)
        .map(([key, child]) => `${JSON.stringify(key)} = ${write(child)} # note\n`)
        .join('')}}`;
    };
    // Escapes are not what this is about.
    const plain = tree.filter((value) => !/[\\]|\$\{|%\{/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(plain, (value) => {
        const facts = readHcl(`locals ${write(value)}\n`);
        expect(facts.broken).toBe(false);
        const expected = leaves(value).map(({ path, ...leaf }) => ({ path: ['locals', ...path], ...leaf }));
        expect(bare(facts.entries)).toEqual(Object.keys(value).length === 0 ? [] : expected);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    'a = 0x1F\nb = 1e3\nc = -0.5\nd = +inf\ne = 1_0',
    'a.b.c = 1\n[x.y]\nz = {p = 1, q.r = [1, 2,], s = {}}\n',
    'a = \'\'\'\nx\'y\n\'\'\'\nb = """\\\n   joined ""quotes"""""\n',
    'a = "\\u00e9\\t\\"\\\\"\n"k k" = 1\n\'l l\'.m = 2',
    '[[a]]\nx = 1\n[[a.b]]\ny = 1\n[[a.b]]\ny = 2\n[[a]]\n[a.c]\nz = 1\n',
    'a = [ # comment\n 1, # one\n [2, 3],\n "x",\n]\r\nb = true # end\r\n',
  ])('TOML by hand: %j', (text) => {
    const facts = readToml(text);
    expect(facts.broken).toBe(false);
    const expected = leaves(parseToml(text) as never).filter(({ path }) => path.join('.') !== 'a.1');
    expect(bare(facts.entries).sort(byPath)).toEqual([...expected].sort(byPath));
  });

  it('keeps dates as text', () => {
    expect(
      bare(readToml('a = 1979-05-27 07:32:00Z\nb = 07:32:00').entries).map(({ value }) => value),
    ).toEqual(['1979-05-27 07:32:00Z', '07:32:00']);
  });

  it.each([
    'a',
    'a =',
    'a = "x',
    'a = [1',
    'a = {b = 1',
    '[a',
    'a = 1 b = 2',
    'a = x',
    'a = """x',
    '= 1',
    'a = [1 2]',
    'a = "x\ny"',
  ])('calls %j broken, as smol-toml does', (text) => {
    expect(readToml(text).broken).toBe(true);
    expect(() => parseToml(text)).toThrow();
  });

  it('dotenv', () => {
    const value = fc.oneof(
      fc.stringMatching(/^[a-zA-Z0-9_./:+=-]{0,12}$/),
      fc.stringMatching(/^[a-z $#'=]{0,12}$/).map((text) => `"${text}"`),
      fc.stringMatching(/^[a-z $#"=\n]{0,12}$/).map((text) => `'${text}'`),
      fc.stringMatching(/^[a-z]{1,6}$/).map((text) => `${text} # note`),
    );
    const lines = fc.uniqueArray(fc.tuple(names, value, fc.constantFrom('', 'export ')), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.map(([name, raw, prefix]) => `${prefix}${name}=${raw}\n`).join('# comment\n\n');
        const { entries } = readDotenv(text);
        expect(Object.fromEntries(entries.map(({ path, value: read }) => [path[0], read]))).toEqual(
          byOtherParser(text),
        );
        for (const { path, keyStart, keyEnd } of entries) expect(text.slice(keyStart, keyEnd)).toBe(path[0]);
        expect(entries.map(({ start, end }) => text.slice(start, end))).toEqual(
          all.map(([, raw]) => raw.replace(' # note', '')),
        );
      }),
      { numRuns: 200 },
    );
  });

  const plain = fc.stringMatching(/^[a-zA-Z0-9_./+*-]{1,12}$/);

  it.each([
    ['INI', readIni, (key: string, value: string) => `${key} = ${value} ; note\n# x = 1\n`],
    ['properties', readProperties, (key: string, value: string) => `${key} = ${value}\n# x = 1\n! y\n`],
    [
      'Dockerfile',
      readDockerfile,
      (key: string, value: string) => `ENV ${key}=${value}\n# ENV x=1\nRUN a=b\n`,
    ],
  ])('%s', (_, read, write) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(names, plain)), (pairs) => {
        const text = pairs.map(([key, value]) => write(key, value)).join('');
        const { entries } = read(text);
        expect(entries.map(({ path, value }) => [path[0], value])).toEqual(pairs);
        expect(entries.map((e) => [text.slice(e.keyStart, e.keyEnd), text.slice(e.start, e.end)])).toEqual(
          pairs,
        );
      }),
    );
  });
});

describe('hostile text', () => {
  const readers: readonly (readonly [string, Reader])[] = [
    ['JSON', readJson],
    ['TOML', readToml],
    ['dotenv', readDotenv],
    ['INI', readIni],
    ['properties', readProperties],
    ['Dockerfile', readDockerfile],
    ['template', readTemplateLines],
    ['HCL', readHcl],
    ['YAML', readYaml],
  ];
  const texts = [
    ['nested lists', `a = ${'['.repeat(200_000)}`],
    ['nested maps', '{"a":'.repeat(100_000)],
    ['open double quotes', 'A="\n'.repeat(50_000)],
    ['open triple quotes', `a = """${'"\\'.repeat(100_000)}`],
    ['escaped quotes', `A="${'\\"'.repeat(200_000)}`],
    ['open backticks', 'A=`\nB=\'\nC="\n'.repeat(30_000)],
    ['backslashes', `A=${'\\'.repeat(300_000)}`],
    ['continued lines', `ENV A=1 \\\n${'  \\\n'.repeat(100_000)}`],
    ['blanks', `A${' '.repeat(400_000)}`],
    ['line ends', '\n'.repeat(400_000)],
    ['comments', '#\n'.repeat(200_000)],
    ['equals signs', '='.repeat(400_000)],
    ['brackets in lines', '[\n'.repeat(100_000)],
    ['ENV', 'ENV '.repeat(100_000)],
    ['slashes', '/*'.repeat(100_000)],
    ['stars', `/*${'*'.repeat(200_000)}`],
    ['open heredocs', 'a = <<X\n'.repeat(20_000)],
    ['open brackets of expressions', 'a = f(\n'.repeat(50_000)],
    ['labels', 'a "b" '.repeat(50_000)],
    ['nul', '\0'.repeat(100_000)],
  ] as const;

  it.each(
    readers.flatMap(([format, read]) => texts.map(([name, text]) => [format, name, read, text] as const)),
  )('%s: %s', (_, __, read, text) => {
    for (const { start, end } of read(text).entries.slice(0, 1000)) {
      expect(0 <= start && start <= end && end <= text.length).toBe(true);
    }
  });

  it.each(readers)('%s never throws, and never leaves the text', (_, read) => {
    const piece = fc.constantFrom(
      'a',
      'A=',
      ': ',
      '"',
      "'",
      '`',
      '\n',
      '\r\n',
      '[',
      ']',
      '{',
      '}',
      ',',
      '\\',
      '#',
      ' ',
      '- ',
      '=',
      '.',
      '{{',
      '}}',
      '${',
      '1',
      '!x',
      '&a',
      '*a',
      '<<',
      '"""',
      "'''",
      'ENV ',
      '|',
      '---\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        for (const { keyStart, keyEnd, start, end } of read(text).entries) {
          expect(0 <= keyStart && keyStart <= keyEnd && keyEnd <= text.length).toBe(true);
          expect(0 <= start && start <= end && end <= text.length).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['JSON', readJson, '{"a": 1, "b": '],
    ['deep JSON', readJson, '['.repeat(100_000)],
    ['a heredoc', readHcl, 'a = <<X\nb\n'],
    ['a block', readHcl, 'a "b" {\n  c = 1\n'],
    ['deep TOML', readToml, `a = ${'['.repeat(100_000)}`],
  ])('%s that has no end is broken', (_, read, text) => expect(read(text).broken).toBe(true));
});

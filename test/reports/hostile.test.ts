import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TriagedFinding } from '../../src/core/finding.ts';
import type { Receipt, Report } from '../../src/core/report.ts';
import { formats, type Look } from '../../src/reports/index.ts';
import { plainLook, sampleReceipt, sampleReport, tokenFinding } from './sample.ts';

// Everything that a repository can write into a report: names, messages, source lines, reasons, globs.

const nasty = [
  '\n::error::owned',
  '\r::stop-commands::x',
  '::warning file=a::b',
  ' ::error::indented',
  '\u00a0::error::x',
  '##[error]x',
  '###[group]',
  '##vso[task.setvariable]x',
  '##teamcity[buildStop]',
  '\u001b[2J\u001b[31m',
  '\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u001bP+q\u001b\\',
  '\u009b31m',
  '\b\b\b\u007f',
  '\u202egpj.exe',
  '\u2066x\u2069',
  '\u200b\u2028\u2029\u0085',
  '\u{e0041}\ufeff\ufffe\u3164',
  '\ud800',
  '\udfff\u0000',
  '"\'`$x$(y)',
  '%0A%s%n',
  'a b\tc',
  '../../etc/passwd',
  'C:\\x',
  '<script>alert(1)</script>',
  '[a](javascript:b)',
  '\u{1f469}\u200d\u{1f4bb}',
  '-----BEGIN ',
  'wörter 日本語',
];

const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...nasty), anyUnits, fc.string()), { maxLength: 5 })
  .map((parts) => parts.join(''));

const finding: fc.Arbitrary<TriagedFinding> = fc
  .record({
    path: hostile,
    title: hostile,
    message: hostile,
    source: hostile,
    why: hostile,
    reason: hostile,
    ruleId: hostile,
    status: fc.constantFrom('new', 'baseline', 'suppressed'),
    start: fc.nat(60),
    length: fc.nat(60),
  })
  .map(({ path, source, start, length, ...texts }) => ({
    ...tokenFinding,
    ...texts,
    fix: texts.why,
    preview: source,
    references: [texts.title],
    facts: { note: texts.message },
    location: { ...tokenFinding.location, path, member: path, commit: texts.title },
    frame: [{ line: 1, text: source, mark: { start, end: start + length } }],
  }));

const receipt: fc.Arbitrary<Receipt> = fc
  .record({ name: hostile, detail: hostile, complete: fc.boolean(), files: fc.nat(2) })
  .map(({ name, detail, complete, files }) =>
    sampleReceipt({
      complete,
      asked: { mode: 'files', paths: [name] },
      read: { files, members: 0, bytes: 0 },
      skips: [
        { path: name, why: 'unreadable', detail },
        { path: name, why: 'symlink' },
      ],
      rules: { active: 1, off: [name] },
      config: { file: name, excluded: [name], suppressed: 1, stale: [name, detail] },
      limits: [name],
    }),
  );

const report: fc.Arbitrary<Report> = fc
  .record({ findings: fc.array(finding, { maxLength: 2 }), receipt })
  .map((over) => sampleReport({ ...over, rules: [] }));

const look: fc.Arbitrary<Look> = fc.record({
  color: fc.boolean(),
  columns: fc.integer({ min: 0, max: 200 }),
  verbose: fc.boolean(),
  quiet: fc.boolean(),
  ascii: fc.boolean(),
});

const rendered = (format: keyof typeof formats, one: Report, how: Look = plainLook): string =>
  [...formats[format].render(one, how)].join('');

// Written apart from the escaper, so that a gap in one is not a gap in both.
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e0fff}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: our own colour codes
const colour = /\u001b\[(?:[0-9]|[1-9][0-9])m/g;
const command = /^\s*::/;
const anywhere = /##(?:vso|teamcity)?\[/;

const wellFormed = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? inner.toWellFormed() : inner)));

describe('reports about a hostile repository', () => {
  it('print only printable text and our own colours', () => {
    fc.assert(
      fc.property(report, look, (one, how) => {
        const whole = rendered('text', one, how);
        const shown = how.color ? whole.replace(colour, '') : whole;
        expect(unprintable.exec(shown)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('never print a line that a CI runner would obey', () => {
    fc.assert(
      fc.property(report, look, (one, how) => {
        const lines = rendered('text', one, how).replace(colour, '').split('\n');
        expect(lines.filter((line) => command.test(line) || anywhere.test(line))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['json', 'jsonl', 'sarif'] as const)('are safe to print and to parse as %s', (format) => {
    fc.assert(
      fc.property(report, (one) => {
        const whole = rendered(format, one);
        expect(unprintable.exec(whole)).toBeNull();
        expect(whole.split('\n').filter((line) => command.test(line) || anywhere.test(line))).toEqual([]);
        const documents = format === 'jsonl' ? whole.trimEnd().split('\n') : [whole];
        for (const document of documents) JSON.parse(document);
      }),
      { numRuns: 150 },
    );
  });

  it('say in JSON exactly what was found, lone surrogates aside', () => {
    fc.assert(
      fc.property(report, (one) => {
        const { findings, receipt: read } = JSON.parse(rendered('json', one));
        const expected = one.findings.map(({ frame: _, identity: __, cwe: ___, ...rest }) => rest);
        expect(findings).toEqual(wellFormed(expected.map((rest) => ({ type: 'finding', ...rest }))));
        expect(read).toEqual(wellFormed({ type: 'receipt', ...one.receipt }));
        const lines = rendered('jsonl', one).trimEnd().split('\n');
        expect(lines.map((line) => JSON.parse(line))).toEqual([...findings, read]);
      }),
      { numRuns: 150 },
    );
  });

  it('keep one finding on one line with --quiet', () => {
    fc.assert(
      fc.property(finding, (one) => {
        const whole = rendered('text', sampleReport({ findings: [{ ...one, status: 'new' }] }), {
          ...plainLook,
          quiet: true,
        });
        expect(whole.split('\n')).toHaveLength(2);
      }),
      { numRuns: 150 },
    );
  });
});

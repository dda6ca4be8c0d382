import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Blob } from '../../src/core/blob.ts';
import type { Rule } from '../../src/rules/rule-set.ts';
import type { Detector } from '../../src/scan/detection.ts';
import { createScanner } from '../../src/scan/engine.ts';

// Put together here, so that this file has no ignore comments of its own.
const ignore = ['auth-advisor', 'ignore'].join('-');

const rule = {
  kind: 'check',
  id: 'keys/planted',
  title: 'A planted word',
  severity: 'high',
  confidence: 'high',
  why: 'because',
  fix: 'remove it',
  essay: ['K4'],
  references: ['none'],
  cwe: [798],
  words: ['PLANTED'],
} as unknown as Rule;

/** Finds `PLANTED` and the digits behind it; the digits are the secret. */
const planted: Detector = {
  literals: [{ text: 'PLANTED', ignoreCase: false }],
  detect: (file, hits) =>
    hits.map(({ start }) => {
      const digits = /^PLANTED(\d*)/.exec(file.text.slice(start, start + 40))?.[1] ?? '';
      const secret = { start: start + 7, end: start + 7 + digits.length, shown: '****' };
      return {
        rule,
        start,
        end: secret.end,
        message: 'A planted word.',
        preview: 'PLANTED****',
        secrets: [secret],
        identity: digits,
        facts: {},
      };
    }),
};

const scanner = createScanner([planted], { digestKey: 'test' });
const scanBytes = async (bytes: Uint8Array, change: Partial<Blob> = {}) =>
  scanner.scan({ path: 'a.txt', bytes, origin: 'file', ...change });
const scanText = (text: string) => scanBytes(Buffer.from(text, 'utf8'));
const placesIn = async (text: string) =>
  (await scanText(text)).findings.map(
    ({ location }) => `${location.line}:${location.column}-${location.endColumn}`,
  );

describe('the engine', () => {
  it.each([
    ['at the very start', 'PLANTED12', ['1:1-10']],
    ['behind a byte-order mark', '\ufeffPLANTED12', ['1:1-10']],
    ['at the end without a newline', 'x\nPLANTED12', ['2:1-10']],
    ['behind CRLF and a lone CR', 'a\r\nb\rPLANTED1', ['3:1-9']],
    ['behind letters of two UTF-16 units', '𝒳é PLANTED1', ['1:5-13']],
    ['twice on a line', 'PLANTED1 PLANTED2', ['1:1-9', '1:10-18']],
  ])('places a finding %s', async (_, text, places) => {
    expect(await placesIn(text)).toEqual(places);
  });

  it('places a finding in UTF-16 where an editor shows it', async () => {
    const { findings } = await scanBytes(Buffer.from('\ufeffä\nx PLANTED77', 'utf16le'));
    expect(findings.map(({ location }) => [location.line, location.column])).toEqual([[2, 3]]);
  });

  it('places a finding behind bytes that are not UTF-8', async () => {
    const { findings } = await scanBytes(
      Buffer.concat([Buffer.from([0x61, 0xff, 0xfe, 0xc3]), Buffer.from(' PLANTED1')]),
    );
    expect(findings.map(({ location }) => location.column)).toEqual([6]);
  });

  it('reads binary files as bytes', async () => {
    const { findings } = await scanBytes(
      Buffer.concat([Buffer.from([0x7f, 0, 0xff, 0xfe]), Buffer.from('PLANTED1')]),
    );
    expect(findings.length).toBe(1);
  });

  it('finds a planted word exactly once at any offset', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        async (before, after) => {
          const clean = (text: string): string =>
            text.toWellFormed().replaceAll('PLANTED', '').replaceAll('\u0000', '');
          const text = `${clean(before)} PLANTED42 ${clean(after)}`;
          const { findings } = await scanText(text);
          const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
          expect(
            findings.map(({ location }) =>
              (lines[location.line - 1] ?? '').slice(location.column - 1, location.endColumn - 1),
            ),
          ).toEqual(['PLANTED42']);
        },
      ),
    );
  });

  it('leaves what begins in the overlap of a part to the next part', async () => {
    const bytes = Buffer.from('PLANTED1 PLANTED2');
    const { findings } = await scanBytes(bytes, { part: { line: 7, column: 11, ownedBytes: 9 } });
    expect(findings.map(({ location }) => [location.line, location.column])).toEqual([[7, 11]]);
  });

  it('does not claim to have read a large file of wide characters', async () => {
    const bytes = Buffer.from('\ufeffPLANTED1', 'utf16le');
    const first = await scanBytes(bytes, { part: { line: 1, column: 1, ownedBytes: 9 } });
    expect(first.skips).toEqual([
      { path: 'a.txt', why: 'limit', detail: 'UTF-16 or UTF-32 larger than 8 MiB' },
    ]);
    const inner = await scanBytes(bytes, { part: { line: 9, column: 4, ownedBytes: 9 } });
    expect(inner.skips).toEqual([]);
  });

  it('masks every secret of the file in the lines that it shows, also those of neighbours', async () => {
    const { findings } = await scanText(
      'a PLANTED111111111111\nb PLANTED222222222222 and 111111111111 again\nc\n',
    );
    const shown = JSON.stringify(findings.map(({ frame }) => frame));
    expect(shown).not.toMatch(/1{4}|2{4}/);
    expect(findings[1]?.frame).toEqual([
      { line: 1, text: 'a PLANTED****' },
      { line: 2, text: 'b PLANTED**** and **** again', mark: { start: 2, end: 13 } },
      { line: 3, text: 'c' },
    ]);
  });

  it('cuts long lines around the finding and keeps the mark on it', async () => {
    const { findings } = await scanText(`${'x'.repeat(5000)} PLANTED7 ${'y'.repeat(5000)}`);
    const [line] = findings[0]?.frame ?? [];
    expect(line?.text.length).toBeLessThan(200);
    expect(line?.text.slice(line.mark?.start, line.mark?.end)).toBe('PLANTED****');
  });

  it('says when it stops listing the findings of one rule', async () => {
    const { findings, limits } = await scanText('PLANTED1\n'.repeat(1500));
    expect(findings.length).toBe(1000);
    expect(limits).toEqual(['a.txt: more than 1000 findings of keys/planted; the rest is not listed']);
  });

  it('gives the same identity to the same value and another to another, per key', async () => {
    const identities = async (text: string, digestKey: string) =>
      (
        await createScanner([planted], { digestKey }).scan({
          path: 'a',
          bytes: Buffer.from(text),
          origin: 'file',
        })
      ).findings.map(({ identity }) => identity);
    const [one, two, other] = await identities('PLANTED1 \n\n PLANTED1 PLANTED2', 'k');
    expect(one).toBe(two);
    expect(one).not.toBe(other);
    expect(await identities('PLANTED1', 'other key')).not.toContain(one);
  });

  it.each([
    [
      '// IGNORE-next-line keys/planted -- a sample',
      { appliesTo: 2, ruleIds: ['keys/planted'], reason: 'a sample', until: null },
    ],
    [
      '# IGNORE-line keys/planted, jwt/other until:2027-01-31 -- why',
      { appliesTo: 1, ruleIds: ['keys/planted', 'jwt/other'], reason: 'why', until: '2027-01-31' },
    ],
    [
      '<!-- IGNORE-line keys/planted -- in a page -->',
      { appliesTo: 1, ruleIds: ['keys/planted'], reason: 'in a page', until: null },
    ],
    [
      '/* IGNORE-next-line keys/planted */',
      { appliesTo: 2, ruleIds: ['keys/planted'], reason: null, until: null },
    ],
    ['// IGNORE-line', { appliesTo: 1, ruleIds: [], reason: null, until: null }],
  ])('reads the comment %s', async (text, expected) => {
    const { ignores } = await scanText(text.replace('IGNORE', ignore));
    expect(ignores).toEqual([expect.objectContaining({ path: 'a.txt', line: 1, ...expected })]);
  });

  it.each([
    "say('IGNORE-next-line keys/planted -- no');",
    'Write IGNORE-line keys/planted above it.',
    '// IGNORE-lines',
  ])('takes %s for no ignore comment', async (text) => {
    const { ignores } = await scanText(text.replace('IGNORE', ignore));
    expect(ignores.flatMap(({ ruleIds }) => ruleIds)).toEqual([]);
  });
});

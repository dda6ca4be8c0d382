import { describe, expect, it } from 'vitest';
import type { FrameLine } from '../../src/core/finding.ts';
import { drawFrame } from '../../src/reports/frame.ts';

const drawn = (frame: readonly FrameLine[], width = 80, ascii = false): string[] =>
  drawFrame(frame, { width, ascii }).map(({ gutter, text }) => gutter + text);

describe('drawFrame', () => {
  it('puts carets under the mark', () => {
    expect(drawn([{ line: 7, text: 'a = b(c)', mark: { start: 4, end: 8 } }])).toEqual([
      '    7 | a = b(c)',
      '      |     ^^^^',
    ]);
  });

  it('shows one caret for an empty mark', () => {
    expect(drawn([{ line: 7, text: 'ab', mark: { start: 2, end: 2 } }])[1]).toBe('      |   ^');
  });

  it('keeps carets in place behind escapes, tabs and characters outside the BMP', () => {
    const text = '\t\u001b[1m\u{1f600}x = KEY';
    expect(drawn([{ line: 1, text, mark: { start: text.indexOf('KEY'), end: text.length } }])).toEqual([
      '    1 |  \\x1b[1m\u{1f600}x = KEY',
      '      |              ^^^',
    ]);
  });

  it.each([
    ['at the start', 0, '    1 | KEYxxxxxxxxxxxxxxxxxxx…', '      | ^^^'],
    ['in the middle', 50, '    1 | …xxxxKEYxxxxxxxxxxxxxx…', '      |      ^^^'],
    ['at the end', 97, '    1 | …xxxxxxxxxxxxxxxxxxxKEY', '      |                     ^^^'],
  ])('cuts a long line around a mark %s', (_, start, source, caret) => {
    const text = `${'x'.repeat(start)}KEY${'x'.repeat(97 - start)}`;
    expect(drawn([{ line: 1, text, mark: { start, end: start + 3 } }], 31)).toEqual([source, caret]);
  });

  it('cuts neighbours to the same window and uses dots for ASCII', () => {
    const frame: FrameLine[] = [
      { line: 1, text: 'short' },
      { line: 2, text: `${'x'.repeat(50)}KEY${'x'.repeat(47)}`, mark: { start: 50, end: 53 } },
    ];
    expect(drawn(frame, 31, true)).toEqual([
      '    1 | ',
      '    2 | ...xxKEYxxxxxxxxxxxx...',
      '      |      ^^^',
    ]);
  });

  it('ends the carets with the window when the mark is longer', () => {
    const lines = drawn([{ line: 1, text: 'x'.repeat(500), mark: { start: 0, end: 500 } }], 40);
    expect(lines.map((line) => [...line].length)).toEqual([40, 40]);
  });

  it('draws nothing from nothing', () => {
    expect(drawn([])).toEqual([]);
  });
});

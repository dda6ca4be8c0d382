import { describe, expect, it } from 'vitest';
import { usableWidth, wrap } from '../../src/reports/wrap.ts';

describe('wrap', () => {
  it.each([
    [
      'breaks at spaces and indents by the label',
      '- ',
      'one two three four',
      10,
      ['- one two', '  three', '  four'],
    ],
    [
      'keeps words that are too long',
      '',
      'see https://example.com/a/long/path now',
      12,
      ['see', 'https://example.com/a/long/path', 'now'],
    ],
    [
      'keeps line breaks and indents of the text',
      '> ',
      'a:\n  - b\r\n  - c\n',
      40,
      ['> a:', '    - b', '    - c'],
    ],
    [
      'disarms a command that a break would put first',
      '',
      'aaaaaaaa ::error::x',
      10,
      ['aaaaaaaa', '\\x3a:error::x'],
    ],
    ['disarms a command behind an indent', '  ', '::error::x', 40, ['  \\x3a:error::x']],
    [
      'counts characters, not UTF-16 units',
      '',
      '\u{1f600}\u{1f600} \u{1f600}\u{1f600}',
      5,
      ['\u{1f600}\u{1f600} \u{1f600}\u{1f600}'],
    ],
    ['makes one empty line of nothing', 'x ', '', 40, ['x']],
  ])('%s', (_, label, text, width, expected) => {
    expect(wrap(label, text, width)).toEqual(expected);
  });
});

describe('usableWidth', () => {
  it.each([
    [0, 80],
    [-1, 80],
    [10, 40],
    [120, 120],
  ])('makes of %i columns %i', (columns, expected) => {
    expect(usableWidth(columns)).toBe(expected);
  });
});

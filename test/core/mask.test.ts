import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask, maskStretches } from '../../src/core/mask.ts';

describe('mask', () => {
  it.each([
    [undefined, '****'],
    ['', '****'],
    ['exa_', 'exa_****'],
  ])('shows the public prefix %j and a fixed width', (prefix, expected) => {
    expect(mask(prefix)).toBe(expected);
  });
});

describe('maskStretches', () => {
  const stretch = (start: number, end: number, shown = '****') => ({ start, end, shown });

  it.each([
    ['no stretch', [], 'abcdefghij'],
    ['one', [stretch(2, 5)], 'ab****fghij'],
    ['two, given in any order', [stretch(7, 9, 'y'), stretch(1, 3, 'x')], 'axdefgyj'],
    ['overlapping: the union is hidden', [stretch(2, 5), stretch(4, 8, 'z')], 'ab****ij'],
    ['one inside the other', [stretch(2, 8), stretch(3, 5, 'z')], 'ab****ij'],
    ['the same twice', [stretch(2, 5), stretch(2, 5)], 'ab****fghij'],
    ['touching', [stretch(2, 4, 'x'), stretch(4, 6, 'y')], 'abxyghij'],
    ['the whole text', [stretch(0, 10)], '****'],
    ['beyond the end', [stretch(8, 99)], 'abcdefgh****'],
    ['empty', [stretch(3, 3)], 'abc****defghij'],
  ])('hides %s', (_, stretches, expected) => {
    expect(maskStretches('abcdefghij', stretches)).toBe(expected);
  });

  it('leaves no character of any stretch, however they overlap', () => {
    const stretches = fc.array(
      fc
        .tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }))
        .map(([start, length]) => stretch(start, start + length, '')),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(stretches, (hidden) => {
        const text = Array.from({ length: 40 }, (_, i) => String.fromCharCode(0x100 + i)).join('');
        const open = [...text].filter((_, i) => !hidden.some(({ start, end }) => i >= start && i < end));
        expect(maskStretches(text, hidden)).toBe(open.join(''));
      }),
    );
  });
});

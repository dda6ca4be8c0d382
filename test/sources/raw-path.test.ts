import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childPath, shownName, shownPath } from '../../src/sources/raw-path.ts';

describe('shownName', () => {
  it.each([
    ['plain', Buffer.from('a.ts'), 'a.ts'],
    ['UTF-8', Buffer.from('é漢😀'), 'é漢😀'],
    ['a stray byte', Buffer.from([0x66, 0xff, 0xfe]), 'f\\xff\\xfe'],
    ['Latin-1 beside UTF-8', Buffer.concat([Buffer.from([0xe9, 0x2e]), Buffer.from('é')]), '\\xe9.é'],
    ['a sequence that is cut off', Buffer.from([0xe6, 0xbc]), '\\xe6\\xbc'],
    ['an overlong sequence', Buffer.from([0xc0, 0xaf]), '\\xc0\\xaf'],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80]), '\\xed\\xa0\\x80'],
  ])('shows %s', (_, bytes, shown) => {
    expect(shownName(bytes)).toBe(shown);
  });

  it('shows different names differently', () => {
    const name = fc.uint8Array({ minLength: 1, maxLength: 6 }).filter((bytes) => !bytes.includes(0x5c));
    fc.assert(
      fc.property(name, name, (a, b) => {
        fc.pre(Buffer.compare(a, b) !== 0);
        expect(shownName(a)).not.toBe(shownName(b));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('childPath', () => {
  it('stays text as long as it can', () => {
    expect(childPath('/a', Buffer.from('é'))).toBe('/a/é');
    expect(childPath('/', Buffer.from('a'))).toBe('/a');
  });

  it('becomes bytes with the first name that is not UTF-8', () => {
    const folder = childPath('/a', Buffer.from([0xff]));
    expect(folder).toEqual(Buffer.from('/a/\xff', 'latin1'));
    expect(childPath(folder, Buffer.from('b'))).toEqual(Buffer.from('/a/\xff/b', 'latin1'));
  });
});

describe('shownPath', () => {
  it.each([
    ['/a/b', '/a/b', ''],
    ['/a/b', '/a/b/c', 'c'],
    ['/a/b', '/a/c', '../c'],
    ['/', '/a', 'a'],
  ])('from %s to %s is %j', (folder, path, shown) => {
    expect(shownPath(folder, path)).toBe(shown);
  });
});

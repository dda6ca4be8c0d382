import { describe, expect, it } from 'vitest';
import { open, said } from '../../support/open.ts';
import { zip } from '../../support/zip.ts';

const one = { name: 'one.txt', content: 'first' };
const two = { name: 'dir/two.txt', content: 'second', store: true };
const opened = async (...args: Parameters<typeof open>) => said(await open(...args));

describe('a zip archive', () => {
  it('gives its names and the content of its entries', async () => {
    expect(await opened(zip([one, two]))).toEqual([
      'a: one.txt\ndir/two.txt\n',
      'a!/one.txt: first',
      'a!/dir/two.txt: second',
    ]);
  });

  it('gives its comments', async () => {
    expect((await opened(zip([{ ...one, comment: 'about one' }], { comment: 'about all' })))[0]).toBe(
      'a: one.txt\nabout one\nabout all\n',
    );
  });

  it('may be empty', async () => {
    expect(await opened(zip([]))).toEqual(['a: ']);
  });

  it('is found behind something else', async () => {
    const before = Buffer.from('#!/bin/sh and some more text');
    expect(await opened(zip([one], { before }))).toEqual([
      'a: one.txt\n',
      'a!/one.txt: first',
      'a!/(bytes 0 to 28, outside of the entries): #!/bin/sh and some more text',
    ]);
  });

  it('is read with what follows its end', async () => {
    const after = Buffer.from('something that follows the end');
    expect(await opened(zip([one], { after }))).toEqual([
      'a: one.txt\n',
      'a!/one.txt: first',
      expect.stringContaining('outside of the entries): something that follows the end'),
    ]);
  });

  it('with two ends gives the entries of both', async () => {
    expect(await opened(Buffer.concat([zip([one]), zip([two])]))).toEqual(
      expect.arrayContaining(['a!/one.txt: first', 'a!/dir/two.txt: second']),
    );
  });

  it('gives entries that its directory does not name', async () => {
    expect(await opened(zip([{ ...one, unlisted: true }, two]))).toEqual([
      'a: one.txt\ndir/two.txt\n',
      'a!/one.txt: first',
      'a!/dir/two.txt: second',
    ]);
  });

  it('shows both names of an entry that has two', async () => {
    expect(await opened(zip([{ ...one, localName: 'other.txt' }]))).toEqual([
      'a: one.txt\nother.txt\n',
      'a!/one.txt: first',
    ]);
  });

  it('reads sizes of 64 bits', async () => {
    const extra = Buffer.alloc(20);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(6n, 4);
    extra.writeBigUInt64LE(6n, 12);
    const wide = { ...two, bytes: 0xffffffff, packedBytes: 0xffffffff, extra };
    expect(await opened(zip([wide]))).toEqual(['a: dir/two.txt\n', 'a!/dir/two.txt: second']);
  });
});

describe('a name that leads elsewhere', () => {
  it.each(['../../x', '/etc/x', 'C:\\x', 'a/../../x'])('%s is only shown', async (name) => {
    expect(await opened(zip([{ ...one, name }]))).toEqual([`a: ${name}\n`, `a!/${name}: first`]);
  });

  it('is cut when it is endless, and read in full', async () => {
    const name = 'n'.repeat(60_000);
    const items = await opened(zip([{ ...one, name }]));
    expect(items).toEqual(['a: 60001 bytes', `a!/${'n'.repeat(1024)}…: first`]);
  });
});

describe('an entry that cannot be read', () => {
  it.each([
    ['is encrypted', { ...one, flags: 1 }, 'a!/one.txt - unreadable (encrypted)'],
    [
      'is packed in an unknown way',
      { ...one, method: 12 },
      'a!/one.txt - unreadable (packed with method 12)',
    ],
    ['has a wrong checksum', { ...one, crc: 1 }, 'a!/one.txt - corrupt (its checksum is wrong)'],
    [
      'states too small a size',
      { ...one, bytes: 2 },
      'a!/one.txt - corrupt (holds 5 bytes, not 2 as its header says)',
    ],
    [
      'states too large a size',
      { ...one, bytes: 9 },
      'a!/one.txt - corrupt (holds 5 bytes, not 9 as its header says)',
    ],
    [
      'states an enormous size',
      { ...two, bytes: 0xfffffffe },
      'a!/dir/two.txt - corrupt (holds 6 bytes, not 4294967294 as its header says)',
    ],
    [
      'ends behind the archive',
      { ...two, packedBytes: 5_000_000 },
      'a!/dir/two.txt - corrupt (ends behind the end of the archive)',
    ],
    [
      'is somewhere else',
      { ...one, localOffset: 3 },
      'a!/one.txt - corrupt (is not where the directory says)',
    ],
    [
      'lies outside',
      { ...one, localOffset: 0xfffffff0 },
      'a!/one.txt - corrupt (is not where the directory says)',
    ],
    [
      'is packed in two ways',
      { ...two, localMethod: 8 },
      'a!/dir/two.txt - corrupt (is packed in another way by its own header than by the directory)',
    ],
  ])('because it %s is counted', async (_, member, expected) => {
    expect(await opened(zip([member]))).toContain(expected);
  });

  it('keeps nobody from reading the others', async () => {
    expect(await opened(zip([{ ...one, flags: 1 }, two]))).toContain('a!/dir/two.txt: second');
  });

  it('gives what was readable of it', async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `line ${(i * 7919) % 9973}`).join('\n');
    const whole = zip([{ name: 'x', content: text }]);
    const items = await open(whole.subarray(0, 6000));
    const blob = items.find((item) => item.kind === 'blob' && item.blob.member === 'x');
    const bytes = blob?.kind === 'blob' ? Buffer.from(blob.blob.bytes).toString() : '';
    expect(bytes.length).toBeGreaterThan(8000);
    expect(text.startsWith(bytes)).toBe(true);
    expect(said(items)).toEqual(
      expect.arrayContaining([
        'a - corrupt (its directory is missing: it is cut off or damaged)',
        'a!/x - corrupt (damaged or cut off)',
      ]),
    );
  });
});

describe('a zip bomb', () => {
  const zeros = Buffer.alloc(40 * 1024 * 1024);

  it('stops at its ratio', async () => {
    expect((await opened(zip([{ name: 'zeros', content: zeros }, two]))).at(-1)).toBe(
      'a - limit (unpacks to more than 200 times its size)',
    );
  });

  it('stops at the size of one entry, and reads the next', async () => {
    const limits = { entryBytes: 1024 * 1024, ratio: 1e9 };
    expect(await opened(zip([{ name: 'zeros', content: zeros }, two]), limits)).toEqual(
      expect.arrayContaining(['a!/zeros - limit (larger than 1 MiB unpacked)', 'a!/dir/two.txt: second']),
    );
  });

  it('stops at the size of everything', async () => {
    const limits = { bytes: 1024 * 1024, ratio: 1e9 };
    expect((await opened(zip([{ name: 'zeros', content: zeros }]), limits)).at(-1)).toBe(
      'a - limit (more than 1 MiB unpacked)',
    );
  });

  it('of entries that overlap is read once', async () => {
    const items = await opened(zip([one], { again: Array.from({ length: 500 }, () => 0) }));
    expect(items.filter((line) => line === 'a!/one.txt: first')).toHaveLength(1);
    expect(items.filter((line) => line === 'a!/one.txt - corrupt (overlaps another entry)')).toHaveLength(
      100,
    );
    expect(items.at(-1)).toBe('a - unreadable (400 more faults of its entries)');
  });

  it('of many entries stops at their number', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ name: `${i}`, content: 'x', store: true }));
    const items = await opened(zip(many), { entries: 10 });
    expect(items.filter((line) => line.endsWith(': x'))).toHaveLength(10);
    expect(items.at(-1)).toBe('a - limit (more than 10 entries)');
  });

  it('of archives in archives stops at their depth', async () => {
    let nested = zip([one]);
    for (let level = 0; level < 100; level++) nested = zip([{ name: 'n.zip', content: nested, store: true }]);
    const items = await opened(nested);
    expect(items.at(-1)).toBe(
      `a!/${Array(5).fill('n.zip').join('!/')} - limit (archives are nested more than 5 deep)`,
    );
  });

  it('that holds itself at every level stops at its depth', async () => {
    // As good as a quine: each level has several copies of the next.
    let nested = zip([one]);
    for (let level = 0; level < 7; level++) {
      const copies = Array.from({ length: 4 }, (_, i) => ({ name: `${i}.zip`, content: nested }));
      nested = zip(copies);
    }
    const items = await opened(nested);
    expect(items.at(-1)).toBe(`a - unreadable (${4 ** 5 - 100} more faults of its entries)`);
  });
});

describe('an archive in an archive', () => {
  it('is opened, and its members have the way there in their name', async () => {
    const inner = zip([one]);
    expect(await opened(zip([{ name: 'lib/inner.jar', content: inner }, two]))).toEqual([
      'a: lib/inner.jar\ndir/two.txt\n',
      'a!/lib/inner.jar: one.txt\n',
      'a!/lib/inner.jar!/one.txt: first',
      'a!/dir/two.txt: second',
    ]);
  });

  it('of a kind that is not opened is counted', async () => {
    const seven = Buffer.concat([Buffer.from('377abcaf271c', 'hex'), Buffer.alloc(100)]);
    expect(await opened(zip([{ name: 'x.7z', content: seven }]))).toContain('a!/x.7z - archive (7z)');
  });
});

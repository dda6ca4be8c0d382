import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { open, said } from '../../support/open.ts';
import { paxRecord, tar, tarEntry } from '../../support/tar.ts';
import { zip } from '../../support/zip.ts';

const one = { name: 'one.txt', content: 'first' };
const two = { name: 'dir/two.txt', content: 'second' };
const opened = async (...args: Parameters<typeof open>) => said(await open(...args));
const ended = Buffer.alloc(1024);

describe('a tar archive', () => {
  it('gives the content of its entries and its names', async () => {
    expect(await opened(tar([one, two]))).toEqual([
      'a!/one.txt: first',
      'a!/dir/two.txt: second',
      'a: one.txt\ndir/two.txt\n',
    ]);
  });

  it('names entries by prefix, by pax header and by GNU header', async () => {
    const long = `${'long/'.repeat(40)}name`;
    const pax = paxRecord('path', 'by-pax') + paxRecord('comment', 'a remark');
    const items = await opened(
      tar([
        { ...one, prefix: 'under' },
        { name: 'x', type: 'x', content: pax },
        one,
        { name: '././@LongLink', type: 'L', content: `${long}\0` },
        one,
      ]),
    );
    expect(items.slice(0, 3)).toEqual(['a!/under/one.txt: first', 'a!/by-pax: first', `a!/${long}: first`]);
    expect(items[3]).toContain('a: ');
  });

  it('takes the size from a pax header', async () => {
    const size = Buffer.from('00000000000\0');
    const entry = tarEntry({ ...one, size });
    const bytes = Buffer.concat([
      tarEntry({ name: 'x', type: 'x', content: paxRecord('size', '5') }),
      entry,
      ended,
    ]);
    expect(await opened(bytes)).toContain('a!/one.txt: first');
  });

  it('accepts checksums of signed bytes', async () => {
    const bytes = tarEntry({ ...one, name: 'ä' });
    const signed = bytes.subarray(0, 148).reduce((sum, byte) => sum + (byte > 127 ? byte - 256 : byte), 256);
    const rest = bytes.subarray(156, 512).reduce((sum, byte) => sum + byte, signed);
    bytes.write(`${rest.toString(8).padStart(6, '0')}\0 `, 148);
    expect(await opened(Buffer.concat([tarEntry(two), bytes, ended]))).toContain('a!/ä: first');
  });

  it('reads sizes in base 256', async () => {
    const size = Buffer.concat([Buffer.from([0x80]), Buffer.alloc(10), Buffer.from([5])]);
    expect(await opened(tar([{ ...one, size }]))).toContain('a!/one.txt: first');
  });

  it('does not follow links, and shows where they lead', async () => {
    const link = { name: 'link', type: '2', linkName: '/etc/passwd' };
    const hard = { name: 'hard', type: '1', linkName: 'one.txt' };
    expect(await opened(tar([link, hard, one]))).toEqual([
      'a!/one.txt: first',
      'a: link\n/etc/passwd\nhard\none.txt\none.txt\n',
    ]);
  });

  it('counts devices and pipes', async () => {
    expect(
      await opened(
        tar([
          { name: 'dev/null', type: '3' },
          { name: 'p', type: '6' },
        ]),
      ),
    ).toEqual(['a!/dev/null - special (character device)', 'a!/p - special (pipe)', 'a: dev/null\np\n']);
  });

  it('reads what GNU keeps of a sparse file', async () => {
    const sparse = tarEntry({ ...one, type: 'S' });
    sparse[482] = 1;
    sparse.fill(' ', 148, 156);
    const sum = sparse.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    sparse.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    const bytes = Buffer.concat([
      sparse.subarray(0, 512),
      Buffer.alloc(512),
      sparse.subarray(512),
      tar([two]),
    ]);
    expect(await opened(bytes)).toEqual(
      expect.arrayContaining(['a!/one.txt: first', 'a!/dir/two.txt: second']),
    );
  });

  it('is read beyond its end mark', async () => {
    expect(await opened(Buffer.concat([tar([one]), tar([two])]))).toContain('a!/dir/two.txt: second');
  });
});

describe('a damaged tar archive', () => {
  it.each([
    [
      'that is cut off in an entry',
      tar([one, { ...two, content: 'x'.repeat(2000) }]).subarray(0, 2100),
      'a - corrupt (is cut off)',
    ],
    [
      'that is cut off between entries',
      tarEntry(one),
      'a - corrupt (ends without its end mark: it may be cut off)',
    ],
    [
      'with a negative size',
      tar([{ ...one, size: Buffer.alloc(12, 0xff) }]),
      'a - corrupt (has an entry of impossible size)',
    ],
    [
      'with a size that is no number',
      tar([{ ...one, size: Buffer.from('9'.repeat(12)) }]),
      'a - corrupt (has an entry of impossible size)',
    ],
    [
      'with a size of terabytes',
      tar([{ ...one, size: Buffer.from('77777777777\0') }]),
      'a - corrupt (is cut off)',
    ],
    [
      'with a size beyond what can be counted',
      tar([{ ...one, size: Buffer.alloc(12, 0x8f) }]),
      'a - corrupt (has an entry of impossible size)',
    ],
    [
      'with a damaged header',
      Buffer.concat([tarEntry(one), Buffer.alloc(512, 7), tar([two])]),
      'a - corrupt (has a damaged header)',
    ],
  ])('%s is counted, and what was readable is read', async (_, bytes, expected) => {
    const items = await opened(bytes);
    expect(items).toContain(expected);
  });

  it('goes on behind a damaged header', async () => {
    const bytes = Buffer.concat([tarEntry(one), Buffer.alloc(512, 7), tar([two])]);
    expect(await opened(bytes)).toEqual(
      expect.arrayContaining(['a!/one.txt: first', 'a!/dir/two.txt: second']),
    );
  });
});

describe('a compressed file', () => {
  it('gives its content under its own name', async () => {
    expect(await opened(gzipSync('some log'), {}, 'logs/app.log.gz')).toEqual([
      'logs/app.log.gz: ',
      'logs/app.log.gz!/app.log: some log',
    ]);
  });

  it('gives all of its parts', async () => {
    const bytes = Buffer.concat([gzipSync('first '), gzipSync('second')]);
    expect(await opened(bytes)).toContain('a!/a: first second');
  });

  it('is a level of its own with what is in it, but not with tar', async () => {
    expect(await opened(gzipSync(tar([one])))).toEqual(['a!/one.txt: first', 'a: one.txt\n']);
    expect(await opened(gzipSync(zip([one])))).toContain('a!/a!/one.txt: first');
  });

  it('is counted when it is cut off, and read as far as that goes', async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `line ${(i * 7919) % 9973}`).join('\n');
    const items = await opened(gzipSync(text).subarray(0, 8000));
    expect(items.at(-1)).toBe('a - corrupt (damaged or cut off)');
    expect(items.at(-2)).toMatch(/^a!\/a: \d{5} bytes$/);
  });

  it('is counted when something follows its end', async () => {
    const bytes = Buffer.concat([gzipSync('some text'), Buffer.from('not packed at all')]);
    expect(await opened(bytes)).toEqual([
      'a: ',
      'a!/a: some text',
      'a - corrupt (something that is not packed follows its end)',
    ]);
  });

  it('may be followed by zeros', async () => {
    expect(await opened(Buffer.concat([gzipSync('some text'), Buffer.alloc(100)]))).toEqual([
      'a: ',
      'a!/a: some text',
    ]);
  });

  it('is left at its ratio, within tar as well', async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024);
    const expected = 'a - limit (unpacks to more than 200 times its size)';
    expect((await opened(gzipSync(zeros))).at(-1)).toBe(expected);
    expect((await opened(gzipSync(tar([{ name: 'link', type: '2', content: zeros }])))).at(-1)).toBe(
      expected,
    );
  });
});

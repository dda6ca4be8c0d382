import { describe, expect, it } from 'vitest';
import { toText } from '../../src/scan/decode/to-text.ts';

const text = 'key = "ü"; // naïve\r\nnext = 1\n';
const le = Buffer.from(text, 'utf16le');
const be = Buffer.from(le).swap16();
const utf32 = (little: boolean): Buffer => {
  const bytes = Buffer.alloc(4 + [...text].length * 4);
  const put = (value: number, at: number) =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  put(0xfeff, 0);
  for (const [index, char] of [...text].entries()) put(char.codePointAt(0) ?? 0, 4 + index * 4);
  return bytes;
};

describe('toText', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
    ['UTF-16 little endian', Buffer.concat([Buffer.from([0xff, 0xfe]), le])],
    ['UTF-16 big endian', Buffer.concat([Buffer.from([0xfe, 0xff]), be])],
    ['UTF-16 little endian without a mark', le],
    ['UTF-16 big endian without a mark', be],
    ['UTF-32 little endian', utf32(true)],
    ['UTF-32 big endian', utf32(false)],
  ])('reads %s', (_, bytes) => {
    const decoded = toText(bytes);
    expect({ text: decoded.text().replace(/^\ufeff/, ''), isBinary: decoded.isBinary }).toEqual({
      text,
      isBinary: false,
    });
  });

  it('takes bytes with a NUL for binary and keeps byte offsets', () => {
    const decoded = toText(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xc3, 0xbc]));
    expect({ isBinary: decoded.isBinary, length: decoded.text().length }).toEqual({
      isBinary: true,
      length: 8,
    });
  });

  it('survives code points that do not exist', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0xff, 0xff, 0xff, 0x7f, 0x41, 0, 0, 0]);
    expect(toText(bytes).text()).toBe('\ufffdA');
  });
});

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumName } from './schema/token.ts';

/**
 * The same token with its checksum made right. A token whose checksum is right comes back unchanged, so that this one
 * table both proves what was found and builds the samples of the rules.
 */
export const sealed = (name: ChecksumName, token: string): string => seals[name](token);

/** Whether a token carries the checksum that its provider would have given it. */
export const hasValidChecksum = (name: ChecksumName, token: string): boolean => sealed(name, token) === token;

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A number in the digits given, filled up to `width` with the first digit. */
export const inDigits = (value: number, digits: string, width: number): string => {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / digits.length))
    text = (digits[rest % digits.length] ?? '') + text;
  return text.padStart(width, digits[0]);
};

/** CRC32 in base62, six characters: the mark of GitHub and of those who followed it. */
export const crc32Base62 = (text: string): string => inDigits(crc32(text), base62, 6);

const seals: Readonly<Record<ChecksumName, (token: string) => string>> = {
  'crc32-base62-6': (token) => {
    const body = token.slice(token.lastIndexOf('_') + 1, -6);
    return token.slice(0, -6) + crc32Base62(body);
  },
  'crc32-hex-8': (token) => {
    const body = token.slice(token.lastIndexOf('_') + 1, -8);
    return token.slice(0, -8) + hex(crc32(body));
  },
  'crc32-hex-8-upper': (token) => token.slice(0, -8) + hex(crc32(token.slice(0, -8))).toUpperCase(),
  'github-fine-grained': (token) => {
    // Undocumented, seen on public samples: the eight characters before the last eight are the beginning of the base32 of
    // SHA-256 over all that stands before them.
    const at = token.lastIndexOf('_') + 1 + 43;
    return token.slice(0, at) + sha256Base32(token.slice(0, at)) + token.slice(at + 8);
  },
  'gitlab-routable': (token) => token.slice(0, -7) + inDigits(crc32(token.slice(0, -7)), base36, 7),
  grafana: (token) => {
    const end = token.lastIndexOf('_');
    return `${token.slice(0, end + 1)}${littleEndianHex(crc32(token.slice(0, end)))}`;
  },
  confluent: (token) => token.slice(0, -6) + crc32Base64(token.slice('cflt'.length, -6)),
  synapse: (token) => {
    const end = token.lastIndexOf('_');
    return `${token.slice(0, end)}_${crc32Base62(token.slice(0, end))}`;
  },
  zuplo: (token) => {
    const [kind = '', body = ''] = token.split('_');
    return `${kind}_${body}_${hex(crc32(body))}`;
  },
  nkey: (token) => {
    const bytes = fromBase32(token);
    const body = bytes.subarray(0, -2);
    bytes.writeUInt16LE(crc16(body), body.length);
    return toBase32(bytes);
  },
  bech32: (token) => {
    const lower = token.toLowerCase();
    const split = lower.lastIndexOf('1');
    const data = lower.slice(split + 1, -6);
    const whole = lower.slice(0, -6) + bech32Checksum(lower.slice(0, split), data);
    return token === lower ? whole : whole.toUpperCase();
  },
};

const hex = (value: number): string => value.toString(16).padStart(8, '0');

const littleEndianHex = (value: number): string => littleEndian(value).toString('hex');

const crc32Base64 = (text: string): string => littleEndian(crc32(text)).toString('base64').slice(0, 6);

const littleEndian = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const sha256Base32 = (text: string): string => {
  const bytes = createHash('sha256').update(text).digest();
  // Eight characters of five bits are the first five bytes.
  return inDigits(bytes.readUIntBE(0, 5), base32, 8);
};

/** RFC 4648 section 6, without padding. */
const fromBase32 = (text: string): Buffer => {
  const bits = [...text]
    .map((char) => Math.max(base32.indexOf(char), 0).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
};

const toBase32 = (bytes: Buffer): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.padEnd(Math.ceil(bits.length / 5) * 5, '0').match(/.{5}/g) ?? [];
  return digits.map((digit) => base32[Number.parseInt(digit, 2)]).join('');
};

/** CRC-16/XMODEM: polynomial 0x1021, begins at 0. */
const crc16 = (bytes: Uint8Array): number =>
  bytes.reduce((sum, byte) => {
    let crc = sum ^ (byte << 8);
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    return crc & 0xffff;
  }, 0);

const bech32Digits = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** BIP 173, section "Checksum". */
const bech32Checksum = (human: string, data: string): string => {
  const codes = [...human].map((char) => char.charCodeAt(0));
  const values = [...data].map((char) => Math.max(bech32Digits.indexOf(char), 0));
  const input = [
    ...codes.map((code) => code >> 5),
    0,
    ...codes.map((code) => code & 31),
    ...values,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const sum = polymod(input) ^ 1;
  return [0, 1, 2, 3, 4, 5].map((i) => bech32Digits[(sum >> (5 * (5 - i))) & 31]).join('');
};

const polymod = (values: readonly number[]): number =>
  values.reduce((sum, value) => {
    const top = sum >>> 25;
    const shifted = ((sum & 0x1ffffff) << 5) ^ value;
    return generators.reduce((acc, generator, i) => ((top >> i) & 1 ? acc ^ generator : acc), shifted);
  }, 1);

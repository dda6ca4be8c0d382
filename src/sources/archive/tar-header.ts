export const blockBytes = 512;

/** One header block of ustar, GNU or pax (POSIX.1-2017, pax, "ustar Interchange Format"). */
export interface TarHeader {
  readonly name: Buffer;
  readonly linkName: Buffer;
  /** In bytes; undefined when it is no number, negative, or larger than can be. */
  readonly bytes: number | undefined;
  /** `0` is a regular file. */
  readonly type: string;
  /** GNU: another block with places of a sparse file follows. */
  readonly continues: boolean;
}

/** @returns undefined when the checksum is wrong: these are no headers. */
export const readTarHeader = (block: Buffer): TarHeader | undefined => {
  if (block.length < blockBytes || !hasRightChecksum(block)) return undefined;
  const type = String.fromCharCode(block[156] || 0x30);
  const isUstar = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isUstar ? fieldOf(block, 345, 155) : Buffer.alloc(0);
  const name = fieldOf(block, 0, 100);
  return {
    name: prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name,
    linkName: fieldOf(block, 157, 100),
    bytes: numberOf(block.subarray(124, 136)),
    type,
    continues: type === 'S' && block[482] === 1,
  };
};

/** Up to the first NUL. */
const fieldOf = (block: Buffer, start: number, length: number): Buffer => {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return end < 0 ? field : field.subarray(0, end);
};

const numberOf = (field: Buffer): number | undefined => {
  if (((field[0] ?? 0) & 0x80) !== 0) return base256(field);
  const text = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart();
  return text === '' ? 0 : /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : undefined;
};

/** GNU: a binary number behind the bit; 0xff is the sign of a negative one. */
const base256 = (field: Buffer): number | undefined => {
  if (field[0] === 0xff) return undefined;
  let value = (field[0] ?? 0) & 0x7f;
  for (const byte of field.subarray(1)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : undefined;
};

const checksumAt = 148;

const hasRightChecksum = (block: Buffer): boolean => {
  const stored = numberOf(block.subarray(checksumAt, checksumAt + 8));
  // The checksum field itself counts as eight spaces.
  let sum = 8 * 0x20;
  let signed = sum;
  for (let at = 0; at < blockBytes; at++) {
    if (at >= checksumAt && at < checksumAt + 8) continue;
    sum += block[at] ?? 0;
    signed += block.readInt8(at);
  }
  // Old systems added signed bytes.
  return stored === sum || stored === signed;
};

/** The values of a pax header that say where an entry is and how long; everything else is content like any other. */
export const readPax = (records: Buffer): { path?: Buffer; linkPath?: Buffer; bytes?: number } => {
  const values: { path?: Buffer; linkPath?: Buffer; bytes?: number } = {};
  for (let at = 0; at < records.length; ) {
    const blank = records.indexOf(0x20, at);
    const length = blank < 0 ? Number.NaN : Number(records.toString('latin1', at, blank));
    if (!Number.isInteger(length) || length <= blank - at || at + length > records.length) return values;
    const record = records.subarray(blank + 1, at + length - 1);
    const equals = record.indexOf(0x3d);
    const key = record.toString('latin1', 0, Math.max(equals, 0));
    const value = record.subarray(equals + 1);
    if (key === 'path' || key === 'GNU.sparse.name') values.path = value;
    else if (key === 'linkpath') values.linkPath = value;
    else if (key === 'size' && /^\d{1,15}$/.test(value.toString('latin1'))) values.bytes = Number(value);
    at += length;
  }
  return values;
};

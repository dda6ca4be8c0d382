import { crc32, deflateRawSync } from 'node:zlib';

/** An entry to write. What is not given is right; what is given is written as it is, right or wrong. */
export interface ZipMember {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly store?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly bytes?: number;
  readonly packedBytes?: number;
  readonly localName?: string;
  readonly localMethod?: number;
  readonly localOffset?: number;
  readonly comment?: string;
  readonly extra?: Uint8Array;
  /** Leave it out of the directory. */
  readonly unlisted?: boolean;
}

export interface ZipOptions {
  readonly before?: Uint8Array;
  readonly after?: Uint8Array;
  readonly comment?: string;
  /** Entries that the directory names beside the real ones. */
  readonly again?: readonly number[];
}

/** A zip archive, so that no binary file lies in the repository. */
export const zip = (members: readonly ZipMember[], options: ZipOptions = {}): Buffer => {
  const { before = Buffer.alloc(0), after = Buffer.alloc(0), comment = '' } = options;
  const parts: Uint8Array[] = [before];
  const offsets: number[] = [];
  let at = 0;
  for (const member of members) {
    offsets.push(at);
    const local = localPart(member);
    parts.push(local);
    at += local.length;
  }
  const listed = [...members.keys(), ...(options.again ?? [])].filter((index) => !members[index]?.unlisted);
  const directory = Buffer.concat(
    listed.map((index) => centralPart(member(members, index), offsets[index] ?? 0)),
  );
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(listed.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(listed.length, 0xffff), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...parts, directory, end, Buffer.from(comment), after]);
};

const member = (members: readonly ZipMember[], index: number): ZipMember => {
  const one = members[index];
  if (!one) throw new RangeError(`no member ${index}`);
  return one;
};

const packed = ({ content, store }: ZipMember): Buffer =>
  store ? Buffer.from(content as string) : deflateRawSync(content);

const common = (one: ZipMember, method: number | undefined): Buffer => {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(one.flags ?? 0, 2);
  bytes.writeUInt16LE(method ?? (one.store ? 0 : 8), 4);
  bytes.writeUInt32LE(one.crc ?? crc32(Buffer.from(one.content as string)), 10);
  bytes.writeUInt32LE(one.packedBytes ?? packed(one).length, 14);
  bytes.writeUInt32LE(one.bytes ?? Buffer.from(one.content as string).length, 18);
  return bytes;
};

const localPart = (one: ZipMember): Buffer => {
  const name = Buffer.from(one.localName ?? one.name);
  const head = common(one, one.localMethod ?? one.method);
  head.writeUInt16LE(name.length, 22);
  return Buffer.concat([Buffer.from('PK\x03\x04'), head, name, packed(one)]);
};

const centralPart = (one: ZipMember, offset: number): Buffer => {
  const name = Buffer.from(one.name);
  const comment = Buffer.from(one.comment ?? '');
  const extra = Buffer.from(one.extra ?? []);
  const head = common(one, one.method);
  head.writeUInt16LE(name.length, 22);
  head.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt16LE(comment.length, 0);
  rest.writeUInt32LE(one.localOffset ?? offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, rest, name, extra, comment]);
};

/** An entry to write. */
export interface TarMember {
  readonly name: string;
  readonly content?: string | Uint8Array;
  readonly type?: string;
  readonly linkName?: string;
  readonly prefix?: string;
  /** The raw twelve bytes of the size field. */
  readonly size?: Buffer;
}

/** A tar archive with its end mark. */
export const tar = (members: readonly TarMember[]): Buffer =>
  Buffer.concat([...members.map(tarEntry), Buffer.alloc(1024)]);

/** One header block and its content. */
export const tarEntry = ({
  name,
  content = '',
  type = '0',
  linkName = '',
  prefix = '',
  size,
}: TarMember): Buffer => {
  const bytes = Buffer.from(content as string);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  (size ?? Buffer.from(`${bytes.length.toString(8).padStart(11, '0')}\0`)).copy(header, 124);
  header.write(type, 156);
  header.write(linkName, 157, 100);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(prefix, 345, 155);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
};

/** One record of a pax header. */
export const paxRecord = (key: string, value: string): string => {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length) length = `${length}${rest}`.length;
  return `${length}${rest}`;
};

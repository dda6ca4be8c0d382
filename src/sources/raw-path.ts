import { isUtf8 } from 'node:buffer';
import { relative, sep } from 'node:path';

/** A path as the file system has it: text, or bytes where they are not UTF-8. */
export type RawPath = string | Buffer;

/** The path of an entry of a folder. */
export const childPath = (folder: RawPath, name: Buffer): RawPath => {
  if (typeof folder === 'string' && isUtf8(name)) return joined(folder, name.toString());
  const prefix = Buffer.from(folder);
  return Buffer.concat(prefix.at(-1) === slash ? [prefix, name] : [prefix, Buffer.from(sep), name]);
};

const slash = 0x2f;

const joined = (folder: string, name: string): string =>
  folder.endsWith(sep) ? folder + name : folder + sep + name;

/**
 * Bytes as people see them: each byte that is not part of UTF-8 becomes `\xff`. The rest is not escaped here.
 */
export const shownName = (name: Uint8Array): string => {
  if (isUtf8(name)) return Buffer.from(name.buffer, name.byteOffset, name.length).toString();
  // Latin-1 keeps one character per byte, so each valid sequence can be found and decoded on its own.
  const latin = Buffer.from(name).toString('latin1');
  return latin.replace(sequence, (bytes) => {
    const raw = Buffer.from(bytes, 'latin1');
    return isUtf8(raw)
      ? raw.toString()
      : raw.reduce((text, byte) => `${text}\\x${byte.toString(16).padStart(2, '0')}`, '');
  });
};

// One lead byte with exactly its continuation bytes, or one stray byte.
const sequence = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g;

/**
 * A path relative to a folder, with `/` on every platform.
 * @param path - absolute. On another root (Windows) it stays absolute.
 * @returns '' for the folder itself.
 */
export const shownPath = (folder: string, path: string): string => {
  const short = relative(folder, path);
  return sep === '/' ? short : short.replaceAll(sep, '/');
};

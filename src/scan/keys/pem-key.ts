import { createPrivateKey } from 'node:crypto';
import type { PemBlock } from './pem-blocks.ts';

/** What a PEM block holds. */
export interface PemKey {
  /** `RSA`, `EC`, `Ed25519`; undefined when it cannot be told. */
  readonly type: string | undefined;
  readonly bits: number | undefined;
  readonly encrypted: boolean;
  /** The body was decoded as what its label says. */
  readonly confirmed: boolean;
}

/** Decodes a block as far as that goes without its passphrase. */
export const readPemKey = (block: PemBlock, base64: string): PemKey => {
  const bytes = Buffer.from(base64, 'base64');
  if (block.label.startsWith('OPENSSH')) return opensshKey(bytes);
  if (block.label.startsWith('PGP')) return { ...unknown, type: 'PGP', confirmed: isPgpSecretKey(bytes) };
  if (
    block.label.startsWith('ENCRYPTED') ||
    block.headers.some((header) => /^Proc-Type:.*ENCRYPTED/.test(header))
  ) {
    // With headers the body is ciphertext; in PKCS #8 it is a DER sequence that names the cipher.
    return { ...unknown, encrypted: true, confirmed: block.headers.length > 0 || bytes[0] === derSequence };
  }
  return plainKey(block.label, base64);
};

const unknown: PemKey = { type: undefined, bits: undefined, encrypted: false, confirmed: false };

const derSequence = 0x30;

const names: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA',
  dsa: 'DSA',
  ec: 'EC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  x25519: 'X25519',
  x448: 'X448',
  dh: 'DH',
};

const plainKey = (label: string, base64: string): PemKey => {
  try {
    const key = createPrivateKey(
      `-----BEGIN ${label}-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END ${label}-----\n`,
    );
    const details = key.asymmetricKeyDetails;
    return {
      type: names[key.asymmetricKeyType ?? ''],
      bits: details?.modulusLength ?? curveBits[details?.namedCurve ?? ''],
      encrypted: false,
      confirmed: true,
    };
  } catch {
    // Not a key, or one that this OpenSSL refuses: less sure, but still what its label says it is.
    return unknown;
  }
};

const curveBits: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

const opensshMagic = 'openssh-key-v1\0';

/** PROTOCOL.key of OpenSSH: magic, cipher, KDF, KDF options, number of keys, public key. */
const opensshKey = (bytes: Buffer): PemKey => {
  if (bytes.subarray(0, opensshMagic.length).toString('latin1') !== opensshMagic) return unknown;
  const cipher = fieldAt(bytes, opensshMagic.length);
  const kdf = cipher && fieldAt(bytes, cipher.end);
  const options = kdf && fieldAt(bytes, kdf.end);
  const open = options && fieldAt(bytes, options.end + 4);
  const type = open && fieldAt(open.value, 0);
  if (!cipher || !type) return unknown;
  const known = opensshTypes[type.value.toString('latin1')];
  return {
    type: known,
    bits: undefined,
    encrypted: cipher.value.toString('latin1') !== 'none',
    confirmed: true,
  };
};

const opensshTypes: Readonly<Record<string, string>> = {
  'ssh-ed25519': 'Ed25519',
  'ssh-rsa': 'RSA',
  'ssh-dss': 'DSA',
  'ecdsa-sha2-nistp256': 'EC',
  'ecdsa-sha2-nistp384': 'EC',
  'ecdsa-sha2-nistp521': 'EC',
};

const fieldAt = (bytes: Buffer, at: number): { value: Buffer; end: number } | undefined => {
  if (at + 4 > bytes.length) return undefined;
  const end = at + 4 + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : { value: bytes.subarray(at + 4, end), end };
};

/** RFC 9580 section 4.2: the first packet is of type 5, secret key, in the new or the old form of its tag. */
const isPgpSecretKey = (bytes: Buffer): boolean => bytes[0] === 0xc5 || ((bytes[0] ?? 0) & 0xfc) === 0x94;

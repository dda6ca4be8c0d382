import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { charsOf } from './char-class.ts';
import { randomText, type SampleRandom } from './sample-random.ts';

/** Names that `<pem:...>` knows. Keys are real, made afresh in each process, and open nothing. */
export const pemKinds = [
  'rsa-2048',
  'pkcs8',
  'encrypted',
  'public',
  'ec-p256',
  'ed25519',
  'openssh',
  'certificate',
] as const;
export type PemKind = (typeof pemKinds)[number];

/** A PEM of that kind, without a line end at its end. */
export const samplePem = (kind: PemKind, random: SampleRandom): string => {
  const known = made.get(kind);
  if (known) return known;
  const pem = makers[kind](random).trimEnd();
  made.set(kind, pem);
  return pem;
};

// An RSA key costs a tenth of a second and more.
const made = new Map<string, string>();

const rsa = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('rsa', { modulusLength: 2048 });

const makers: Readonly<Record<PemKind, (random: SampleRandom) => string>> = {
  'rsa-2048': () => rsa().privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  pkcs8: () => rsa().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  encrypted: (random) =>
    rsa()
      .privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: randomText(random, charsOf('a-z'), 20),
      })
      .toString(),
  public: () => rsa().publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  'ec-p256': () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'sec1', format: 'pem' })
      .toString(),
  ed25519: () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  openssh: (random) => wrapped('OPENSSH PRIVATE KEY', opensshKey(random).toString('base64')),
  // Nothing looks into a certificate, so that a body of its shape is enough.
  certificate: (random) => wrapped('CERTIFICATE', `MIID${randomText(random, charsOf('A-Za-z0-9+/'), 1000)}`),
};

const wrapped = (label: string, body: string): string =>
  [`-----BEGIN ${label}-----`, ...(body.match(/.{1,64}/g) ?? []), `-----END ${label}-----`].join('\n');

/** An Ed25519 key in OpenSSH's own format (PROTOCOL.key in its sources), without passphrase. */
const opensshKey = (random: SampleRandom): Buffer => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const open = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
  const check = uint32(random.below(0xffffffff));
  const publicBlob = Buffer.concat([sized('ssh-ed25519'), sized(open)]);
  const inner = Buffer.concat([
    check,
    check,
    publicBlob,
    sized(Buffer.concat([secret, open])),
    sized('sample'),
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (inner.length % 8)) % 8 }, (_, i) => i + 1));
  return Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    sized('none'),
    sized('none'),
    sized(''),
    uint32(1),
    sized(publicBlob),
    sized(Buffer.concat([inner, padding])),
  ]);
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const sized = (value: string | Buffer): Buffer =>
  Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(value)]);

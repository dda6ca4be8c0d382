import type { PemBlock } from './pem-blocks.ts';

// The part of a PKCS #8 header that is the same for every RSA key: version 0, algorithm rsaEncryption, an octet string.
const constant = 'IBADANBgkqhkiG9w0BAQEFAASC';
/** `MII` and three characters of length stand before it. */
const before = 6;
const body = /(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{300,16000}={0,2}(?![A-Za-z0-9+/=])/y;

/** RSA keys in base64 without PEM armour and on one line, as configuration files and tests hold them. */
export const bareKeyBlocks = (text: string): readonly PemBlock[] => {
  const blocks: PemBlock[] = [];
  for (let at = text.indexOf(constant); at >= 0; at = text.indexOf(constant, at + constant.length)) {
    body.lastIndex = at - before;
    const base64 = at < before ? undefined : body.exec(text)?.[0];
    if (base64 !== undefined) blocks.push(blockOf(base64, at - before));
  }
  return blocks;
};

const blockOf = (base64: string, start: number): PemBlock => {
  const end = start + base64.length;
  return { label: 'PRIVATE KEY', start, end, bodyStart: start, bodyEnd: end, base64, headers: [] };
};

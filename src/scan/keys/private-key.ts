import { mask } from '../../core/mask.ts';
import { type Confidence, type Severity, shifted } from '../../core/severity.ts';
import type { Check } from '../../rules/rule-set.ts';
import type { Judge } from '../check.ts';
import type { Detection } from '../detection.ts';
import type { SourceFile } from '../source-file.ts';
import { bareKeyBlocks } from './bare-keys.ts';
import { entropyOf } from './entropy.ts';
import { type PemBlock, privateKeyBlocks } from './pem-blocks.ts';
import { type PemKey, readPemKey } from './pem-key.ts';

/** Private keys, in PEM armour or bare. Public keys, certificates, and bodies that are cut short or made up are none. */
export const judge: Judge = (file, rule) => {
  const armoured = privateKeyBlocks(file.text).flatMap((block) => armouredKey(file, rule, block));
  const bare = bareKeyBlocks(file.text).flatMap((block) => bareKey(file, rule, block));
  return [
    ...armoured,
    ...bare.filter(({ start }) => !armoured.some((one) => one.start < start && start < one.end)),
  ];
};

const armouredKey = (file: SourceFile, rule: Check, block: PemBlock): Detection[] => {
  const { base64, label } = block;
  if (base64 === undefined || !isKeyMaterial(label, base64)) return [];
  return [detection(file, rule, block, base64, readPemKey(block, base64), mask(`-----BEGIN ${label}-----`))];
};

/** Without armour there is no word that says what it is: only what decodes is a key. */
const bareKey = (file: SourceFile, rule: Check, block: PemBlock): Detection[] => {
  const { base64 = '' } = block;
  const key = readPemKey(block, base64);
  return key.confirmed ? [detection(file, rule, block, base64, key, mask())] : [];
};

const leastEntropy = 3.8;

/** The shortest body is that of an Ed25519 key, 64 characters, and RSA keys begin at 400; real ones have 5 bits in a character. */
const isKeyMaterial = (label: string, base64: string): boolean =>
  base64.length >= (/^[RD]SA/.test(label) ? 200 : 60) && entropyOf(base64) >= leastEntropy;

const detection = (
  file: SourceFile,
  rule: Check,
  block: PemBlock,
  base64: string,
  key: PemKey,
  preview: string,
): Detection => {
  const inProduct = file.role === 'product';
  const isServiceAccount = isOfServiceAccount(file.text, block);
  const severity = gradeOf(rule, key);
  return {
    rule,
    start: block.start,
    end: block.end,
    message: sentence(key, isServiceAccount),
    preview,
    secrets: [{ start: block.bodyStart, end: block.bodyEnd, shown: mask() }],
    identity: base64,
    facts: {
      encrypted: key.encrypted,
      ...(key.type === undefined ? {} : { type: key.type }),
      ...(key.bits === undefined ? {} : { bits: key.bits }),
    },
    severity: inProduct ? severity : shifted(severity, 1),
    confidence: confidenceOf(key, inProduct),
    ...(key.encrypted ? { fix: encryptedFix } : isServiceAccount ? { fix: serviceAccountFix } : {}),
  };
};

/** An encrypted key is worth as much as its passphrase, which may stand beside it. */
const gradeOf = (rule: Check, key: PemKey): Severity =>
  key.encrypted ? shifted(rule.severity, 2) : rule.severity;

const confidenceOf = (key: PemKey, inProduct: boolean): Confidence => {
  if (!key.confirmed) return inProduct ? 'medium' : 'low';
  return inProduct ? 'high' : 'medium';
};

/** The key file of a Google Cloud service account: its kind stands before the key, the account's address after it. */
const isOfServiceAccount = (text: string, { start, end }: PemBlock): boolean =>
  text.slice(Math.max(start - 400, 0), start).includes('service_account') ||
  text.slice(end, end + 200).includes('.iam.gserviceaccount.com');

const sentence = (key: PemKey, isServiceAccount: boolean): string => {
  const size = key.bits === undefined ? '' : `, ${key.bits} bits`;
  const kind = key.type === undefined ? '' : ` (${key.type}${size})`;
  if (key.encrypted) return `Private key${kind}, encrypted: it is as safe as its passphrase`;
  const owner = isServiceAccount ? ' of a Google Cloud service account' : '';
  return `Private key${kind}${owner} in plain text${key.confirmed ? '' : '; its body could not be decoded, so it may be damaged or made up'}`;
};

const encryptedFix =
  'Make sure that the passphrase stands nowhere near it and is long and random; otherwise replace the key as if it were open. Keep keys in a vault or a secret store, encrypted ones too.';

const serviceAccountFix =
  'Delete the key first (Google Cloud console > IAM & Admin > Service accounts > the account > Keys). Then do without key files: attach the service account to the workload, or use workload identity federation from CI and other clouds.';

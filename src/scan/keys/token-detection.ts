import type { Facts } from '../../core/finding.ts';
import { mask, type Stretch } from '../../core/mask.ts';
import { type Confidence, confidences, type Severity, shifted } from '../../core/severity.ts';
import { hasValidChecksum } from '../../rules/checksum.ts';
import type { Token } from '../../rules/rule-set.ts';
import { publicPrefix } from '../../rules/token-format.ts';
import type { Detection } from '../detection.ts';
import type { Role } from '../role.ts';
import type { SourceFile } from '../source-file.ts';
import type { Candidate } from './candidates.ts';
import type { PairedCandidate } from './pairing.ts';

/** What a token at its place is worth: grade by evidence, words for people, everything secret marked. */
export const tokenDetection = ({ candidate, identifier }: PairedCandidate, file: SourceFile): Detection => {
  const { rule } = candidate.token;
  const role = roleAt(file, candidate.start);
  const proof = proofOf(candidate);
  return {
    rule,
    start: candidate.start,
    end: candidate.end,
    message: sentence(rule, role, proof, identifier),
    preview: shown(candidate),
    secrets: identifier ? [stretch(candidate), stretch(identifier)] : [stretch(candidate)],
    identity: candidate.text,
    facts: factsOf(rule, proof, identifier),
    severity: severityOf(rule, role),
    confidence: confidenceOf(rule, role, proof, identifier !== undefined),
    fix: fixOf(rule),
  };
};

/** The value of a key named `example`, as in an OpenAPI file, is documentation wherever it stands. */
const roleAt = (file: SourceFile, start: number): Role => {
  const before = file.text.slice(Math.max(start - 40, 0), start);
  return file.role === 'product' && /\bexamples?["']?\s{0,4}[:=]\s{0,4}["']?$/i.test(before)
    ? 'docs'
    : file.role;
};

/** What the checksum of the format says; `none` where it has none. */
type Proof = 'none' | 'right' | 'wrong';

const proofOf = ({ token, text }: Candidate): Proof => {
  const name = token.rule.checksum;
  if (name === undefined) return 'none';
  return hasValidChecksum(name, text) ? 'right' : 'wrong';
};

const shown = ({ token, text }: Candidate): string => mask(publicPrefix(token.format, text));

const stretch = (candidate: Candidate): Stretch => ({
  start: candidate.start,
  end: candidate.end,
  shown: shown(candidate),
});

const severityOf = (rule: Token, role: Role): Severity => {
  if (rule.publishable) return 'info';
  return role === 'product' ? rule.severity : shifted(rule.severity, 1);
};

/** One step down for a checksum that does not hold; the top for one that does, and for a secret beside its identifier. */
const confidenceOf = (rule: Token, role: Role, proof: Proof, isPaired: boolean): Confidence => {
  const proved = proof === 'right' || isPaired ? 'high' : rule.confidence;
  const doubted = proof === 'wrong' ? lower(proved) : proved;
  return role !== 'product' && doubted === 'high' ? 'medium' : doubted;
};

const lower = (confidence: Confidence): Confidence =>
  confidences[confidences.indexOf(confidence) + 1] ?? 'low';

const places: Readonly<Record<Role, string>> = {
  product: 'in plain text',
  test: 'in plain text, in what looks like a test',
  docs: 'in plain text, in what looks like documentation or an example',
};

const proofs: Readonly<Record<Proof, string>> = {
  none: '',
  right: '; its checksum is right, so it was really issued',
  wrong: '; its checksum is wrong, so it may be made up or cut short',
};

const sentence = (rule: Token, role: Role, proof: Proof, identifier: Candidate | undefined): string => {
  if (rule.publishable) return `${rule.title}: meant to be public, so this is for your information`;
  const beside = identifier ? `, beside its ${identifier.token.rule.title} ${shown(identifier)}` : '';
  return `${rule.title} ${places[role]}${beside}${proofs[proof]}`;
};

const factsOf = (rule: Token, proof: Proof, identifier: Candidate | undefined): Facts => ({
  provider: rule.provider,
  ...(proof === 'none' ? {} : { checksum: proof }),
  ...(identifier ? { pairedWith: identifier.token.rule.id } : {}),
});

/** Revoke first: taking the text out of the file takes it out of nobody's hands. */
const fixOf = (rule: Token): string => {
  if (rule.publishable || rule.revoke === undefined) return rule.fix;
  return `Revoke it first, whoever can read this file has it: ${rule.revoke}. ${rule.fix}`;
};

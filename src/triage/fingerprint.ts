import { keyedDigest } from '../core/digest.ts';
import type { Finding } from '../core/finding.ts';
import { shownPlace } from '../core/location.ts';

/**
 * A name for a finding that survives edits elsewhere, rebases and moved lines, and that a different secret at the same
 * place does not share: rule, path and keyed digest of the value.
 * @returns `aa1:` and 64 bits in hexadecimal.
 */
export const fingerprintOf = (finding: Finding): string =>
  `aa1:${keyedDigest('fingerprint', finding.ruleId, normalised(shownPlace(finding.location)), finding.identity).slice(0, 16)}`;

const normalised = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC');

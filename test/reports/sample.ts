import type { TriagedFinding } from '../../src/core/finding.ts';
import type { Receipt, Report, ReportRule } from '../../src/core/report.ts';
import type { Look } from '../../src/reports/index.ts';

/** A report as the scan command would hand it over; `over` replaces parts of it. */
export const sampleReport = (over: Partial<Report> = {}): Report => ({
  version: '1.2.3',
  findings: [verifyFinding, tokenFinding],
  receipt: sampleReceipt(),
  rules: [tokenRule, verifyRule],
  failOn: 'medium',
  ...over,
});

export const sampleReceipt = (over: Partial<Receipt> = {}): Receipt => ({
  complete: true,
  asked: { mode: 'files', paths: ['.'] },
  read: { files: 214, members: 0, bytes: 1_234_567 },
  skipped: { ignored: 2, symlink: 1 },
  skips: [],
  rules: { active: 62, off: [] },
  config: { file: null, excluded: [], suppressed: 0, stale: [] },
  limits: [],
  durationMs: 812,
  ...over,
});

export const plainLook: Look = { color: false, columns: 100, verbose: false, quiet: false };

export const verifyFinding: TriagedFinding = {
  ruleId: 'jwt/verify-any-algorithm',
  family: 'jwt',
  severity: 'high',
  confidence: 'high',
  title: 'JWT verified with any algorithm',
  message: 'jwt.verify() is called without a list of algorithms.',
  location: { path: 'src/auth/verify.ts', line: 12, column: 10, endLine: 12, endColumn: 32 },
  preview: '',
  frame: [
    { line: 11, text: '  const key = await getKey(kid);' },
    { line: 12, text: '  return jwt.verify(token, key);', mark: { start: 9, end: 31 } },
    { line: 13, text: '}' },
  ],
  identity: '0123456789abcdef0123456789abcdef',
  facts: {},
  why: 'Whoever holds the public key can sign a token with it as if it were a shared secret, and the check accepts that.',
  fix: "Name the one algorithm that you issue: jwt.verify(token, key, { algorithms: ['RS256'] }).",
  references: ['RFC 8725 section 3.1'],
  cwe: [347],
  fingerprint: 'aa1:9c1f6e2b7d400000',
  status: 'new',
};

export const tokenFinding: TriagedFinding = {
  ruleId: 'keys/example-token',
  family: 'key',
  severity: 'critical',
  confidence: 'medium',
  title: 'Example token in a tracked file',
  message: 'A token with the prefix exa_ stands in a file.',
  location: { path: 'config/prod.env', line: 3, column: 7, endLine: 3, endColumn: 47 },
  preview: 'exa_****',
  frame: [
    { line: 2, text: 'PORT=8080' },
    { line: 3, text: 'TOKEN=exa_****', mark: { start: 6, end: 14 } },
  ],
  identity: 'fedcba9876543210fedcba9876543210',
  facts: { lifetimeSeconds: null, limitSeconds: 3600 },
  why: 'Anyone with read access to the repository can act as this client.',
  fix: '1. Revoke the token.\n2. Load the new one from the environment.',
  references: ['ASVS 5.0 13.3.1', 'https://example.com/revoke'],
  cwe: [798],
  fingerprint: 'aa1:51d0aa93c2e70000',
  status: 'new',
};

const ruleOf = ({
  ruleId,
  title,
  severity,
  confidence,
  why,
  fix,
  references,
  cwe,
}: TriagedFinding): ReportRule => ({
  id: ruleId,
  title,
  severity,
  confidence,
  why,
  fix,
  references,
  cwe,
});

export const verifyRule = ruleOf(verifyFinding);
export const tokenRule = ruleOf(tokenFinding);

import type { TriagedFinding } from '../core/finding.ts';
import type { Receipt } from '../core/report.ts';
import type { PublicFinding, PublicReceipt } from '../rules/schema/report.ts';

/** What a finding shows to machines: neither its frame nor the digest that feeds its fingerprint. */
export const publicFinding = (finding: TriagedFinding): PublicFinding => ({
  type: 'finding',
  ruleId: finding.ruleId,
  family: finding.family,
  severity: finding.severity,
  confidence: finding.confidence,
  title: finding.title,
  message: finding.message,
  location: finding.location,
  preview: finding.preview,
  fingerprint: finding.fingerprint,
  facts: finding.facts,
  why: finding.why,
  fix: finding.fix,
  references: finding.references,
  status: finding.status,
  ...(finding.reason === undefined ? {} : { reason: finding.reason }),
});

/** The receipt as machines read it. */
export const publicReceipt = (receipt: Receipt): PublicReceipt => ({ type: 'receipt', ...receipt });

import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { TriagedFinding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { type FormatName, formats } from '../../src/reports/index.ts';
import { jsonSchemas } from '../../src/rules/json-schema.ts';
import { plainLook, sampleReceipt, sampleReport, tokenFinding, verifyFinding } from './sample.ts';

const piecesOf = (format: FormatName, over: Partial<Report> = {}): string[] => [
  ...formats[format].render(sampleReport(over), plainLook),
];
const jsonOf = (over: Partial<Report> = {}) => JSON.parse(piecesOf('json', over).join(''));
const linesOf = (over: Partial<Report> = {}) =>
  piecesOf('jsonl', over)
    .join('')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const publicToken = {
  type: 'finding',
  ruleId: 'keys/example-token',
  family: 'key',
  severity: 'critical',
  confidence: 'medium',
  title: 'Example token in a tracked file',
  message: 'A token with the prefix exa_ stands in a file.',
  location: { path: 'config/prod.env', line: 3, column: 7, endLine: 3, endColumn: 47 },
  preview: 'exa_****',
  fingerprint: 'aa1:51d0aa93c2e70000',
  facts: { lifetimeSeconds: null, limitSeconds: 3600 },
  why: 'Anyone with read access to the repository can act as this client.',
  fix: '1. Revoke the token.\n2. Load the new one from the environment.',
  references: ['ASVS 5.0 13.3.1', 'https://example.com/revoke'],
  status: 'new',
};

const publicReceipt = {
  type: 'receipt',
  complete: true,
  asked: { mode: 'files', paths: ['.'] },
  read: { files: 214, members: 0, bytes: 1_234_567 },
  skipped: { ignored: 2, symlink: 1 },
  skips: [],
  rules: { active: 62, off: [] },
  config: { file: null, excluded: [], suppressed: 0, stale: [] },
  limits: [],
  durationMs: 812,
};

describe('the json report', () => {
  it('is one envelope with version, tool, receipt and findings', () => {
    expect(jsonOf({ findings: [tokenFinding] })).toEqual({
      version: 1,
      tool: { name: 'auth-advisor', version: '1.2.3' },
      receipt: publicReceipt,
      findings: [publicToken],
    });
  });

  it('keeps the order of its keys and ends with a line break', () => {
    expect(piecesOf('json', { findings: [] }).join('')).toBe(
      `{"version":1,"tool":{"name":"auth-advisor","version":"1.2.3"},"receipt":${JSON.stringify(publicReceipt)},"findings":[]}\n`,
    );
  });

  it('shows neither the frame nor the digest that feeds the fingerprint', () => {
    const whole = piecesOf('json').join('') + piecesOf('jsonl').join('') + piecesOf('sarif').join('');
    expect(whole).not.toContain(tokenFinding.identity);
    expect(whole).not.toContain('PORT=8080');
  });
});

describe('the jsonl report', () => {
  it('is a line a finding and then one receipt', () => {
    const [first, second, ...rest] = linesOf();
    expect(first.ruleId).toBe('jwt/verify-any-algorithm');
    expect(second).toEqual(publicToken);
    expect(rest).toEqual([publicReceipt]);
  });

  it('is the receipt alone when nothing was found', () => {
    expect(linesOf({ findings: [] })).toEqual([publicReceipt]);
  });
});

describe('the published report schema', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(
    jsonSchemas()['report.schema.json'] ?? false,
  );
  const full: Partial<Report> = {
    findings: [
      { ...verifyFinding, facts: { lifetimeSeconds: 2_592_000, note: 'x', odd: true } },
      {
        ...tokenFinding,
        status: 'suppressed',
        reason: 'rotated',
        location: { ...tokenFinding.location, commit: 'a'.repeat(40), member: 'inner/path' },
      },
    ],
    receipt: sampleReceipt({
      complete: false,
      skips: [{ path: 'a', why: 'unreadable', detail: 'EACCES' }],
      config: { file: 'auth-advisor.yaml', excluded: ['x/**'], suppressed: 1, stale: ['gone'] },
    }),
  };

  const written: [string, unknown][] = [
    ['json, plain', jsonOf()],
    ['json, empty', jsonOf({ findings: [] })],
    ['json, every field', jsonOf(full)],
    ...linesOf(full).map((line): [string, unknown] => [`jsonl, a ${line.type}`, line]),
  ];

  it.each(written)('accepts what is written: %s', (_, value) => {
    validate(value);
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['a lost key', { ...jsonOf(), receipt: undefined }],
    ['a severity that does not exist', { ...publicToken, severity: 'bad' }],
    ['a key that is not in the contract', { ...publicToken, secret: 'x' }],
    ['a line that counts from 0', { ...publicToken, location: { ...publicToken.location, line: 0 } }],
    ['an unknown class of skip', { ...publicReceipt, skipped: { lost: 1 } }],
  ])('refuses %s', (_, value) => {
    expect(validate(JSON.parse(JSON.stringify(value)))).toBe(false);
  });
});

describe('a report of very many findings', () => {
  const findings: TriagedFinding[] = Array.from({ length: 20_000 }, (_, i) => ({
    ...tokenFinding,
    location: { ...tokenFinding.location, line: i + 1 },
  }));

  it.each(Object.keys(formats) as FormatName[])('comes in small pieces: %s', (format) => {
    let pieces = 0;
    let longest = 0;
    for (const piece of formats[format].render(sampleReport({ findings }), plainLook)) {
      pieces++;
      longest = Math.max(longest, piece.length);
    }
    expect(pieces).toBeGreaterThanOrEqual(20_001);
    expect(longest).toBeLessThan(16_384);
  });
});

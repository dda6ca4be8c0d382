import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formatsPlugin from 'ajv-formats';
import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { TriagedFinding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { severities } from '../../src/core/severity.ts';
import { formats } from '../../src/reports/index.ts';
import { plainLook, sampleReceipt, sampleReport, tokenFinding, tokenRule, verifyFinding } from './sample.ts';

const sarifOf = (over: Partial<Report> = {}): Log =>
  JSON.parse([...formats.sarif.render(sampleReport(over), plainLook)].join(''));

const runOf = (over: Partial<Report> = {}): Run => {
  const [run] = sarifOf(over).runs;
  if (!run) throw new Error('no run');
  return run;
};

/** The standard's schema is draft 4; it uses nothing that draft 7 reads otherwise, except the name of the id. */
const validator = () => {
  const path = join(import.meta.dirname, '../fixtures/schemas/sarif-2.1.0.json');
  const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  // Its pattern for languages has a stray bracket that only a pattern without the u flag may have.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formatsPlugin.default(ajv);
  return ajv.compile(schema);
};

const incomplete = sampleReceipt({
  complete: false,
  skips: [
    { path: 'a b/geheim%.env', why: 'unreadable', detail: 'EACCES' },
    { path: 'link', why: 'symlink' },
  ],
  rules: { active: 60, off: ['keys/a'] },
  config: {
    file: 'auth-advisor.yaml',
    excluded: ['test/**'],
    suppressed: 2,
    stale: ['aa1:0: covers no finding'],
  },
  limits: ['src/x.ts: not parsed as code within its limits'],
});

describe('the SARIF report', () => {
  const validate = validator();

  it.each([
    ['two findings', {}],
    ['no finding', { findings: [], rules: [] }],
    ['an incomplete scan', { receipt: incomplete }],
    [
      'suppressed, inside an archive, in a commit',
      {
        findings: [
          {
            ...tokenFinding,
            status: 'suppressed',
            reason: 'rotated',
            location: { ...tokenFinding.location, commit: 'abc', member: 'in/side' },
          },
        ],
      },
    ],
    ['every severity', { findings: severities.map((severity) => ({ ...tokenFinding, severity })) }],
    [
      'a name that is no URI',
      { findings: [{ ...tokenFinding, location: { ...tokenFinding.location, path: ':\ud800 %[\n' } }] },
    ],
  ] satisfies [string, Partial<Report>][])('is valid SARIF 2.1.0: %s', (_, over) => {
    validate(sarifOf(over));
    expect(validate.errors).toBeNull();
  });

  it('is refused by the same schema when a field is wrong', () => {
    const log = sarifOf();
    const broken = { ...log, runs: [{ ...log.runs[0], columnKind: 'bytes' }] };
    expect(validate(broken)).toBe(false);
  });

  it('says what was found as one location with four numbers', () => {
    expect(runOf().results?.[1]).toEqual({
      ruleId: 'keys/example-token',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'A token with the prefix exa_ stands in a file.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'config/prod.env', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 7, endLine: 3, endColumn: 47 },
          },
        },
      ],
      partialFingerprints: { 'authAdvisor/v1': 'aa1:51d0aa93c2e70000' },
      properties: {
        severity: 'critical',
        confidence: 'medium',
        preview: 'exa_****',
        facts: { lifetimeSeconds: null, limitSeconds: 3600 },
        status: 'new',
      },
    });
  });

  it('describes each rule as GitHub asks', () => {
    expect(runOf().tool.driver).toEqual({
      name: 'auth-advisor',
      semanticVersion: '1.2.3',
      rules: [
        {
          id: 'keys/example-token',
          name: 'ExampleToken',
          shortDescription: { text: 'Example token in a tracked file' },
          fullDescription: { text: 'Anyone with read access to the repository can act as this client.' },
          help: {
            text: [
              'Anyone with read access to the repository can act as this client.',
              'Fix: 1. Revoke the token.\n2. Load the new one from the environment.',
              'See: ASVS 5.0 13.3.1; https://example.com/revoke',
              'More: auth-advisor explain keys/example-token',
            ].join('\n\n'),
            markdown: [
              '**Why** Anyone with read access to the repository can act as this client.',
              '**Fix** 1. Revoke the token.\n2. Load the new one from the environment.',
              '**See**\n\n- ASVS 5.0 13.3.1\n- https://example.com/revoke',
              '**More** `auth-advisor explain keys/example-token`',
            ].join('\n\n'),
          },
          defaultConfiguration: { level: 'error' },
          properties: {
            tags: ['security', 'external/cwe/cwe-798'],
            precision: 'medium',
            'security-severity': '9.5',
          },
        },
        expect.objectContaining({ id: 'jwt/verify-any-algorithm', name: 'VerifyAnyAlgorithm' }),
      ],
    });
  });

  it('names its run, its columns and its root', () => {
    const { automationDetails, columnKind, originalUriBaseIds } = runOf();
    expect({ automationDetails, columnKind, originalUriBaseIds }).toEqual({
      automationDetails: { id: 'auth-advisor/' },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The working directory of the scan.' } } },
    });
  });

  it('reports what was not read, and what was switched off', () => {
    expect(runOf({ receipt: incomplete }).invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'a b/geheim%.env: could not be read (EACCES)' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a%20b/geheim%25.env', uriBaseId: '%SRCROOT%' },
                },
              },
            ],
          },
          { level: 'warning', message: { text: 'src/x.ts: not parsed as code within its limits' } },
        ],
        toolConfigurationNotifications: [
          { level: 'note', message: { text: 'The rule keys/a is switched off.' } },
          { level: 'note', message: { text: 'Paths matching test/** are not read.' } },
          { level: 'note', message: { text: 'Findings that are suppressed: 2.' } },
          { level: 'note', message: { text: 'aa1:0: covers no finding' } },
        ],
      },
    ]);
  });

  it('leaves the line hash to GitHub', () => {
    expect([...formats.sarif.render(sampleReport(), plainLook)].join('')).not.toContain(
      'primaryLocationLineHash',
    );
  });

  it.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'note'],
    ['info', 'note'],
  ] as const)('calls %s %s', (severity, level) => {
    expect(runOf({ findings: [{ ...tokenFinding, severity }] }).results?.[0]?.level).toBe(level);
  });

  it('makes no link from what a repository says', () => {
    const finding: TriagedFinding = {
      ...verifyFinding,
      message: 'the call [here](https://evil.example) is wrong',
    };
    expect(runOf({ findings: [finding] }).results?.[0]?.message.text).toBe(
      'the call [here] (https://evil.example) is wrong',
    );
    const rule = { ...tokenRule, why: '<img src=x> [a](javascript:b) `c`' };
    expect(runOf({ rules: [rule] }).tool.driver.rules?.[0]?.help?.markdown).toContain(
      '**Why** \\<img src=x\\> \\[a\\]\\(javascript:b\\) \\`c\\`',
    );
  });

  it('cuts descriptions to what GitHub takes', () => {
    const rule = { ...tokenRule, why: 'y'.repeat(2000) };
    expect(runOf({ rules: [rule] }).tool.driver.rules?.[0]?.fullDescription?.text).toHaveLength(1024);
  });
});

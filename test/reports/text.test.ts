import { describe, expect, it } from 'vitest';
import type { TriagedFinding } from '../../src/core/finding.ts';
import type { Report } from '../../src/core/report.ts';
import { formats, type Look } from '../../src/reports/index.ts';
import { plainLook, sampleReceipt, sampleReport, tokenFinding, verifyFinding } from './sample.ts';

const textOf = (over: Partial<Report> = {}, look: Partial<Look> = {}): string =>
  [...formats.text.render(sampleReport(over), { ...plainLook, ...look })].join('');

describe('the text report', () => {
  it('shows place, severity, masked frame, why, fix and how to silence', () => {
    expect(textOf()).toMatchInlineSnapshot(`
      "src/auth/verify.ts:12:10  high  jwt/verify-any-algorithm  JWT verified with any algorithm
        jwt.verify() is called without a list of algorithms.
         11 |   const key = await getKey(kid);
         12 |   return jwt.verify(token, key);
            |          ^^^^^^^^^^^^^^^^^^^^^^
         13 | }
        Why  Whoever holds the public key can sign a token with it as if it were a shared secret, and the
             check accepts that.
        Fix  Name the one algorithm that you issue: jwt.verify(token, key, { algorithms: ['RS256'] }).
        More auth-advisor explain jwt/verify-any-algorithm
        Not a problem? // auth-advisor-ignore-next-line jwt/verify-any-algorithm -- <reason>
        id aa1:9c1f6e2b7d400000

      config/prod.env:3:7  critical  keys/example-token  Example token in a tracked file  (medium confidence)
        A token with the prefix exa_ stands in a file.
          2 | PORT=8080
          3 | TOKEN=exa_****
            |       ^^^^^^^^
        Why  Anyone with read access to the repository can act as this client.
        Fix  1. Revoke the token.
             2. Load the new one from the environment.
        More auth-advisor explain keys/example-token
        Not a problem? # auth-advisor-ignore-next-line keys/example-token -- <reason>
        id aa1:51d0aa93c2e70000

      2 findings (1 critical, 1 high) in 2 files. Scanned 214 files (1.2 MB) in 0.8 s with 62 rules;
      skipped 3: 2 ignored by .gitignore, 1 symbolic link (not followed).
      Failing because of --fail-on medium.
      "
    `);
  });

  it('adds sources and skipped paths with --verbose', () => {
    const receipt = sampleReceipt({ skips: [{ path: 'link', why: 'symlink' }] });
    expect(textOf({ receipt, findings: [tokenFinding] }, { verbose: true })).toMatchInlineSnapshot(`
      "config/prod.env:3:7  critical  keys/example-token  Example token in a tracked file  (medium confidence)
        A token with the prefix exa_ stands in a file.
          2 | PORT=8080
          3 | TOKEN=exa_****
            |       ^^^^^^^^
        Why  Anyone with read access to the repository can act as this client.
        Fix  1. Revoke the token.
             2. Load the new one from the environment.
        See  ASVS 5.0 13.3.1
             https://example.com/revoke
        More auth-advisor explain keys/example-token
        Not a problem? # auth-advisor-ignore-next-line keys/example-token -- <reason>
        id aa1:51d0aa93c2e70000

      Not read:
        link: symbolic link (not followed)

      1 finding (1 critical) in 1 file. Scanned 214 files (1.2 MB) in 0.8 s with 62 rules; skipped 3: 2
      ignored by .gitignore, 1 symbolic link (not followed).
      Failing because of --fail-on medium.
      "
    `);
  });

  it('is one line a finding with --quiet', () => {
    expect(textOf({}, { quiet: true })).toMatchInlineSnapshot(`
      "src/auth/verify.ts:12:10  high  jwt/verify-any-algorithm  JWT verified with any algorithm
      config/prod.env:3:7  critical  keys/example-token  Example token in a tracked file  (medium confidence)
      "
    `);
  });

  it('says nothing with --quiet when all is well', () => {
    expect(textOf({ findings: [] }, { quiet: true })).toBe('');
  });

  it('states what it covered when there is nothing to report', () => {
    expect(textOf({ findings: [] })).toBe(
      'No findings. Scanned 214 files (1.2 MB) in 0.8 s with 62 rules; skipped 3: 2 ignored by .gitignore,\n' +
        '1 symbolic link (not followed).\n',
    );
  });

  it('names whatever keeps the scan from being complete', () => {
    const receipt = sampleReceipt({
      complete: false,
      skipped: { unreadable: 1, limit: 1 },
      skips: [
        { path: 'secret.env', why: 'unreadable', detail: 'EACCES' },
        { path: 'huge.json', why: 'limit' },
      ],
      limits: ['src/x.ts: not parsed as code within its limits'],
    });
    expect(textOf({ findings: [], receipt })).toMatchInlineSnapshot(`
      "Incomplete: not everything that was asked for was read, so this is no all-clear.
        secret.env: could not be read (EACCES)
        huge.json: over a limit

      Read only in part:
        src/x.ts: not parsed as code within its limits

      No findings in what was read. Scanned 214 files (1.2 MB) in 0.8 s with 62 rules; skipped 2: 1 could
      not be read, 1 over a limit.
      "
    `);
    expect(textOf({ findings: [], receipt }, { quiet: true })).toContain(
      '  secret.env: could not be read (EACCES)\n',
    );
  });

  it('always prints what configuration switched off', () => {
    const receipt = sampleReceipt({
      rules: { active: 60, off: ['keys/a', 'jwt/b'] },
      config: {
        file: 'auth-advisor.yaml',
        excluded: ['test/**', '*.lock'],
        suppressed: 3,
        stale: ['aa1:0000000000000000: this suppression covers no finding'],
      },
    });
    expect(textOf({ findings: [], receipt }, { quiet: true })).toMatchInlineSnapshot(`
      "Switched off (see auth-advisor.yaml): 2 rules (keys/a, jwt/b); paths matching test/**, *.lock; 3
      findings suppressed.
      Stale ignores, to be removed:
        aa1:0000000000000000: this suppression covers no finding
      "
    `);
  });

  it.each([
    ['files', ['scr'], {}, 'there is no file in "scr". Check the path.'],
    [
      'files',
      ['.'],
      { ignored: 1200 },
      'nothing to read is left in ".", skipped 1,200: 1,200 ignored by .gitignore. --no-ignore reads what .gitignore names.',
    ],
    ['staged', [], {}, 'no change is staged.'],
    ['staged', [], { archive: 1 }, 'of what is staged, skipped 1: 1 archive (not opened).'],
    ['stdin', ['-'], {}, 'standard input was empty.'],
  ] as const)('never calls nothing clean (%s %s %o)', (mode, paths, skipped, expected) => {
    const receipt = sampleReceipt({
      asked: { mode, paths },
      read: { files: 0, members: 0, bytes: 0 },
      skipped,
    });
    const shown = textOf({ findings: [], receipt }, { columns: 200 });
    expect(shown).toContain(`Nothing was scanned: ${expected}`);
    expect(shown).not.toContain('No findings');
  });

  it('names --fail-on only when a new finding reaches it', () => {
    const known: TriagedFinding = { ...verifyFinding, status: 'baseline' };
    expect(textOf()).toContain('Failing because of --fail-on medium.\n');
    expect(textOf({ findings: [verifyFinding], failOn: 'critical' })).not.toContain('Failing');
    expect(textOf({ findings: [known] })).not.toContain('Failing');
  });

  it('counts what the baseline knows and shows it only with --verbose', () => {
    const findings: TriagedFinding[] = [{ ...verifyFinding, status: 'baseline' }];
    expect(textOf({ findings })).toMatch(/^No findings\. The baseline knows 1 more\. Scanned/);
    expect(textOf({ findings }, { verbose: true })).toContain(
      'JWT verified with any algorithm  (baseline)\n',
    );
  });

  it('shows why a finding was suppressed when suppressed ones were asked for', () => {
    const findings: TriagedFinding[] = [{ ...verifyFinding, status: 'suppressed', reason: 'a test key' }];
    expect(textOf({ findings })).toContain('(suppressed: a test key)');
  });

  it('differs by nothing but colour codes when coloured', () => {
    const coloured = textOf({}, { color: true });
    expect(coloured).not.toBe(textOf());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes are what this is about
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(textOf());
  });

  it.each([40, 60, 80, 120])('wraps prose at %i columns', (columns) => {
    const long = textOf({}, { columns })
      .split('\n')
      .filter((line) => [...line].length > columns && /^ {2}(Why|Fix| {5})/.test(line));
    expect(long).toEqual([]);
  });

  it('takes an unknown width for 80 columns', () => {
    expect(textOf({}, { columns: 0 })).toBe(textOf({}, { columns: 80 }));
  });

  it('is the same whenever it is asked', () => {
    expect(textOf()).toBe(textOf());
  });
});

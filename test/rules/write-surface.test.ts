import { describe, expect, it } from 'vitest';
import type { Surface } from '../../src/rules/schema/config.ts';
import { withSurface } from '../../src/rules/write-surface.ts';

const surface: Surface = {
  paths: ['api/**'],
  decision: 'api-key',
  rule: 'R03',
  model: { version: '1.0.0', sha256: '0'.repeat(64) },
  answers: { acts_for: 'itself', verify_locally: 'no' },
  date: '2026-01-02',
  review: '2027-01-02',
  requirements: { secretSources: ['secrets-manager'], rotationDays: 90 },
};

const block = `surfaces:
  billing:
    paths: [api/**]
    decision: api-key
    rule: R03
    model:
      version: 1.0.0
      sha256: "${'0'.repeat(64)}"
    answers:
      acts_for: itself
      verify_locally: "no"
    date: 2026-01-02
    review: 2027-01-02
    requirements:
      secretSources: [secrets-manager]
      rotationDays: 90
`;

describe('withSurface', () => {
  it('starts a file', () => {
    expect(withSurface(undefined, 'billing', surface)).toBe(
      `# What auth-advisor decided, and what "auth-advisor scan" holds the code to.\nversion: 1\n\n${block}`,
    );
  });

  it.each([
    ['with odd spacing', 'version:   1\n\n\n\nscan: {exclude: [a,   b]}   # odd\n'],
    ['without a last line end', 'version: 1 # one'],
    ['with Windows line ends', '# top\r\nversion: 1\r\n'],
  ])('leaves a file %s byte for byte and adds to its end', (_, before) => {
    const after = withSurface(before, 'billing', surface);
    expect(after.startsWith(before)).toBe(true);
    expect(after.replaceAll('\r\n', '\n').endsWith(`\n\n${block}`)).toBe(true);
    if (before.includes('\r\n')) expect(after).not.toMatch(/[^\r]\n/);
  });

  it('keeps everything around the surfaces byte for byte', () => {
    const head = '# head\nversion:   1\n\n\n# about surfaces\n';
    const tail = '\n# about the scan\n\n# in two parts\nscan:   {exclude: [a,  b]}\n';
    const before = `${head}${block}${tail}`;
    const after = withSurface(before, 'other', surface);
    expect(after.startsWith(head + block)).toBe(true);
    expect(after.endsWith(tail)).toBe(true);
  });

  it('writes the same bytes when nothing changed', () => {
    const before = `version: 1\n${block}`;
    expect(withSurface(before, 'billing', surface)).toBe(before);
  });

  it('changes what differs and keeps comments and the order of keys', () => {
    const before = `version: 1
surfaces:
  # the export
  billing: # nightly
    rule: R01 # the rule
    # where it lives
    paths: [api/**]
    decision: jwt # was jwt
    model: {version: 1.0.0, sha256: "${'0'.repeat(64)}"}
    answers:
      # who calls
      acts_for: nobody
      login: own # no longer asked
    date: 2026-01-01
    review: 2027-01-01
    requirements:
      algorithms: # signatures
        - ES256 # fast
  # another
  other: {paths: [x], decision: api-key, rule: R03, model: {version: 0.9.0, sha256: "${'1'.repeat(64)}"}, answers: {}, date: 2026-01-01, review: 2027-01-01, requirements: {}}
`;
    const after = withSurface(before, 'billing', surface);
    expect(after).toContain(
      '  # the export\n  billing:\n    # nightly\n    rule: R03 # the rule\n    # where it lives\n',
    );
    expect(after).toContain('    decision: api-key # was jwt\n');
    expect(after).toContain('      # who calls\n      acts_for: itself\n      verify_locally: "no"\n');
    for (const comment of ['no longer asked', 'signatures', 'fast', 'another'])
      expect(after.split(`# ${comment}\n`)).toHaveLength(2);
    expect(after.indexOf('  # another\n')).toBeGreaterThan(after.indexOf('billing:'));
  });

  it('fills an empty mapping', () => {
    expect(withSurface('version: 1\nsurfaces: {}\n', 'billing', surface)).toBe(`version: 1\n${block}`);
  });

  it('writes into a file that is one flow mapping', () => {
    expect(withSurface('{version: 1}\n', 'billing', surface)).toContain('decision: api-key');
  });
});

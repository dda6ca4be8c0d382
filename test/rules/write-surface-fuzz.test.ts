import fc from 'fast-check';
import { expect, it } from 'vitest';
import { config, type Surface } from '../../src/rules/schema/config.ts';
import { withSurface } from '../../src/rules/write-surface.ts';
import { parseYamlFile } from '../../src/rules/yaml-file.ts';

const sha256 = 'ab'.repeat(32);
const record = (rule: string): Surface => ({
  paths: ['**'],
  decision: 'jwt',
  rule,
  model: { version: '1.0.0', sha256 },
  answers: { acts_for: 'itself', verify_locally: 'yes' },
  date: '2026-01-02',
  review: '2027-01-02',
  requirements: { maxLifetime: { access: '15m' }, algorithms: ['ES256', 'EdDSA'] },
  warnings: ['long-jwt'],
});

const remark = fc.constantFrom('', '', ' # a', '   #b', ' # c: d', ' # "e');
const gap = fc.constantFrom(
  '',
  '',
  '\n',
  '\n\n',
  '# alone\n',
  '\n# first\n# second\n\n',
  '  # set in\n',
  '   \n',
);

/** One surface in a form of a person's choosing. */
const surface = fc
  .tuple(remark, remark, remark, gap, fc.boolean())
  .map(([a, b, c, between, flow]) =>
    flow
      ? (id: string) =>
          `  ${id}: {rule: R1, decision: 'jwt', paths: [ "x" ],model: {version: 1.0.0, sha256: ${sha256}}, answers: {acts_for:   itself}, date: 2026-01-01, review: 2027-01-01, requirements: {}}${a}\n`
      : (id: string) =>
          `  ${id}:${a}\n      rule: R1${b}\n${between}      decision: "jwt"\n      paths:${c}\n      - x${a}\n      - 'y'\n      answers:\n        acts_for: itself${b}\n        login: own${c}\n      date: 2026-01-01\n      review: 2027-01-01\n      model: {version: 1.0.0, sha256: ${sha256}}${c}\n      requirements:\n        algorithms:\n          - ES256${a}\n          - HS256\n`,
  );

const file = fc
  .tuple(
    gap,
    gap,
    gap,
    fc.array(fc.tuple(surface, gap), { maxLength: 3 }),
    remark,
    fc.boolean(),
    fc.boolean(),
  )
  .map(([top, before, after, surfaces, mark, scanLast, crlf]) => {
    const scan = `scan:   {exclude: [a,   b]}${mark}\n`;
    const own = surfaces.map(([one, between], i) => one(`s${i}`) + between).join('');
    const block = own ? `surfaces:${mark}\n${own}` : '';
    const text = `${top}version:  1${mark}\n${before}${scanLast ? '' : scan}${block}${after}${scanLast ? scan : ''}`;
    return { text: crlf ? text.replaceAll('\n', '\r\n') : text, scan: scan.trimEnd() };
  });

it('records a surface in any file that validates, and loses nothing', () => {
  fc.assert(
    fc.property(file, fc.constantFrom('s0', 's1', 'fresh'), ({ text, scan }, id) => {
      fc.pre(parseYamlFile('f', text, config).value !== undefined);
      const after = withSurface(text, id, record('R12'));
      expect(parseYamlFile('f', after, config).value?.surfaces?.[id]).toEqual(record('R12'));
      expect(after).toContain(scan);
      expect(withSurface(after, id, record('R12'))).toBe(after);
    }),
    { numRuns: 80 },
  );
});

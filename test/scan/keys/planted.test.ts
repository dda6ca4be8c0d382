import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRandom } from '../../../src/rules/sample-random.ts';
import { sampleToken } from '../../../src/rules/sample-token.ts';
import { compileFormat, publicPrefix } from '../../../src/rules/token-format.ts';
import { createKeyDetector } from '../../../src/scan/keys/detector.ts';
import { isPlaceholder } from '../../../src/scan/keys/placeholder.ts';
import { detectIn, tokenRules } from './support.ts';

const detector = createKeyDetector(tokenRules);
const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const filler = fc.string({ unit: fc.constantFrom(...ascii), maxLength: 300 });

describe.each(tokenRules.map((rule) => ({ id: rule.id, rule })))('a planted $id', ({ rule }) => {
  const format = compileFormat(rule.parts);
  const planted = fc.record({
    before: filler,
    left: fc.constantFrom(...ascii.filter((char) => !format.notBefore.includes(char))),
    seed: fc.nat(),
    right: fc.constantFrom(...ascii.filter((char) => !format.notAfter.includes(char))),
    after: filler,
  });

  it('is found exactly once, at any offset and between any neighbours, and is not shown', async () => {
    await fc.assert(
      fc.asyncProperty(planted, async ({ before, left, seed, right, after }) => {
        const token = sampleToken(rule, sampleRandom(`${rule.id}:${seed}`));
        const start = before.length + 1 + (rule.near?.[0]?.length ?? 0) + 1;
        const text = `${before} ${rule.near?.[0] ?? ''}${left}${token}${right}${after}`;
        const found = await detectIn(detector, text);
        expect(found.map((one) => [one.rule.id, one.start, one.end])).toEqual([
          [rule.id, start, start + token.length],
        ]);

        const hidden = token.slice(publicPrefix(format, token).length);
        const shown = `${found[0]?.preview} ${found[0]?.message} ${found[0]?.fix}`;
        const windows = Array.from({ length: Math.max(hidden.length - 7, 0) }, (_, at) =>
          hidden.slice(at, at + 8),
        );
        expect(windows.filter((window) => shown.includes(window))).toEqual([]);
        expect(found[0]?.secrets).toEqual([{ start, end: start + token.length, shown: found[0]?.preview }]);
      }),
      { numRuns: 100, seed: 20_260_115 },
    );
  });

  it('never has a variable half that looks made up', () => {
    const pattern = new RegExp(format.source);
    const made = Array.from({ length: 200 }, (_, seed) =>
      sampleToken(rule, sampleRandom(`${rule.id}/${seed}`)),
    );
    expect(
      made.filter((token) => isPlaceholder(pattern.exec(token)?.slice(1).join('') ?? 'x'.repeat(9))),
    ).toEqual([]);
  });
});

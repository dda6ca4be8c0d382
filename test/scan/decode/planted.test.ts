import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRandom } from '../../../src/rules/sample-random.ts';
import { sampleToken } from '../../../src/rules/sample-token.ts';
import { compileFormat, publicPrefix } from '../../../src/rules/token-format.ts';
import { createScanner } from '../../../src/scan/engine.ts';
import { createKeyDetector } from '../../../src/scan/keys/detector.ts';
import { tokenRules } from '../keys/support.ts';

const scanner = createScanner([createKeyDetector(tokenRules)], { digestKey: 'test' });

interface Way {
  readonly name: string;
  encode(text: string): string;
  /** Where `text.slice(start, end)` stands in what `encode` gives. */
  place(start: number, end: number): [number, number];
  /** Neighbours that belong to the encoding itself. */
  readonly own: RegExp;
}

const perChar = (name: string, width: number, own: RegExp, encodeChar: (code: number) => string): Way => ({
  name,
  encode: (text) => [...text].map((char) => encodeChar(char.charCodeAt(0))).join(''),
  place: (start, end) => [start * width, end * width],
  own,
});

const hex2 = (code: number): string => code.toString(16).padStart(2, '0');
const base64Place = (start: number, end: number): [number, number] => [
  Math.floor((start * 4) / 3),
  Math.ceil((end * 4) / 3),
];
const again = (start: number, end: number): [number, number] => base64Place(...base64Place(start, end));

const base64Own = /[A-Za-z0-9+/_=-]/;
const ways: readonly Way[] = [
  {
    name: 'base64',
    encode: (text) => Buffer.from(text).toString('base64'),
    place: base64Place,
    own: base64Own,
  },
  {
    name: 'base64url',
    encode: (text) => Buffer.from(text).toString('base64url'),
    place: base64Place,
    own: base64Own,
  },
  {
    name: 'base64 in base64',
    encode: (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
    place: again,
    own: base64Own,
  },
  perChar('hex', 2, /[A-Za-z0-9+/_-]/, hex2),
  perChar('percent', 3, /%/, (code) => `%${hex2(code)}`),
  perChar('unicode escapes', 6, /\\/, (code) => `\\u00${hex2(code)}`),
  perChar('unicode escapes in JSON in JSON', 7, /\\/, (code) => `\\\\u00${hex2(code)}`),
  perChar('hexadecimal escapes', 4, /\\/, (code) => `\\x${hex2(code)}`),
  perChar('entities', 6, /&/, (code) => `&#x${hex2(code)};`),
];

const ascii = Array.from({ length: 95 }, (_, code) => String.fromCharCode(code + 32));
// Filler without the characters that encodings are made of: it must not decode by chance into a neighbour.
const filler = fc.string({ unit: fc.constantFrom(' ', '\n', 'é', ';', ',', '(', 'x', '7'), maxLength: 80 });

const edges = new Map(
  tokenRules.map((rule) => {
    const { notBefore, notAfter } = compileFormat(rule.parts);
    return [
      rule.id,
      {
        before: ascii.filter((char) => !notBefore.includes(char)),
        after: ascii.filter((char) => !notAfter.includes(char)),
      },
    ];
  }),
);

describe.each(ways)('a token in $name', (way) => {
  it.each(tokenRules.map((rule) => [rule.id, rule] as const))(
    '%s is found once, in its place',
    async (id, rule) => {
      const { before = [], after = [] } = edges.get(id) ?? {};
      const neighbour = fc.constantFrom(...ascii.filter((char) => !way.own.test(char)));
      const planted = fc.record({
        left: filler,
        leftEdge: neighbour,
        inner: fc.constantFrom(...before),
        seed: fc.nat(),
        innerAfter: fc.constantFrom(...after),
        rightEdge: neighbour,
        right: filler,
      });
      await fc.assert(
        fc.asyncProperty(planted, async (one) => {
          const token = sampleToken(rule, sampleRandom(`${id}:${one.seed}`));
          const word = rule.near?.[0] ?? 'some words';
          const plain = `${word} ${one.inner}${token}${one.innerAfter} tail`;
          const start = word.length + 2;
          const head = `${one.left}\n${one.leftEdge}`;
          const text = `${head}${way.encode(plain)}${one.rightEdge}${one.right}`;
          const [from, to] = way.place(start, start + token.length).map((at) => at + one.leftEdge.length + 1);
          const { findings } = await scanner.scan({
            path: 'a.txt',
            bytes: Buffer.from(text),
            origin: 'file',
          });
          expect(
            findings.map(({ ruleId, location: { column, endColumn } }) => [ruleId, column, endColumn]),
          ).toEqual([[id, from, to]]);
          const hidden = token.slice(publicPrefix(compileFormat(rule.parts), token).length);
          const shown = JSON.stringify([findings[0]?.message, findings[0]?.preview, findings[0]?.frame]);
          expect(shown).not.toContain(hidden);
          expect(shown).not.toContain(
            way.encode(plain).slice(way.place(start, 0)[0], way.place(0, start + token.length)[1]),
          );
        }),
        { numRuns: 6, seed: 20_260_115 },
      );
    },
  );
});

import { describe, expect, it } from 'vitest';
import { sampleRandom } from '../../src/rules/sample-random.ts';
import { nearMiss, sampleToken } from '../../src/rules/sample-token.ts';
import type { Part } from '../../src/rules/schema/token.ts';
import {
  compileFormat,
  formatProblems,
  mostTokenLength,
  publicPrefix,
} from '../../src/rules/token-format.ts';
import { tokenRules } from '../scan/keys/support.ts';

const matches = (parts: readonly Part[], text: string): string[] =>
  [...text.matchAll(new RegExp(compileFormat(parts).source, 'g'))].map(([match]) => match);

const fixed: Part[] = [{ lit: 'tok_' }, { chars: 'a-z0-9', len: 8 }];

describe('the literal to look for', () => {
  it.each<[string, Part[], { text: string; least: number; most: number }[]]>([
    ['the only one', fixed, [{ text: 'tok_', least: 0, most: 0 }]],
    [
      'the longest, with its distance',
      [{ lit: 'ab-' }, { chars: '0-9', len: [2, 5] }, { lit: '.long.' }, { chars: '0-9', len: 9 }],
      [{ text: '.long.', least: 5, most: 8 }],
    ],
    [
      'each of several',
      [{ any: ['aaa_', 'bbbb_'] }, { chars: 'a-z', len: 9 }],
      [
        { text: 'aaa_', least: 0, most: 0 },
        { text: 'bbbb_', least: 0, most: 0 },
      ],
    ],
    [
      'neighbours joined',
      [{ lit: 'ab' }, { lit: 'cd' }, { chars: 'a-z', len: 9 }],
      [{ text: 'abcd', least: 0, most: 0 }],
    ],
    [
      'not an optional one',
      [{ any: ['', 'prefix_'] }, { lit: 'abc' }, { chars: '0-9', len: 9 }],
      [{ text: 'abc', least: 0, most: 7 }],
    ],
    ['none when all are short', [{ lit: 'SK' }, { chars: 'a-f0-9', len: 32 }], []],
  ])('is %s', (_, parts, anchors) => {
    expect(compileFormat(parts).anchors).toEqual(anchors);
  });
});

describe('the pattern', () => {
  it.each([
    ['alone', 'tok_abcd1234', ['tok_abcd1234']],
    ['in quotes', '"tok_abcd1234"', ['tok_abcd1234']],
    ['after an escaped line end', String.raw`x\ntok_abcd1234\n`, ['tok_abcd1234']],
    ['after a percent escape', 'k%3Dtok_abcd1234%26', ['tok_abcd1234']],
    ['after a terminal colour', '\u001b[32mtok_abcd1234\u001b[0m', ['tok_abcd1234']],
    ['inside a longer word', 'mytok_abcd1234', []],
    ['one character short', 'tok_abcd123', []],
    ['one character long', 'tok_abcd12345', []],
    ['in the wrong case', 'TOK_abcd1234', []],
  ])('sees a token %s', (_, text, found) => {
    expect(matches(fixed, text)).toEqual(found);
  });

  it('leaves out the signs that end a base64 text only where there are too many', () => {
    const parts: Part[] = [{ lit: 'tok:' }, { chars: 'A-Z', len: [8, 12] }, { chars: '=', len: [0, 2] }];
    expect(matches(parts, 'tok:ABCDEFGH== tok:ABCDEFGH=== tok:ABCDEFGHIJKLM')).toEqual(['tok:ABCDEFGH==']);
  });

  it('treats every character of a literal as itself', () => {
    expect(matches([{ lit: 'a.b*c(' }, { chars: '0-9', len: 8 }], 'axb*c(12345678 a.b*c(12345678')).toEqual([
      'a.b*c(12345678',
    ]);
  });
});

describe('the public prefix', () => {
  it.each<[string, Part[], string, string]>([
    ['the literal', fixed, 'tok_abcd1234', 'tok_'],
    [
      'the alternative that is there',
      [{ any: ['a_', 'a_v2_'] }, { chars: '0-9a-z_', len: 8 }],
      'a_v2_12345678',
      'a_v2_',
    ],
    [
      'literals in a row',
      [{ lit: 'https://' }, { any: ['', 'x.'] }, { lit: 'y/' }, { chars: '0-9', len: 8 }],
      'https://x.y/12345678',
      'https://x.y/',
    ],
    [
      'nothing before a variable start',
      [{ chars: '0-9', len: 8 }, { lit: ':AA' }, { chars: 'a-z', len: 9 }],
      '12345678:AAabcdefghi',
      '',
    ],
  ])('is %s', (_, parts, token, prefix) => {
    expect(publicPrefix(compileFormat(parts), token)).toBe(prefix);
  });
});

describe('what is wrong with parts', () => {
  it.each<[string, Part[], RegExp]>([
    ['nothing to look for', [{ chars: 'a-f0-9', len: 32 }], /no literal/],
    ['a backward range', [{ lit: 'abc_' }, { chars: 'z-a', len: 9 }], /runs backwards/],
    [
      'too long',
      [{ lit: 'abc_' }, { chars: 'a-z', len: 4096 }, { lit: '.' }, { chars: 'a-z', len: 4096 }],
      /characters long/,
    ],
    ['too short', [{ lit: 'abc_' }, { chars: 'a-z', len: 2 }], /shorter than 8/],
    [
      'runs that could be divided in too many ways',
      [{ lit: 'abc_' }, { chars: 'a-z-', len: [8, 100] }, { lit: '-' }, { chars: 'a-z-', len: [8, 100] }],
      /too many ways/,
    ],
  ])('is told: %s', (_, parts, problem) => {
    expect(formatProblems({ parts }).join('; ')).toMatch(problem);
  });

  it('is not that a literal is missing, where words stand by', () => {
    expect(formatProblems({ parts: [{ chars: 'a-f0-9', len: 32 }], near: ['acme'] })).toEqual([]);
  });
});

describe.each(tokenRules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  const format = compileFormat(rule.parts);

  it('has sound parts', () => {
    expect(formatProblems(rule)).toEqual([]);
    expect(format.maxLength).toBeLessThanOrEqual(mostTokenLength);
  });

  it('has an upper bound on every quantifier, and none that nests', () => {
    const bare = format.source
      .replace(/\[(?:\\u[0-9a-f]{4}|[^\]\\])*\]/g, '.')
      .replace(/\\[^u]|\\u[0-9a-f]{4}/g, '.');
    expect(bare).not.toMatch(/[*+]|\{\d+,\}|\)\{|\)\?|[^(]\?/);
  });

  it('matches its own samples, which keep within the lengths', () => {
    for (let seed = 0; seed < 50; seed++) {
      const token = sampleToken(rule, sampleRandom(`${rule.id}:${seed}`));
      expect(matches(rule.parts, `= ${token} `)).toHaveLength(1);
      expect(token.length).toBeGreaterThanOrEqual(format.minLength);
      expect(token.length).toBeLessThanOrEqual(format.maxLength);
    }
  });

  it('does not match a sample that lacks a character', () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(matches(rule.parts, nearMiss(rule, sampleRandom(`${rule.id}:${seed}`)))).toEqual([]);
    }
  });
});

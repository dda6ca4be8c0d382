import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeJson, escapeLineStart, escapeText } from '../../src/core/escape.ts';

describe('escapeText', () => {
  it.each([
    ['plain text', 'src/a.ts: ok', 'src/a.ts: ok'],
    ['nothing', '', ''],
    ['other alphabets and emoji', 'wörter 日本語 \u{1f600} ❤\ufe0f', 'wörter 日本語 \u{1f600} ❤\ufe0f'],
    ['a tab', 'a\tb', 'a b'],
    ['line breaks', 'a\r\nb', 'a\\x0d\\x0ab'],
    ['a colour', '\u001b[31m', '\\x1b[31m'],
    ['C1 controls', '\u009b\u0085', '\\x9b\\x85'],
    ['backspace and DEL', '\b\u007f', '\\x08\\x7f'],
    ['a bidirectional override', '\u202egpj', '\\u202egpj'],
    ['isolates and marks', '\u2066\u200e\u061c', '\\u2066\\u200e\\u061c'],
    ['line separators', '\u2028\u2029', '\\u2028\\u2029'],
    ['characters that show nothing', '\u200b\u3164\u115f\ufeff', '\\u200b\\u3164\\u115f\\ufeff'],
    ['tag characters', '\u{e0041}', '\\u{e0041}'],
    ['noncharacters', '\ufffe', '\\ufffe'],
    ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    [
      'runner commands inside a line',
      'a ##[error] ##vso[x] ##teamcity[y]',
      'a #\\x23[error] #\\x23vso[x] #\\x23teamcity[y]',
    ],
    ['a heading', '## Title', '## Title'],
    ['a command with more signs', '###[group]', '##\\x23[group]'],
  ])('treats %s', (_, text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeText(escapeText(text))).toBe(escapeText(text));
      }),
    );
  });
});

describe('escapeLineStart', () => {
  it.each([
    ['::error::x', '\\x3a:error::x'],
    ['  ::error::x', '  \\x3a:error::x'],
    ['\t::x', ' \\x3a:x'],
    ['a::b', 'a::b'],
    [':a', ':a'],
    ['\n::x', '\\x0a::x'],
  ])('disarms %j', (text, expected) => {
    expect(escapeLineStart(text)).toBe(expected);
  });
});

describe('escapeJson', () => {
  it('changes how a value is written and not what it says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const json = JSON.stringify(value);
        expect(JSON.parse(escapeJson(json))).toEqual(JSON.parse(json));
      }),
    );
  });

  it.each([
    ['\u009b\u202e', '"\\u009b\\u202e"'],
    ['\u{e0041}', '"\\udb40\\udc41"'],
    ['##[error]', '"#\\u0023[error]"'],
  ])('writes %j as escapes', (text, expected) => {
    expect(escapeJson(JSON.stringify(text))).toBe(expected);
  });

  it('keeps the line breaks between values', () => {
    expect(escapeJson('{\n"a": 1\n}')).toBe('{\n"a": 1\n}');
  });
});

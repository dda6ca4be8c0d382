import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../src/core/escape.ts';
import { escapeHtml, html, trusted } from '../../src/reports/markup.ts';
import { readHtml } from '../support/read-html.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '!', '-', ' ', 'a', '`', ';', '#', '\n', '\0'),
  }),
);

describe('escapeHtml', () => {
  it.each([
    ['<img src=x onerror="a()">', '&lt;img src=x onerror=&quot;a()&quot;&gt;'],
    ["' onload='a()", '&#39; onload=&#39;a()'],
    ['&lt;', '&amp;lt;'],
    ['\u202egpj.exe\u0000', '\\u202egpj.exe\\x00'],
    ['a\nb', 'a\\x0ab'],
    ['\ud800', '\ufffd'],
  ])('makes %j inert', (text, escaped) => {
    expect(escapeHtml(text)).toBe(escaped);
  });
});

describe('html', () => {
  it('escapes values, and neither its own text nor HTML', () => {
    const item = html`<b>${'<i>'}</b>`;
    expect(String(html`<p title="${'"'}">${item}${[item, item]}${3}${trusted('<hr>')}</p>`)).toBe(
      '<p title="&quot;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b><b>&lt;i&gt;</b>3<hr></p>',
    );
  });

  it('lets no text become a tag or an attribute, or change on the way', () => {
    fc.assert(
      fc.property(anyText, anyText, (inAttribute, inText) => {
        const shown = escapeText(inText);
        expect(readHtml(String(html`<p title="${inAttribute}">${inText}</p>`))).toEqual([
          { kind: 'tag', name: 'p', attributes: [['title', escapeText(inAttribute)]] },
          ...(shown === '' ? [] : [{ kind: 'text', text: shown }]),
          { kind: 'tag', name: '/p', attributes: [] },
        ]);
      }),
    );
  });

  it('is no string, so that nothing but a template makes it', () => {
    expect(String(html`${JSON.parse('{"text":"<b>"}').text}`)).toBe('&lt;b&gt;');
  });
});

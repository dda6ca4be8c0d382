import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../../src/core/escape.ts';
import { renderHtml } from '../../../src/reports/recommendation/html.ts';
import { type HtmlToken, readHtml } from '../../support/read-html.ts';
import { sample, sampleSaying } from './sample.ts';

const today = '2026-01-02';
const golden = (name: string): string => join(import.meta.dirname, '../../fixtures/recommendation', name);
const tokens = readHtml(renderHtml(sample, today));

const tags = (name: string): Record<string, string>[] =>
  tokens.flatMap((token) =>
    token.kind === 'tag' && token.name === name ? [Object.fromEntries(token.attributes)] : [],
  );

const valuesOf = (attribute: string): string[] =>
  tokens.flatMap((token) =>
    token.kind === 'tag'
      ? token.attributes.filter(([key]) => key === attribute).map(([, value]) => value)
      : [],
  );

/** Tags with the names of their attributes: what no text may change. */
const skeleton = (page: string): string[] =>
  readHtml(page).flatMap((token) =>
    token.kind === 'tag' ? [`${token.name} ${token.attributes.map(([key]) => key).join(' ')}`] : [],
  );

const textOf = (all: readonly HtmlToken[]): string =>
  all.map((token) => (token.kind === 'text' ? token.text : '')).join('');

describe('the HTML report', () => {
  it('is the page that was looked at', async () => {
    await expect(renderHtml(sample, today)).toMatchFileSnapshot(golden('sample.html'));
  });

  it('loads nothing and runs nothing', () => {
    expect(tags('meta')).toContainEqual({
      'http-equiv': 'Content-Security-Policy',
      content: "default-src 'none'; style-src 'unsafe-inline'",
    });
    const names = new Set(tokens.flatMap((token) => (token.kind === 'tag' ? [token.name] : [])));
    for (const name of ['script', 'img', 'link', 'iframe', 'object', 'form', 'base'])
      expect(names).not.toContain(name);
    expect(valuesOf('href').filter((target) => !target.startsWith('#'))).toEqual([]);
    expect(valuesOf('src')).toEqual([]);
    expect(valuesOf('style')).toEqual([]);
    expect(textOf(tokens)).not.toMatch(/url\(|@import|https?:/);
  });

  it('closes what it opens', () => {
    const open: string[] = [];
    for (const token of tokens) {
      if (token.kind !== 'tag' || ['meta', '!doctype html'].includes(token.name)) continue;
      if (token.name.startsWith('/')) expect(open.pop()).toBe(token.name.slice(1));
      else open.push(token.name);
    }
    expect(open).toEqual([]);
  });

  it('names its language and its landmarks, and has one first heading', () => {
    expect(tags('html')).toEqual([{ lang: 'en' }]);
    expect(tags('nav')).toEqual([{ 'aria-label': 'Contents' }]);
    for (const name of ['h1', 'header', 'main', 'footer', 'title']) expect(tags(name)).toHaveLength(1);
    for (const { 'aria-labelledby': label } of tags('section')) expect(valuesOf('id')).toContain(label);
  });

  it('goes down one level of heading at a time', () => {
    const levels = tokens.flatMap((token) =>
      token.kind === 'tag' && /^h[1-6]$/.test(token.name) ? [Number(token.name[1])] : [],
    );
    expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([]);
  });

  it('gives each id once, and every link a target', () => {
    const ids = valuesOf('id');
    expect(new Set(ids).size).toBe(ids.length);
    expect(valuesOf('href').filter((target) => !ids.includes(target.slice(1)))).toEqual([]);
  });

  it('says in words what it says in colour', () => {
    const text = textOf(tokens).replace(/\s+/g, ' ');
    expect(text).toContain('A server or A device (answered)');
    expect(text).toContain('No (answered) API key (the choice)');
    expect(text.match(/\(the choice\)/g)).toHaveLength(1);
  });

  it('lets no text become markup', () => {
    const plain = skeleton(renderHtml(sampleSaying('x'), today));
    fc.assert(
      fc.property(hostile, (text) => {
        const page = renderHtml(sampleSaying(text), today);
        expect(skeleton(page)).toEqual(plain);
        expect(textOf(readHtml(page))).toContain(escapeText(text));
      }),
      { numRuns: 200 },
    );
  });
});

const hostile = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom(
      '</title><script>a()</script>',
      '</style><img src=x onerror=a()>',
      '"><svg onload=a()>',
      "' autofocus onfocus='a()",
      '<!-- ',
      ']]>',
      '&#x3c;b&#x3e;',
    ),
    fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', '!', '-', ' ', 'b'), minLength: 1 }),
  )
  .filter((text) => text.trim() !== '');

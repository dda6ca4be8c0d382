import type { Recommendation } from '../../core/recommendation.ts';
import { type Html, html, trusted } from '../markup.ts';
import { type HtmlSection, htmlSections } from './html-sections.ts';
import { htmlStyle } from './html-style.ts';
import { outlineOf } from './outline.ts';

/**
 * A recommendation as one HTML file that needs nothing else: no script, no network.
 * @param today - YYYY-MM-DD
 */
export const renderHtml = (one: Recommendation, today: string): string => {
  const sections = htmlSections(one);
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${outlineOf(one).title}</title>
<style>${trusted(htmlStyle)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${header(one)}
<div class="page">
${contents(sections)}
<main id="content">
${sections.map(section)}
</main>
</div>
${footer(one, today)}
</body>
</html>`}\n`;
};

const header = (one: Recommendation): Html => html`<header>
<p class="surface">${one.surface ?? 'How callers should authenticate'}</p>
<h1>${one.headline}</h1>
${one.because.filter(({ ask }) => ask === null).map(({ say }) => html`<p class="lead">${say}</p>\n`)}${outlineOf(one).lead.map((line) => html`<p class="fit">${line}</p>\n`)}</header>`;

const contents = (sections: readonly HtmlSection[]): Html => html`<nav aria-label="Contents">
<ul>
${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul>
</nav>`;

const section = ({ id, title, tone, body }: HtmlSection): Html =>
  html`<section id="${id}" class="${tone}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>\n`;

const footer = ({ model, rule }: Recommendation, today: string): Html => html`<footer>
<p>Recommended by auth-advisor on <time datetime="${today}">${today}</time>, by rule ${rule} of its decision model ${model.version}.</p>
<p class="hash">SHA-256 of the model: <code>${model.sha256}</code></p>
</footer>`;

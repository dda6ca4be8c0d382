import type {
  Cited,
  Flip,
  Level,
  Mechanism,
  NamedCited,
  Reason,
  Recommendation,
  RecommendedCompanion,
  RecommendedWarning,
} from '../../core/recommendation.ts';
import { type Html, html } from '../markup.ts';
import { htmlTree } from './html-tree.ts';
import { claimPoints, type Point, sourcePoints } from './outline.ts';
import { sayMechanism } from './say.ts';
import { sayRequirements } from './say-requirements.ts';

/** One part of the page. */
export interface HtmlSection {
  readonly id: string;
  readonly title: string;
  /** A class of the style sheet. */
  readonly tone: 'plain' | 'alarm' | 'offer' | 'small';
  readonly body: Html;
}

/** What the page says, in the order in which a person needs it. Empty sections are left out. */
export const htmlSections = (one: Recommendation): HtmlSection[] =>
  [
    part(
      'refused',
      'Refused, unless somebody accepts it',
      one.warnings.filter(isRefused).map(refusal),
      'alarm',
    ),
    part('better', 'Better still', one.companions.filter(({ offer }) => offer).map(companion), 'offer'),
    part('because', 'Because', one.because.filter(({ ask }) => ask !== null).map(reason), 'plain', 'steps'),
    { id: 'tree', title: 'The decision tree', tone: 'plain' as const, body: htmlTree(one.tree) },
    ...(['must', 'should', 'consider'] as const).map((level) => companions(one, level)),
    part('warnings', 'Warnings', one.warnings.filter((item) => !isRefused(item)).map(warning)),
    part('others', 'Why not the others', rejections(one)),
    part(
      'differences',
      'Where sources differ',
      one.differences.map((item) => html`<p>${item.say}</p>${basis(item, item.id)}`),
    ),
    part('flips', 'What would change the answer', flips(one.flips)),
    part(
      'assumed',
      'Assumed, because it was not answered',
      one.assumed.map(({ ask, label }) => html`<p>${ask} <b>${label}</b></p>`),
    ),
    part(
      'unused',
      'Answered, but not asked here',
      one.unused.map((fact) => html`<p>${fact}</p>`),
    ),
    part(
      'next',
      'Next steps',
      one.next.map((text) => html`<p>${text}</p>`),
      'plain',
      'steps',
    ),
    part('claims', 'Claims named above', claimPoints(one).map(claim), 'small'),
    part('sources', 'Sources named above', sourcePoints(one.references, true).map(source), 'small'),
    part('unverified', 'Sources not verified', sourcePoints(one.references, false).map(source), 'small'),
  ].filter((section) => section !== undefined);

const part = (
  id: string,
  title: string,
  items: readonly Html[],
  tone: HtmlSection['tone'] = 'plain',
  list: 'points' | 'steps' = 'points',
): HtmlSection | undefined => {
  if (items.length === 0) return undefined;
  const lines = items.map((item) => html`<li>${item}</li>\n`);
  const body =
    list === 'steps' ? html`<ol class="steps">\n${lines}</ol>` : html`<ul class="points">\n${lines}</ul>`;
  return { id, title, tone, body };
};

const levelTitles = {
  must: 'It must come with',
  should: 'It should come with',
  consider: 'Consider',
} as const satisfies Record<Level, string>;

const companions = (one: Recommendation, level: Level): HtmlSection | undefined =>
  part(
    level,
    levelTitles[level],
    one.companions.filter((item) => item.level === level && !item.offer).map(companion),
  );

const companion = (item: RecommendedCompanion): Html =>
  html`<p>${item.say}</p>${(item.requires ? sayRequirements(item.requires) : []).map((text) => html`<p class="limit">${text}</p>`)}${basis(item, item.id)}`;

const isRefused = ({ severity, accepted }: RecommendedWarning): boolean =>
  severity === 'refuse' && accepted === undefined;

const refusal = (item: RecommendedWarning): Html => html`<p>${item.say}</p>${basis(item, item.id)}`;

const warning = (item: RecommendedWarning): Html =>
  html`<p><b class="mark ${item.severity}">${severityWords[item.severity]}</b> ${item.say}</p>${
    item.accepted === undefined ? html`` : html`<p class="limit">Accepted: ${item.accepted}</p>`
  }${basis(item, item.id)}`;

const severityWords = { refuse: 'Refused', warn: 'Warning', note: 'Note' } as const;

const reason = (item: Reason): Html =>
  html`<p class="ask">${item.ask ?? ''}</p><p class="say">${item.say}</p>${basis(item, `${item.fact}=${item.value}`)}`;

const rejections = ({ rejected }: Recommendation): Html[] =>
  (Object.entries(rejected) as [Mechanism, NamedCited][]).map(
    ([mechanism, item]) => html`<h3>${sayMechanism(mechanism)}</h3><p>${item.say}</p>${basis(item, item.id)}`,
  );

const flips = (all: readonly Flip[]): Html[] =>
  [...new Set(all.map(({ ask }) => ask))].map(
    (ask) => html`<p class="ask">${ask}</p>${all.filter((one) => one.ask === ask).map(flip)}`,
  );

const flip = ({ label, to }: Flip): Html =>
  html`<p>If it were <b>${label}</b>: <b class="becomes">${to.map(({ headline }) => headline).join(', or ')}</b></p>`;

const claim = ({ mark = '', text }: Point): Html => html`<p id="claim-${mark}"><b>${mark}</b> ${text}</p>`;

const source = ({ text, notes }: Point): Html =>
  html`<p>${text}</p><p class="basis">${notes.join(' · ')}</p>`;

/** Small print: the name of the entry, and what it rests on. */
const basis = ({ essay, references }: Cited, name: string): Html =>
  html`<p class="basis"><code>${name}</code>${essay.map(({ id }) => html`&nbsp;· <a href="#claim-${id}">${id}</a>`)}${references.map(
    ({ text, checked }) => html`&nbsp;· ${checked ? text : `${text} (not verified)`}`,
  )}</p>`;

import type {
  Cited,
  Level,
  Mechanism,
  NamedCited,
  Recommendation,
  RecommendedCompanion,
  RecommendedWarning,
  Reference,
} from '../../core/recommendation.ts';
import { basis } from './basis.ts';
import { sayMechanism } from './say.ts';

/** A report as headings and points, before it is text or Markdown. */
export interface Outline {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly points: readonly Point[];
}

export interface Point {
  /** A word in front that must not be missed. */
  readonly mark?: string;
  readonly alarm?: boolean;
  readonly text: string;
  /** The answer, where the text is a question. */
  readonly reply?: string;
  /** Lines that belong to the text. */
  readonly items?: readonly string[];
  /** Where it comes from, in small print. */
  readonly notes: readonly string[];
}

/** What a recommendation says, in the order in which a person needs it. Empty sections are left out. */
export const outlineOf = (one: Recommendation): Outline => ({
  title: one.surface ? `${one.surface}: ${one.headline}` : one.headline,
  lead: leadOf(one),
  sections: [
    {
      title: 'Refused, unless accepted with --accept and --reason',
      points: one.warnings.filter(isRefused).map(warningPoint),
    },
    { title: 'Better still', points: one.companions.filter(({ offer }) => offer).map(companionPoint) },
    { title: 'Because', points: becausePoints(one) },
    ...(['must', 'should', 'consider'] as const).map((level) => companionSection(one, level)),
    { title: 'Warnings', points: one.warnings.filter((item) => !isRefused(item)).map(warningPoint) },
    { title: 'Why not the others', points: rejectedPoints(one) },
    {
      title: 'Where sources differ',
      points: one.differences.map((item) => ({ text: item.say, notes: basis(item) })),
    },
    { title: 'What would change the answer', points: flipPoints(one) },
    { title: 'Assumed, because it was not answered', points: assumedPoints(one) },
    {
      title: 'Answered, but not asked here',
      points: one.unused.map((fact) => ({ text: fact, notes: [] })),
    },
    { title: 'Next steps', points: one.next.map((text) => ({ text, notes: [] })) },
    { title: 'Where this comes from', points: originPoints(one) },
  ].filter(({ points }) => points.length > 0),
});

const leadOf = (one: Recommendation): string[] => [
  ...(one.whatIf ? [whatIfLine(one, one.whatIf)] : []),
  one.forced
    ? `Chosen as the nearest of the three, because one of them was asked for. ${one.fitSays}`
    : one.fitSays,
  ...(one.outcome === 'none' ? [`Nearest of the three: ${sayMechanism(one.nearest)}.`] : []),
];

const whatIfLine = (
  one: Recommendation,
  { set, before, open }: NonNullable<Recommendation['whatIf']>,
): string => {
  const change = Object.entries(set)
    .map(([fact, value]) => `${fact}=${value}`)
    .join(', ');
  if (open) {
    const to = open.to.map(({ headline }) => `"${headline}"`).join(' or ');
    const missing = Object.entries(open.missing).map(([fact, values]) => `${fact} (${values.join(', ')})`);
    return `With ${change} it would be ${to}, depending on ${missing.join(', ')}. What follows is without that change.`;
  }
  if (!before) return `On trial with ${change}.`;
  return before.headline === one.headline
    ? `On trial with ${change}: the answer stays the same.`
    : `On trial with ${change}: without it the answer is "${before.headline}".`;
};

const becausePoints = ({ because, rule }: Recommendation): Point[] =>
  because.map((reason) =>
    reason.ask === null
      ? { text: reason.say, notes: [`rule ${rule}`, ...basis(reason)] }
      : { text: reason.ask, reply: reason.say, notes: [`${reason.fact}=${reason.value}`, ...basis(reason)] },
  );

const levelTitles = {
  must: 'It must come with',
  should: 'It should come with',
  consider: 'Consider',
} as const satisfies Record<Level, string>;

const companionSection = (one: Recommendation, level: Level): Section => ({
  title: levelTitles[level],
  points: one.companions.filter((item) => item.level === level && !item.offer).map(companionPoint),
});

const companionPoint = (item: RecommendedCompanion): Point => ({
  text: item.say,
  notes: [item.id, ...basis(item)],
});

const isRefused = ({ severity, accepted }: RecommendedWarning): boolean =>
  severity === 'refuse' && accepted === undefined;

const warningPoint = (item: RecommendedWarning): Point => ({
  mark: item.accepted === undefined ? item.severity : `${item.severity}, accepted`,
  alarm: isRefused(item),
  text: item.say,
  notes: [item.id, ...(item.accepted === undefined ? [] : [`accepted: ${item.accepted}`]), ...basis(item)],
});

const rejectedPoints = ({ rejected }: Recommendation): Point[] =>
  (Object.entries(rejected) as [Mechanism, NamedCited][]).map(([mechanism, item]) => ({
    mark: sayMechanism(mechanism),
    text: item.say,
    notes: basis(item),
  }));

/** One point for each question, with the answers that would change the outcome. */
const flipPoints = ({ flips }: Recommendation): Point[] =>
  [...new Set(flips.map(({ ask }) => ask))].map((ask) => ({
    text: ask,
    items: flips
      .filter((one) => one.ask === ask)
      .map(({ label, to }) => `If it were "${label}": ${to.map(({ headline }) => headline).join(', or ')}.`),
    notes: [],
  }));

const assumedPoints = ({ assumed }: Recommendation): Point[] =>
  assumed.map(({ ask, label, fact, value }) => ({ text: ask, reply: label, notes: [`${fact}=${value}`] }));

/** The key to the small print: claims and documents, each once. */
const originPoints = (one: Recommendation): Point[] => {
  const titles = new Map(one.references.map((reference) => [reference.source, reference]));
  const documents = [...titles.values()].sort((a, b) => Number(b.checked) - Number(a.checked));
  return [
    {
      text:
        'Below each point: its name (for "auth-advisor explain"), the claims of the essay that it serves, and the clauses that it rests on.' +
        (documents.some(({ checked }) => !checked)
          ? ' Nobody has compared those with * with the document.'
          : ''),
      notes: [],
    },
    ...claimPoints(one),
    ...documents.map(({ source, title, checked, note }) => ({
      mark: checked ? source : `${source}*`,
      text: note ? `${title} (${note})` : title,
      notes: [],
    })),
  ];
};

/** The claims that a recommendation rests on, each once. */
export const claimPoints = (one: Recommendation): Point[] => {
  const items: readonly Cited[] = [
    ...one.because,
    ...one.companions,
    ...one.warnings,
    ...Object.values(one.rejected),
    ...one.differences,
  ];
  const byId = new Map(items.flatMap(({ essay }) => essay).map((claim) => [claim.id, claim.text]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([mark, text]) => ({ mark, text, notes: [] }));
};

/** One point for each document, with its clauses. */
export const sourcePoints = (references: readonly Reference[], checked: boolean): Point[] => {
  const listed = references.filter((one) => one.checked === checked);
  const titles = [...new Set(listed.map(({ title }) => title))];
  return titles.map((title) => {
    const clauses = listed.filter((one) => one.title === title);
    const note = clauses[0]?.note;
    return { text: note ? `${title} (${note})` : title, notes: clauses.map(({ text }) => text) };
  });
};

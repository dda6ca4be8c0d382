import type {
  Cited,
  Level,
  NamedCited,
  Reason,
  Recommendation,
  RecommendedWarning,
} from '../../core/recommendation.ts';
import { levels, mechanisms } from '../../core/recommendation.ts';
import { escapeMarkdown } from './markdown.ts';
import { claimPoints, outlineOf, type Point, sourcePoints } from './outline.ts';
import { sayMechanism } from './say.ts';
import { sayRequirements } from './say-requirements.ts';

/**
 * A recommendation as an architecture decision record in the form of MADR 4. People are for people to fill in.
 * @param today - YYYY-MM-DD
 */
export const renderAdr = (one: Recommendation, today: string): string =>
  `${[
    frontMatter(today),
    `# ${escapeMarkdown(adrTitle(one))}`,
    '## Context and Problem Statement',
    context(one),
    '## Decision Drivers',
    bullets(one.because.filter(({ ask }) => ask !== null).map(driver)),
    '## Considered Options',
    bullets(optionsOf(one).map(({ name }) => escapeMarkdown(name))),
    '## Decision Outcome',
    outcome(one),
    '### Consequences',
    bullets(consequences(one)),
    '### Confirmation',
    ...confirmation(one),
    '## Pros and Cons of the Options',
    ...optionsOf(one).flatMap(({ name, points }) => [`### ${escapeMarkdown(name)}`, bullets(points)]),
    '## More Information',
    ...moreInformation(one),
  ].join('\n\n')}\n`;

/** What was decided, about what: the title of the record, and from it the name of its file. */
export const adrTitle = ({ outcome, instead, surface, forced }: Recommendation): string => {
  const what = surface ?? 'the API';
  if (outcome !== 'none') return `Authenticate the callers of ${what} with ${means[outcome]}`;
  if (instead === 'anonymous' && !forced) return `Leave ${what} open, with rate limits`;
  if (instead === 'fix-credential-home') return `Move the secret of ${what} out of what is handed out`;
  return `Authenticate the callers of ${what} with a server-side session`;
};

const means = { 'api-key': 'an API key', jwt: 'a JWT', 'oauth2-oidc': 'OAuth2 and OpenID Connect' } as const;

const frontMatter = (today: string): string =>
  [
    '---',
    'status: proposed',
    `date: ${today}`,
    'decision-makers: [] # to be filled in by those who decide',
    '---',
  ].join('\n');

const context = ({ surface, model }: Recommendation): string =>
  `How should the callers of ${surface === null ? 'the API' : escapeMarkdown(surface)} authenticate? ` +
  `The answers below were given to the decision model ${escapeMarkdown(model.version)} of auth-advisor.`;

const driver = ({ ask, say, essay }: Reason): string =>
  `${escapeMarkdown(ask ?? '')} **${escapeMarkdown(say)}**${basis({ say, essay, references: [] })}`;

interface Option {
  readonly name: string;
  readonly points: readonly string[];
}

/** The three, and what was chosen where it is none of them. */
const optionsOf = (one: Recommendation): Option[] => [
  ...(one.outcome === 'none' ? [chosenOption(one)] : []),
  ...mechanisms.map((mechanism) =>
    mechanism === one.outcome
      ? chosenOption(one)
      : { name: sayMechanism(mechanism), points: against(one.rejected[mechanism]) },
  ),
];

const chosenOption = (one: Recommendation): Option => ({
  name: one.headline,
  points: [
    ...one.because.filter(({ ask }) => ask === null).map((reason) => because('Good', reason)),
    ...one.warnings.map(warning),
  ],
});

const against = (reason: NamedCited | undefined): string[] => (reason ? [because('Bad', reason)] : []);

const warning = (item: RecommendedWarning): string =>
  because(item.severity === 'note' ? 'Neutral' : 'Bad', item) +
  (item.accepted === undefined ? '' : ` Accepted: ${escapeMarkdown(item.accepted)}`);

const because = (tone: 'Good' | 'Neutral' | 'Bad', item: Cited): string =>
  `${tone}, because: ${escapeMarkdown(item.say)}${basis(item)}`;

const outcome = (one: Recommendation): string => {
  const reasons = one.because.filter(({ ask }) => ask === null).map(({ say }) => escapeMarkdown(say));
  return [
    `Chosen option: "${escapeMarkdown(one.headline)}", because: ${reasons.join(' ')}`,
    ...outlineOf(one).lead.map(escapeMarkdown),
  ].join(' ');
};

const words = {
  must: 'It must come with',
  should: 'It should come with',
  consider: 'Consider',
} as const satisfies Record<Level, string>;

const consequences = (one: Recommendation): string[] => [
  ...levels
    .flatMap((level) => one.companions.filter((item) => item.level === level))
    .map((item) => `**${words[item.level]}**: ${escapeMarkdown(item.say)}${basis(item)}`),
  ...one.differences.map((item) => because('Neutral', item)),
];

const confirmation = (one: Recommendation): string[] => {
  const held = sayRequirements(one.requirements);
  return [
    'Run this in continuous integration:',
    '```sh\nauth-advisor scan --fail-on medium .\n```',
    'It ends with 0 only when everything was read and nothing contradicts the decision, with 1 on a finding, and ' +
      'with 3 when something could not be read.',
    ...(held.length > 0
      ? [
          'With the surface in `auth-advisor.yaml`, the scan holds its paths to this:',
          bullets(held.map(escapeMarkdown)),
        ]
      : []),
  ];
};

const moreInformation = (one: Recommendation): string[] => [
  ...listed(
    'What would change the decision:',
    one.flips.map(
      ({ ask, label, to }) =>
        `${escapeMarkdown(ask)} If it were "${escapeMarkdown(label)}": ${escapeMarkdown(to.map(({ headline }) => headline).join(', or '))}.`,
    ),
  ),
  ...listed(
    'Assumed, because it was not answered:',
    one.assumed.map(({ ask, label }) => escapeMarkdown(`${ask} ${label}`)),
  ),
  ...listed('Claims:', claimPoints(one).map(entry)),
  ...listed('Sources:', sourcePoints(one.references, true).map(entry)),
  ...listed('Sources that nobody has verified:', sourcePoints(one.references, false).map(entry)),
  `Rule ${escapeMarkdown(one.rule)} of the decision model ${escapeMarkdown(one.model.version)}, SHA-256 ${escapeMarkdown(one.model.sha256)}.`,
];

const listed = (title: string, items: readonly string[]): string[] =>
  items.length > 0 ? [title, bullets(items)] : [];

const entry = ({ mark, text, notes }: Point): string =>
  `${mark ? `**${escapeMarkdown(mark)}**: ` : ''}${escapeMarkdown(text)}${notes.length > 0 ? `: ${notes.map(escapeMarkdown).join(', ')}` : ''}`;

const basis = ({ essay, references }: Cited): string => {
  const names = [
    ...essay.map(({ id }) => id),
    ...references.map(({ text, checked }) => (checked ? text : `${text}, not verified`)),
  ];
  return names.length > 0 ? ` (${names.map(escapeMarkdown).join('; ')})` : '';
};

const bullets = (items: readonly string[]): string => items.map((item) => `* ${item}`).join('\n');

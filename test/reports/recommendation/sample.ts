import type { DecisionTree } from '../../../src/core/decision-tree.ts';
import type { Cited, Recommendation, Reference } from '../../../src/core/recommendation.ts';

const verified: Reference = { text: 'STD 7.1', source: 'STD', title: 'A standard', checked: true };
const unverified: Reference = {
  text: 'Draft s2',
  source: 'Draft',
  title: 'A draft',
  checked: false,
  note: 'sections move',
};

const cited = (say: string, references: readonly Reference[] = [verified]): Cited => ({
  say,
  essay: [{ id: 'K1', text: 'Keys are right between servers.' }],
  references,
});

const tree: DecisionTree = {
  kind: 'question',
  id: 'who',
  ask: 'Who calls?',
  taken: true,
  branches: [
    {
      answers: [{ value: 'person', label: 'A person - signed in', taken: false }],
      taken: false,
      to: {
        kind: 'choice',
        rule: 'R2',
        outcome: 'none',
        instead: 'server-session',
        headline: 'None of the three: use a session',
        taken: false,
      },
    },
    {
      answers: [
        { value: 'server', label: 'A server', taken: true },
        { value: 'device', label: 'A device', taken: false },
      ],
      taken: true,
      to: {
        kind: 'question',
        id: 'many',
        ask: 'Do many services check?',
        taken: true,
        branches: [
          {
            answers: [{ value: 'yes', label: 'Yes', taken: false }],
            taken: false,
            to: { kind: 'choice', rule: 'R3', outcome: 'jwt', instead: null, headline: 'JWT', taken: false },
          },
          {
            answers: [{ value: 'no', label: 'No', taken: true }],
            taken: true,
            to: {
              kind: 'choice',
              rule: 'R1',
              outcome: 'api-key',
              instead: null,
              headline: 'API key',
              taken: true,
            },
          },
        ],
      },
    },
  ],
};

/** Something of everything that a recommendation may hold, small enough to be read. */
export const sample: Recommendation = {
  model: { version: '1.2.3', sha256: 'ab'.repeat(32) },
  surface: 'billing',
  answers: { who: 'server', many: 'no' },
  assumed: [{ fact: 'risk', value: 'no', ask: 'Is it risky?', label: 'No' }],
  unused: ['login'],
  outcome: 'api-key',
  instead: null,
  headline: 'API key',
  nearest: 'api-key',
  fit: 'designed-for',
  fitSays: 'This is what it was designed for.',
  rule: 'R1',
  forced: false,
  because: [
    { fact: null, value: null, ask: null, ...cited('A stable caller.') },
    { fact: 'who', value: 'server', ask: 'Who calls?', ...cited('A server', []) },
    { fact: 'many', value: 'no', ask: 'Do many services check?', ...cited('No', []) },
  ],
  companions: [
    { id: 'platform', level: 'consider', offer: true, ...cited('Let the platform vouch.') },
    {
      id: 'vault',
      level: 'must',
      requires: { secretSources: ['secrets-manager'], rotationDays: 90 },
      ...cited('Keep it in a vault.'),
    },
    {
      id: 'short',
      level: 'should',
      requires: { maxLifetime: { access: '15m' } },
      ...cited('Keep tokens short.', [unverified]),
    },
  ],
  warnings: [
    { id: 'in-repo', severity: 'refuse', ...cited('The key is in the repository.') },
    { id: 'taken-on', severity: 'refuse', accepted: 'rotated today', ...cited('It was seen in a log.') },
    { id: 'habit', severity: 'note', ...cited('Habit is no reason.', []) },
  ],
  rejected: {
    jwt: { id: 'no-jwt', ...cited('One place checks.') },
    'oauth2-oidc': { id: 'no-oauth', ...cited('No person delegates.') },
  },
  differences: [{ id: 'differ', ...cited('The standard asks for more.') }],
  requirements: {
    maxLifetime: { access: '15m' },
    secretSources: ['secrets-manager'],
    rotationDays: 90,
    forbidden: ['jwt'],
  },
  flips: [
    {
      set: { many: 'yes' },
      ask: 'Do many services check?',
      label: 'Yes',
      to: [{ outcome: 'jwt', instead: null, headline: 'JWT' }],
    },
  ],
  tree,
  references: [verified, unverified],
  next: ['Rehearse a rotation.'],
};

/** What the program's own words are; everything else in a recommendation is a sentence or a name from outside. */
const fixed = new Set([
  'kind',
  'outcome',
  'instead',
  'nearest',
  'fit',
  'level',
  'severity',
  'requires',
  'requirements',
]);

/** The sample with every text replaced. */
export const sampleSaying = (text: string): Recommendation => say(sample, text);

const say = <T>(value: T, text: string): T => {
  if (typeof value === 'string') return text as T;
  if (Array.isArray(value)) return value.map((item) => say(item, text)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fixed.has(key) ? inner : say(inner, text)]),
  ) as T;
};

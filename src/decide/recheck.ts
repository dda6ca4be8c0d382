import { levels, type Recommendation } from '../core/recommendation.ts';
import type { Change, RecheckedSurface } from '../core/recorded-decision.ts';
import type { Surface } from '../rules/schema/config.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { answerProblem } from './answers.ts';
import { recommend } from './recommend.ts';
import { isForced } from './record.ts';
import { type Answers, walk } from './walk.ts';

/**
 * Makes a recorded decision again with the present model and says what differs.
 * @param today - as `2027-01-31`.
 */
export const recheck = (
  model: DecisionModel,
  name: string,
  recorded: Surface,
  today: string,
): RecheckedSurface => {
  const given = Object.entries(recorded.answers);
  const answers = Object.fromEntries(
    given.filter(([fact, value]) => answerProblem(model, fact, value) === undefined),
  );
  const one = again(model, answers, recorded);
  const gone = given
    .filter(([fact]) => !Object.hasOwn(answers, fact))
    .map(([fact, value]) => lost(fact, value));
  return {
    surface: name,
    recorded: { ...verdict(model, recorded), rule: recorded.rule, date: recorded.date },
    now: one && { outcome: one.outcome, instead: one.instead, headline: one.headline, rule: one.rule },
    changes: [...gone, ...(one ? changesTo(model, recorded, one) : [unanswered(model, answers, recorded)])],
    review: { date: recorded.review, due: recorded.review < today },
  };
};

/** True when the code may have to follow. */
export const isBreaking = ({ changes }: RecheckedSurface): boolean =>
  changes.some(({ breaking }) => breaking);

const again = (model: DecisionModel, answers: Answers, recorded: Surface): Recommendation | null => {
  const mode = { assume: true, onlyThree: isForced(recorded) };
  const complete = walk(model, answers, mode);
  return complete.kind === 'ask' ? null : recommend(model, answers, complete, mode);
};

const verdict = (model: DecisionModel, { decision, instead }: Surface) => {
  const tail = decision === 'none' && instead ? `: ${model.instead[instead].headline}` : '';
  return {
    outcome: decision,
    instead: instead ?? null,
    headline: model.outcomes[decision].headline + tail,
  };
};

const lost = (fact: string, value: string): Change => ({
  what: 'answer',
  id: fact,
  before: value,
  after: null,
  breaking: true,
});

const unanswered = (model: DecisionModel, answers: Answers, recorded: Surface): Change => {
  const open = walk(model, answers, { assume: true });
  const id = open.kind === 'ask' ? open.question.id : '';
  const options = open.kind === 'ask' ? Object.keys(open.question.options).join(', ') : '';
  const before = recorded.answers[id] ?? null;
  return { what: 'answer', id, before, after: `needs one of ${options}`, breaking: true };
};

const changesTo = (model: DecisionModel, recorded: Surface, one: Recommendation): Change[] => [
  ...differ('outcome', 'outcome', verdict(model, recorded).headline, one.headline, true),
  ...differ('rule', 'rule', recorded.rule, one.rule, false),
  ...requirementChanges(recorded, one),
  ...companionChanges(recorded, one),
  ...warningChanges(recorded, one),
  ...differ('model', 'model', sayModel(recorded.model), sayModel(one.model), false),
];

const differ = (
  what: Change['what'],
  id: string,
  before: string | null,
  after: string | null,
  breaking: boolean,
): Change[] => (before === after ? [] : [{ what, id, before, after, breaking }]);

const sayModel = ({ version, sha256 }: Surface['model']): string => `${version} (${sha256.slice(0, 12)})`;

const requirementChanges = ({ requirements }: Surface, one: Recommendation): Change[] => {
  const before = sayRequirements(requirements);
  const after = sayRequirements(one.requirements);
  return union(before, after).flatMap((id) =>
    differ('requirement', id, before.get(id) ?? null, after.get(id) ?? null, true),
  );
};

/** One line for each requirement, whatever the order in which it was written. */
const sayRequirements = (requirements: Recommendation['requirements']): Map<string, string> =>
  new Map(
    Object.entries(requirements).flatMap(([key, value]): [string, string][] => {
      if (Array.isArray(value)) return value.length > 0 ? [[key, [...value].sort().join(', ')]] : [];
      if (typeof value !== 'object') return [[key, String(value)]];
      return Object.entries(value).map(([use, limit]) => [`${key}.${use}`, String(limit)]);
    }),
  );

const companionChanges = ({ companions }: Surface, one: Recommendation): Change[] => {
  // A record written by hand need not name them.
  if (!companions) return [];
  const before = new Map(
    levels.flatMap((level) => (companions[level] ?? []).map((id): [string, string] => [id, level])),
  );
  const after = new Map(one.companions.map(({ id, level }): [string, string] => [id, level]));
  return union(before, after).flatMap((id) => {
    const [a, b] = [before.get(id) ?? null, after.get(id) ?? null];
    return differ('companion', id, a, b, a === 'must' || b === 'must');
  });
};

const warningChanges = ({ warnings, accepted = [] }: Surface, one: Recommendation): Change[] => {
  const acceptedIds = accepted.map(({ warning }) => warning);
  const after = new Map(one.warnings.map(({ id, severity }): [string, string] => [id, severity]));
  // Without a list nothing is known of the past; a refusal that nobody accepted counts all the same.
  const before = new Map((warnings ?? [...after.keys()]).map((id): [string, string] => [id, 'known']));
  return union(before, after).flatMap((id): Change[] => {
    const severity = after.get(id) ?? null;
    const refused = severity === 'refuse' && !acceptedIds.includes(id);
    if (before.has(id) && severity !== null && !refused) return [];
    return [
      { what: 'warning', id, before: before.has(id) ? 'there' : null, after: severity, breaking: refused },
    ];
  });
};

const union = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] => [
  ...new Set([...a.keys(), ...b.keys()]),
];

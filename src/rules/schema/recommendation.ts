import * as v from 'valibot';
import {
  fits,
  insteads,
  levels,
  mechanisms,
  outcomes,
  warningSeverities,
} from '../../core/recommendation.ts';
import { requirements } from './requirements.ts';

// The contract of `recommend --format json`: a test holds the report to it.

const texts = v.array(v.string());
const answers = v.record(v.string(), v.string());
const cited = {
  say: v.string(),
  essay: v.pipe(texts, v.description('Claims of the essay, by id.')),
  references: v.pipe(texts, v.description('Clauses, as the references below name them.')),
};
const verdict = v.strictObject({
  outcome: v.picklist(outcomes),
  instead: v.nullable(v.picklist(insteads)),
  headline: v.string(),
});
const flip = v.strictObject({
  set: answers,
  to: v.pipe(v.array(verdict), v.description('More than one where further questions would then be asked.')),
});
const named = v.strictObject({ id: v.string(), ...cited });

const whatIf = v.strictObject({
  set: answers,
  before: v.nullable(verdict),
  open: v.optional(v.strictObject({ missing: v.record(v.string(), texts), to: v.array(verdict) })),
});

/** One recommendation. */
export const recommendation = v.strictObject({
  version: v.pipe(v.literal(1), v.description('Version of this contract, not of the program.')),
  model: v.strictObject({ version: v.string(), sha256: v.string() }),
  surface: v.nullable(v.string()),
  answers,
  assumed: v.pipe(answers, v.description('Answers that nobody gave.')),
  unused: v.pipe(texts, v.description('Answers to questions that do not arise.')),
  ...verdict.entries,
  nearest: v.picklist(mechanisms),
  fit: v.picklist(fits),
  rule: v.string(),
  forced: v.pipe(v.boolean(), v.description('The nearest of the three was asked for although none fits.')),
  because: v.array(
    v.strictObject({
      fact: v.nullable(v.string()),
      value: v.nullable(v.string()),
      ask: v.nullable(v.string()),
      ...cited,
    }),
  ),
  companions: v.array(
    v.strictObject({
      id: v.string(),
      level: v.picklist(levels),
      requires: v.optional(requirements),
      offer: v.optional(v.boolean()),
      ...cited,
    }),
  ),
  warnings: v.array(
    v.strictObject({
      id: v.string(),
      severity: v.picklist(warningSeverities),
      accepted: v.optional(v.string()),
      ...cited,
    }),
  ),
  rejected: v.strictObject(v.entriesFromList(mechanisms, v.optional(named))),
  differences: v.pipe(v.array(named), v.description('Where standards disagree with the essay.')),
  requirements,
  flips: v.pipe(v.array(flip), v.description('Single answers that would certainly change the outcome.')),
  references: v.array(
    v.strictObject({
      text: v.string(),
      source: v.string(),
      title: v.string(),
      checked: v.pipe(v.boolean(), v.description('False: nobody compared the clause with the document.')),
      note: v.optional(v.string()),
    }),
  ),
  next: texts,
  whatIf: v.optional(whatIf),
});

/** What `recommend --format json` prints: one, or a list where the answers hold several surfaces. */
export const recommendationReport = v.union([
  recommendation,
  v.strictObject({ version: v.literal(1), recommendations: v.array(recommendation) }),
]);

import * as v from 'valibot';
import {
  type Fit,
  fits,
  type Instead,
  insteads,
  levels,
  mechanisms,
  type Outcome,
  outcomes,
  warningSeverities,
} from '../../core/recommendation.ts';
import { essayClaim } from './common.ts';
import { requires } from './requirements.ts';

/** Facts that the engine derives; conditions may name them beside the questions. */
export const derivedFacts: Readonly<Record<string, readonly string[]>> = {
  outcome: outcomes,
  instead: insteads,
  leaning_mismatch: ['yes', 'no'],
};

const id = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z0-9]+([-_][a-zA-Z0-9]+)*$/, 'expected an id such as key-rotation'),
);
const say = v.pipe(v.string(), v.minLength(10, 'expected a sentence of at least 10 characters'));
const essay = v.pipe(v.array(essayClaim), v.minLength(1, 'expected at least one claim of the essay'));
const references = v.array(v.pipe(v.string(), v.minLength(4)));
const flatCondition = v.record(v.string(), v.pipe(v.array(v.string()), v.minLength(1)));

/** Each fact named has one of the values, and one of `anyOf` holds where it is given. */
const condition = v.objectWithRest(
  { anyOf: v.optional(v.pipe(v.array(flatCondition), v.minLength(1))) },
  v.pipe(v.array(v.string()), v.minLength(1)),
);

const verdict = v.strictObject({ headline: v.string(), next: v.optional(v.array(say)) });
const option = v.strictObject({ label: v.string(), eg: v.optional(v.string()) });

const modelFile = v.strictObject({
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'expected a version such as 1.0.0')),
  outcomes: v.strictObject(v.entriesFromList(outcomes, verdict)),
  instead: v.strictObject(v.entriesFromList(insteads, verdict)),
  fits: v.strictObject(v.entriesFromList(fits, say)),
});

const essayFile = v.strictObject({ claims: v.record(essayClaim, say) });

const questionsFile = v.array(
  v.strictObject({
    id,
    phase: v.picklist(['decide', 'shape']),
    ask: say,
    why: say,
    essay,
    options: v.record(v.string(), option),
    default: v.optional(v.string()),
    askWhen: v.optional(v.array(flatCondition)),
    shapeWhen: v.optional(v.array(flatCondition)),
  }),
);

const rulesFile = v.array(
  v.strictObject({
    id,
    when: flatCondition,
    // biome-ignore lint/suspicious/noThenProperty: the data of a rule, never awaited
    then: v.strictObject({
      outcome: v.picklist(outcomes),
      instead: v.optional(v.picklist(insteads)),
      nearest: v.picklist(mechanisms),
      fit: v.picklist(fits),
    }),
    because: say,
    essay,
    references,
  }),
);

const companionsFile = v.array(
  v.strictObject({
    id,
    level: v.picklist(levels),
    when: condition,
    say,
    requires: v.optional(requires),
    /** Shown right below the choice: a better way, if it can be had. */
    offer: v.optional(v.boolean()),
    essay,
    references,
  }),
);

const warningsFile = v.array(
  v.strictObject({
    id,
    severity: v.picklist(warningSeverities),
    when: condition,
    say,
    essay,
    references: v.optional(references, []),
  }),
);

const rejectionsFile = v.array(
  v.strictObject({
    id,
    mechanism: v.picklist(mechanisms),
    when: condition,
    say,
    /** Code that uses the mechanism all the same contradicts the decision. */
    forbids: v.optional(v.literal(true)),
    essay,
    references: v.optional(references, []),
  }),
);

const differencesFile = v.array(v.strictObject({ id, when: condition, say, essay, references }));

const sourcesFile = v.array(
  v.strictObject({
    name: v.string(),
    title: v.string(),
    /** The document exists and the clauses cited were compared with it. */
    checked: v.boolean(),
    note: v.optional(v.string()),
  }),
);

const ids = v.optional(v.array(id), []);
const scenariosFile = v.array(
  v.strictObject({
    id,
    name: v.string(),
    description: say,
    answers: v.record(v.string(), v.string()),
    /** The nearest of the three is asked for even where none fits. */
    onlyThree: v.optional(v.boolean(), false),
    expect: v.strictObject({
      outcome: v.picklist(outcomes),
      instead: v.optional(v.picklist(insteads)),
      nearest: v.optional(v.picklist(mechanisms)),
      fit: v.optional(v.picklist(fits)),
      companions: ids,
      warnings: ids,
      notCompanions: ids,
      notWarnings: ids,
      rejections: ids,
      differences: ids,
      /** The four lists above name everything that there is. */
      exact: v.optional(v.boolean(), false),
    }),
  }),
);

/** The files of rules/decision, by name; each has a JSON Schema `decision-<name>.schema.json`. */
export const decisionFiles = {
  model: modelFile,
  essay: essayFile,
  sources: sourcesFile,
  questions: questionsFile,
  rules: rulesFile,
  companions: companionsFile,
  warnings: warningsFile,
  rejections: rejectionsFile,
  differences: differencesFile,
  scenarios: scenariosFile,
} as const;
export type DecisionFile = keyof typeof decisionFiles;

type Written<F extends DecisionFile> = v.InferOutput<(typeof decisionFiles)[F]>;
type Item<F extends DecisionFile> = Written<F> extends readonly (infer I)[] ? Readonly<I> : never;
type Compiled<I> = Omit<I, 'when'> & { readonly when: Condition };

export type FlatCondition = Readonly<Record<string, readonly string[]>>;

/** A condition as the engine reads it. */
export interface Condition {
  readonly all: FlatCondition;
  /** Empty: no further demand. */
  readonly anyOf: readonly FlatCondition[];
}

export type Verdict = Readonly<v.InferOutput<typeof verdict>>;
export type Question = Item<'questions'>;
export type DecisionRule = Item<'rules'>;
export type Companion = Compiled<Item<'companions'>>;
export type Warning = Compiled<Item<'warnings'>>;
export type Rejection = Compiled<Item<'rejections'>>;
export type Difference = Compiled<Item<'differences'>>;
export type Source = Item<'sources'>;
export type Scenario = Item<'scenarios'>;

/** Everything that a recommendation is made from. */
export interface DecisionModel {
  readonly version: string;
  /** Over the canonical JSON of everything else: a stored decision knows whether it was made by this model. */
  readonly sha256: string;
  readonly essay: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<Outcome, Verdict>>;
  readonly instead: Readonly<Record<Instead, Verdict>>;
  readonly fits: Readonly<Record<Fit, string>>;
  readonly sources: readonly Source[];
  readonly questions: readonly Question[];
  readonly rules: readonly DecisionRule[];
  readonly companions: readonly Companion[];
  readonly warnings: readonly Warning[];
  readonly rejections: readonly Rejection[];
  readonly differences: readonly Difference[];
}

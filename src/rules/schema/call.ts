import * as v from 'valibot';
import { ruleFields } from './common.ts';
import { tokenUses, valueUnit } from './lifetime.ts';

export const languages = [
  'javascript',
  'typescript',
  'python',
  'go',
  'java',
  'csharp',
  'php',
  'ruby',
] as const;
export const language = v.picklist(languages);
export type Language = v.InferOutput<typeof language>;

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const names = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1));

/** Where in a call a value stands. `position` and `keyword` together are two ways to give the same argument. */
const place = v.strictObject({
  /** Counted from 0. */
  position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Keyword argument (Python). */
  keyword: v.optional(v.string()),
  /** Key path inside the object literal or dict that stands there; through what a function there returns as well. */
  key: v.optional(v.string()),
  /** Argument 0 (or `position`) of this method, in the same builder chain or on the variable that holds the builder. */
  chain: v.optional(v.string()),
  /** Only in calls of these callees, where their signatures differ. */
  of: v.optional(names),
  /** Only in these languages, where a library has different signatures in several. */
  languages: v.optional(v.pipe(v.array(language), v.minLength(1))),
  /** How a value in this place is counted, where it differs from the judgement's `unit`. */
  unit: v.optional(valueUnit),
});
export type Place = v.InferOutput<typeof place>;

/** Mistakes in the unit that make a lifetime other than its author meant; see src/scan/duration.ts. */
export const slips = ['digits', 'epoch-in-ms', 'span-as-epoch', 'tiny', 'overflow'] as const;

/** How a call is judged. */
export const callJudge = v.variant('is', [
  /** A lifetime, held against the bands of its use. */
  v.strictObject({
    is: v.literal('lifetime'),
    use: v.picklist(tokenUses),
    unit: valueUnit,
    /** What it means when it is certain that none of the places holds a value; without it nothing is said. */
    absent: v.optional(v.picklist(['never', 'unknown'])),
    /** Values are another rule's part: only that there certainly is none is a finding. */
    absentOnly: v.optional(v.boolean()),
    /** Methods of which the builder must have called one before its lack of a lifetime counts. */
    ends: v.optional(names),
    /** Values that mean that it never ends. */
    never: v.optional(v.array(scalar)),
  }),
  /** A lifetime in the wrong unit. `tiny` is one below a minute, `overflow` one that 32 bits do not hold. */
  v.strictObject({
    is: v.literal('slip'),
    unit: valueUnit,
    slips: v.pipe(v.array(v.picklist(slips)), v.minLength(1)),
  }),
  /** A value that is always wrong in any of the places; of a list, any item; of a function, what it returns, or the name of what it calls to make it. Texts compare without case, and with the last part of a member (`SecurityAlgorithms.None`). */
  v.strictObject({ is: v.literal('bad-value'), bad: v.pipe(v.array(scalar), v.minLength(1)) }),
  /** It is certain that none of the places holds a value; with `ends`, once the builder has called one of these methods. */
  v.strictObject({ is: v.literal('missing'), ends: v.optional(names) }),
  /** A literal secret stands here, or an environment variable with a literal fallback. */
  v.strictObject({ is: v.literal('literal-secret') }),
  /** The call itself is the finding; with `ends`, once the builder has called one of these methods. */
  v.strictObject({ is: v.literal('call'), ends: v.optional(names) }),
]);

/** A library call whose arguments decide, or a setting that code assigns. */
export const callRule = v.strictObject({
  kind: v.literal('call'),
  ...ruleFields,
  languages: v.pipe(v.array(language), v.minLength(1)),
  /** Modules as imported; one must be imported by the file for the calls to count. */
  library: v.optional(names),
  /** Paths of the function below the module: `sign`, `SignJWT`, `OAuth2Client.verifyIdToken`; `default` is the module itself. */
  callee: v.optional(names),
  /** The library is handed over as argument 0, whatever it is called on: `app.register(jwt, …)`. */
  plugin: v.optional(v.boolean()),
  /** Ends of names that code gives a value: `SIMPLE_JWT`, `config.JWT_SECRET_KEY`. The value counts as argument 0. */
  assigned: v.optional(names),
  /** Looked up in this order; the first that holds a value (a secret, a bad one) is judged. */
  places: v.array(place),
  /** What shows that the author has dealt with it. */
  unless: v.optional(
    v.strictObject({
      /** Functions of the same library, called anywhere in the file. */
      called: v.optional(names),
      /** Words in the same function, outside the call. */
      near: v.optional(names),
    }),
  ),
  judge: callJudge,
});

export type CallRule = v.InferOutput<typeof callRule>;
export type CallJudge = v.InferOutput<typeof callJudge>;

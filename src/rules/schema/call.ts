import * as v from 'valibot';
import { ruleFields } from './common.ts';
import { tokenUses, valueUnit } from './lifetime.ts';

export const languages = ['javascript', 'typescript', 'python'] as const;
export const language = v.picklist(languages);
export type Language = v.InferOutput<typeof language>;

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** Where in a call a value stands; every field given must hold. */
const place = v.strictObject({
  /** Counted from 0. */
  position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Keyword argument (Python). */
  keyword: v.optional(v.string()),
  /** Key path inside the object literal or dict that stands there. */
  key: v.optional(v.string()),
  /** Argument 0 of this method in the same builder chain. */
  chain: v.optional(v.string()),
});
export type Place = v.InferOutput<typeof place>;

/** How a call is judged. */
export const callJudge = v.variant('is', [
  /** A lifetime; `absent` says what it means when none of the places holds a value. */
  v.strictObject({
    is: v.literal('lifetime'),
    use: v.picklist(tokenUses),
    unit: valueUnit,
    absent: v.optional(v.picklist(['never', 'unknown'])),
    never: v.optional(v.array(scalar)),
  }),
  /** A value that is always wrong here. */
  v.strictObject({ is: v.literal('bad-value'), bad: v.pipe(v.array(scalar), v.minLength(1)) }),
  /** None of the places holds a value. */
  v.strictObject({ is: v.literal('missing') }),
  /** A literal secret stands here, or an environment variable with a literal fallback. */
  v.strictObject({ is: v.literal('literal-secret') }),
  /** The call itself is the finding. */
  v.strictObject({ is: v.literal('call') }),
]);

/** A library call whose arguments decide. */
export const callRule = v.strictObject({
  kind: v.literal('call'),
  ...ruleFields,
  languages: v.pipe(v.array(language), v.minLength(1)),
  /** Modules as imported; one must be imported by the file for the rule to apply. */
  library: v.pipe(v.array(v.string()), v.minLength(1)),
  /** Paths of the function below the module: `sign`, `SignJWT`, `OAuth2Client.verifyIdToken`. */
  callee: v.pipe(v.array(v.string()), v.minLength(1)),
  /** Looked up in this order; the first that holds a value is judged. */
  places: v.array(place),
  judge: callJudge,
});

export type CallRule = v.InferOutput<typeof callRule>;
export type CallJudge = v.InferOutput<typeof callJudge>;

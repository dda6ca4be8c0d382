import * as v from 'valibot';
import { ruleFields } from './common.ts';

/** A judgement that data cannot express: the YAML describes it, src/scan/<family>/<name>.ts makes it. */
export const checkRule = v.strictObject({
  kind: v.literal('check'),
  ...ruleFields,
  /** Literals of which one must occur in a file before the check looks at it. */
  words: v.pipe(v.array(v.pipe(v.string(), v.minLength(3))), v.minLength(1)),
});
export type CheckRule = v.InferOutput<typeof checkRule>;

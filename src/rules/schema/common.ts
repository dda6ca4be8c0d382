import * as v from 'valibot';
import { confidences, severities } from '../../core/severity.ts';

/** Claims of the essay that the product serves; texts live in rules/decision/essay.yaml. */
export const essayClaim = v.pipe(
  v.string(),
  v.regex(/^[EKJOD]\d$/, 'expected a claim of the essay such as K3'),
);

export const ruleId = v.pipe(
  v.string(),
  v.regex(
    /^(keys|jwt|oauth|policy)\/[a-z0-9]+(-[a-z0-9]+)*$/,
    'expected family/kebab-name, such as keys/github-pat',
  ),
);

export const fingerprint = v.pipe(
  v.string(),
  v.regex(/^aa1:[0-9a-f]{16}$/, 'expected a fingerprint such as aa1:0123456789abcdef'),
);

const sentence = v.pipe(v.string(), v.minLength(20, 'expected a sentence of at least 20 characters'));

/** One example: a text, or a text with the file it stands in and what must be found there. */
export const example = v.union([
  v.string(),
  v.strictObject({
    /** Decides the language or format; defaults to `examples.path`. */
    path: v.optional(v.string()),
    text: v.string(),
    /** Lifetime that must be reported, `30d` or `never`. */
    lifetime: v.optional(v.string()),
    severity: v.optional(v.picklist(severities)),
    confidence: v.optional(v.picklist(confidences)),
  }),
]);

export const examples = v.strictObject({
  path: v.optional(v.string()),
  match: v.pipe(v.array(example), v.minLength(3, 'expected at least 3 examples that match')),
  ignore: v.pipe(v.array(example), v.minLength(3, 'expected at least 3 near-misses')),
});

/** Fields that every rule of every kind has. */
export const ruleFields = {
  id: ruleId,
  title: v.pipe(v.string(), v.minLength(5), v.maxLength(100)),
  severity: v.picklist(severities),
  confidence: v.picklist(confidences),
  /** Why it matters, in our own words. */
  why: sentence,
  essay: v.pipe(v.array(essayClaim), v.minLength(1, 'expected at least one claim of the essay')),
  /** What to do, concretely. */
  fix: sentence,
  references: v.pipe(v.array(v.pipe(v.string(), v.minLength(4))), v.minLength(1)),
  cwe: v.pipe(v.array(v.pipe(v.number(), v.integer())), v.minLength(1)),
  examples,
};

export type Example = v.InferOutput<typeof example>;
export type Examples = v.InferOutput<typeof examples>;

import * as v from 'valibot';
import { ruleFields } from './common.ts';
import { tokenUses, valueUnit } from './lifetime.ts';

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** How a setting's value is judged. */
export const settingJudge = v.variant('is', [
  /**
   * A lifetime, held against the bands of its use. A unit in the key's own name (`..._MINUTES`) wins over `unit`;
   * `unitFrom` is a key relative to the parent of the found key whose value names the unit (`seconds`, `days`).
   */
  v.strictObject({
    is: v.literal('lifetime'),
    use: v.picklist(tokenUses),
    unit: valueUnit,
    unitFrom: v.optional(v.string()),
    never: v.optional(v.array(scalar)),
  }),
  /** A value that is always wrong here; `[]` stands for an empty list. */
  v.strictObject({ is: v.literal('bad-value'), bad: v.pipe(v.array(scalar), v.minLength(1)) }),
  /** Keys (relative to the parent of the found key; `../` goes one up) of which one must be set, when it holds such a value. */
  v.strictObject({
    is: v.literal('missing-sibling'),
    when: v.optional(v.array(scalar)),
    sibling: v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1))]),
  }),
  /** A secret written out that can be guessed: short, a common word, or a placeholder that nobody replaced. */
  v.strictObject({
    is: v.literal('weak-secret'),
    leastBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  /** The setting must not exist here at all, whatever it holds; `secret` hides what it holds. */
  v.strictObject({ is: v.literal('present'), secret: v.optional(v.boolean()) }),
]);

/** A place where a product keeps a setting. */
export const settingRule = v.strictObject({
  kind: v.literal('setting'),
  ...ruleFields,
  /** `any` for names that many programs have in common; a product's own rule then goes before this one. */
  product: v.string(),
  /**
   * Globs over the path, or over its last part when they hold no slash; one must fit, and none of those that begin with `!`.
   * Absent means any file of a known configuration format.
   */
  files: v.optional(v.array(v.string())),
  /** Words of which one must stand in the file, in any case, to prove the product. */
  marker: v.optional(v.array(v.pipe(v.string(), v.minLength(3)))),
  /**
   * Key paths from the root, joined by dots; `*` stands for one key or list item, `**` for any number.
   * `accessToken`, `access_token` and `access-token` are the same key.
   */
  keys: v.optional(v.array(v.string())),
  /** Environment variables, in dotenv files, compose, Kubernetes and Dockerfiles; `*` stands for any letters. */
  env: v.optional(v.array(v.string())),
  /** The rule has nothing to say when this key (relative to the parent of the found key) holds one of these. */
  unless: v.optional(v.strictObject({ sibling: v.string(), is: v.pipe(v.array(scalar), v.minLength(1)) })),
  judge: settingJudge,
});

export type SettingRule = v.InferOutput<typeof settingRule>;
export type SettingJudge = v.InferOutput<typeof settingJudge>;
export type Scalar = v.InferOutput<typeof scalar>;

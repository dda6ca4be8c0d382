import * as v from 'valibot';
import { ruleFields } from './common.ts';
import { tokenUses, valueUnit } from './lifetime.ts';

const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** How a setting's value is judged. */
export const settingJudge = v.variant('is', [
  /** A lifetime, held against the bands of its use. */
  v.strictObject({ is: v.literal('lifetime'), use: v.picklist(tokenUses), unit: valueUnit, never: v.optional(v.array(scalar)) }),
  /** A value that is always wrong here. */
  v.strictObject({ is: v.literal('bad-value'), bad: v.pipe(v.array(scalar), v.minLength(1)) }),
  /** A sibling key (relative to the parent of the found key) that must be set. */
  v.strictObject({ is: v.literal('missing-sibling'), sibling: v.string() }),
]);

/** A place where a product keeps a setting. */
export const settingRule = v.strictObject({
  kind: v.literal('setting'),
  ...ruleFields,
  product: v.string(),
  /** Globs over the path; empty means any file of a known configuration format. */
  files: v.optional(v.array(v.string())),
  /** Words of which one must stand in the file to prove the product. */
  marker: v.optional(v.array(v.pipe(v.string(), v.minLength(3)))),
  /** Key paths, joined by dots; `*` stands for one key, `**` for any number. Keys compare without case. */
  keys: v.optional(v.array(v.string())),
  /** Environment variables, in dotenv files, compose, Kubernetes and Dockerfiles. */
  env: v.optional(v.array(v.string())),
  judge: settingJudge,
});

export type SettingRule = v.InferOutput<typeof settingRule>;
export type SettingJudge = v.InferOutput<typeof settingJudge>;
export type Scalar = v.InferOutput<typeof scalar>;

import * as v from 'valibot';
import { type MechanismKind, mechanismFits, mechanismKinds } from '../../core/inventory.ts';
import { essayClaim } from './common.ts';

/** Registries whose package names a manifest may hold. */
export const ecosystems = ['npm', 'pypi', 'go', 'maven', 'gem', 'composer', 'nuget'] as const;
export type Ecosystem = (typeof ecosystems)[number];

const kindNames = Object.keys(mechanismKinds) as MechanismKind[];
const kind = v.picklist(kindNames);
const kinds = v.pipe(v.array(kind), v.minLength(1));
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected an id such as express-session'));
const word = v.pipe(v.string(), v.minLength(3, 'expected at least 3 characters'));
const words = v.pipe(v.array(word), v.minLength(1));
const texts = v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.minLength(1));
/** What is next to a word, compared without quotes and spaces. */
const neighbours = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[^"'`\s]+$/, 'expected text without quotes and spaces'))),
  v.minLength(1),
);
const sentence = v.pipe(v.string(), v.minLength(20, 'expected a sentence of at least 20 characters'));

/** What a sign tells, where it differs from what its entry says. */
const told = { kind: v.optional(kind), name: v.optional(v.string()) };

/** A file imports one of the modules, or something below one; with `call`, it also calls one of these paths below the module. */
const importSign = v.strictObject({ ...told, import: words, call: v.optional(texts) });

/**
 * One of the words stands in the file, in any case, outside comments; `*` stands for any letters, digits and underscores.
 * `before` and `after`: one of these texts is next to it, quotes and spaces aside; there `==` and `===` stand as `~`, and
 * `^` is the start of the line.
 */
const wordSign = v.strictObject({
  ...told,
  word: words,
  before: v.optional(neighbours),
  after: v.optional(neighbours),
  notAfter: v.optional(neighbours),
  /** Globs; absent means files of code. */
  files: v.optional(texts),
});

/** A configuration file holds one of the key paths (`*` one key, `**` any number), with one of the values where they are given. */
const keySign = v.strictObject({ ...told, key: words, value: v.optional(texts), files: texts });

export const sign = v.union([importSign, wordSign, keySign]);

const example = v.strictObject({
  path: v.string(),
  text: v.string(),
  /** What it must be taken for. */
  kind: v.optional(kind),
});

/** A library or a product, and what shows that it is used. */
export const evidence = v.strictObject({
  id,
  /** Library, product or provider, as it is shown. */
  name: v.string(),
  /** What its dependency alone tells, and each sign that does not say otherwise. */
  kind,
  packages: v.optional(v.strictObject(Object.fromEntries(ecosystems.map((one) => [one, v.optional(words)])))),
  signs: v.optional(v.pipe(v.array(sign), v.minLength(1))),
  examples: v.strictObject({
    match: v.pipe(v.array(example), v.minLength(2, 'expected at least 2 examples that match')),
    ignore: v.pipe(v.array(example), v.minLength(2, 'expected at least 2 near-misses')),
  }),
});
export const evidenceFile = v.array(evidence);

/** Which mechanisms a statement is about, and beside which others it holds. */
const situation = {
  /** Kinds of the mechanism itself. */
  of: kinds,
  /** Names that it must have. */
  names: v.optional(texts),
  /** All of these are there as well. */
  with: v.optional(kinds),
  /** One of these is there as well. */
  withAny: v.optional(kinds),
  /** None of these is there. */
  without: v.optional(kinds),
  /** Another deployable of the tree has one of these. */
  elsewhere: v.optional(kinds),
  /** No other deployable has one of these. */
  nowhereElse: v.optional(kinds),
};

const judgement = v.strictObject({
  id,
  ...situation,
  /** What it seems to be used for. */
  seems: sentence,
  fit: v.picklist(mechanismFits),
  say: sentence,
  essay: v.array(essayClaim),
});
/** The first that holds is the judgement. */
export const judgementsFile = v.array(judgement);

const proposal = v.strictObject({
  question: v.string(),
  answer: v.string(),
  ...situation,
  /** Answers that must have been given before. */
  given: v.optional(v.record(v.string(), texts)),
  because: sentence,
});
/** In order: the first that holds is proposed, the others are named. */
export const proposalsFile = v.array(proposal);

/** The files of rules/inventory. */
export const inventoryFiles = {
  evidence: evidenceFile,
  judgements: judgementsFile,
  proposals: proposalsFile,
} as const;

export type ImportSign = Readonly<v.InferOutput<typeof importSign>>;
export type WordSign = Readonly<v.InferOutput<typeof wordSign>>;
export type KeySign = Readonly<v.InferOutput<typeof keySign>>;
export type Sign = ImportSign | WordSign | KeySign;
export type FullEvidence = Readonly<v.InferOutput<typeof evidence>>;
export type Evidence = Omit<FullEvidence, 'examples'>;
export type Judgement = Readonly<v.InferOutput<typeof judgement>>;
export type Proposal = Readonly<v.InferOutput<typeof proposal>>;
export type Situation = Pick<Judgement, keyof typeof situation>;

/** Everything that an inventory is made from. */
export interface InventoryRules {
  readonly evidence: readonly Evidence[];
  readonly judgements: readonly Judgement[];
  readonly proposals: readonly Proposal[];
}

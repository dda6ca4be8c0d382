import * as v from 'valibot';
import { type SkipClass, skipClasses } from '../../core/blob.ts';
import { families, statuses } from '../../core/finding.ts';
import { modes } from '../../core/report.ts';
import { confidences, severities } from '../../core/severity.ts';

// The contract of `--format json` and `--format jsonl`. The reports build values of these types, so that neither drifts.

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const fromOne = v.pipe(v.number(), v.integer(), v.minValue(1));
const texts = v.pipe(v.array(v.string()), v.readonly());
const skipClassNames = Object.keys(skipClasses) as SkipClass[];

const location = v.strictObject({
  path: v.pipe(v.string(), v.description('Relative to the working directory, with / on every platform.')),
  line: v.pipe(fromOne, v.description('Counts from 1.')),
  column: v.pipe(fromOne, v.description('Counts from 1, in UTF-16 units.')),
  endLine: fromOne,
  endColumn: v.pipe(fromOne, v.description('Exclusive.')),
  commit: v.exactOptional(v.string()),
  member: v.exactOptional(v.pipe(v.string(), v.description('Path inside an archive.'))),
});

const fact = v.union([v.string(), v.number(), v.boolean(), v.null()]);

const facts = v.objectWithRest(
  {
    lifetimeSeconds: v.optional(
      v.pipe(v.nullable(v.number()), v.description('null when the credential never expires.')),
    ),
    limitSeconds: v.optional(
      v.pipe(v.number(), v.description('The longest lifetime that the policy accepts.')),
    ),
  },
  v.optional(fact),
);

/** A finding as machines read it. */
export const finding = v.strictObject({
  type: v.literal('finding'),
  ruleId: v.pipe(v.string(), v.description('auth-advisor explain takes it.')),
  family: v.picklist(families),
  severity: v.pipe(v.picklist(severities), v.description('How bad it is if it is true.')),
  confidence: v.pipe(v.picklist(confidences), v.description('How sure the detector is that it is true.')),
  title: v.string(),
  message: v.pipe(v.string(), v.description('One sentence about this place.')),
  location: v.pipe(location, v.readonly()),
  preview: v.pipe(v.string(), v.description('The masked value; empty when the finding is about code.')),
  fingerprint: v.pipe(
    v.string(),
    v.description('Survives edits elsewhere; another value at this place has another.'),
  ),
  facts: v.pipe(facts, v.readonly()),
  why: v.string(),
  fix: v.string(),
  references: texts,
  status: v.picklist(statuses),
  reason: v.exactOptional(v.pipe(v.string(), v.description('Why it is suppressed, as its author wrote it.'))),
});

const skip = v.strictObject({
  path: v.string(),
  why: v.picklist(skipClassNames),
  detail: v.exactOptional(v.string()),
});

const skipped = v.strictObject(
  Object.fromEntries(skipClassNames.map((name) => [name, v.exactOptional(count)])) as Record<
    SkipClass,
    v.ExactOptionalSchema<typeof count, undefined>
  >,
);

/** What was asked for, what was read and what was not. */
export const receipt = v.strictObject({
  type: v.literal('receipt'),
  complete: v.pipe(v.boolean(), v.description('Whether everything that was asked for was read.')),
  asked: v.pipe(v.strictObject({ mode: v.picklist(modes), paths: texts }), v.readonly()),
  read: v.pipe(
    v.strictObject({
      files: count,
      members: v.pipe(count, v.description('Files inside archives.')),
      bytes: v.pipe(count, v.description('Unpacked.')),
    }),
    v.readonly(),
  ),
  skipped: v.pipe(skipped, v.readonly(), v.description('How many paths were not read, by class.')),
  skips: v.pipe(
    v.array(v.pipe(skip, v.readonly())),
    v.readonly(),
    v.description(
      'Each path that keeps the scan from being complete; with --verbose every path that was not read.',
    ),
  ),
  rules: v.pipe(
    v.strictObject({ active: count, off: v.pipe(texts, v.description('Switched off by configuration.')) }),
    v.readonly(),
  ),
  config: v.pipe(
    v.strictObject({
      file: v.nullable(v.string()),
      excluded: v.pipe(texts, v.description('Globs of paths that were not read.')),
      suppressed: count,
      baseline: v.exactOptional(
        v.pipe(
          v.strictObject({ file: v.string(), entries: count, known: count }),
          v.readonly(),
          v.description('The baseline that was used, and how many of its findings are still there.'),
        ),
      ),
      stale: v.pipe(texts, v.description('Ignores that cover nothing.')),
    }),
    v.readonly(),
  ),
  limits: v.pipe(texts, v.description('Limits that were hit, in words.')),
  durationMs: v.pipe(v.number(), v.minValue(0)),
});

/** The whole of `--format json`. */
export const report = v.strictObject({
  version: v.pipe(v.literal(1), v.description('Version of this contract, not of the program.')),
  tool: v.strictObject({ name: v.literal('auth-advisor'), version: v.string() }),
  receipt,
  findings: v.array(finding),
});

/** A `--format json` document, or one line of `--format jsonl`. */
export const reportOrLine = v.union([report, finding, receipt]);

export type PublicFinding = Readonly<v.InferOutput<typeof finding>>;
export type PublicReceipt = Readonly<v.InferOutput<typeof receipt>>;

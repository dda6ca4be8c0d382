import type { Cited, Recommendation } from '../../core/recommendation.ts';
import { stringify } from '../stringify.ts';

/** Version of this contract, not of the program. */
const version = 1;

/** A recommendation as one JSON object on one line. */
export const renderJson = (one: Recommendation): string => `${stringify(jsonOf(one))}\n`;

/** What the object holds. Claims and references stand by name; `references` says what they are. */
export const jsonOf = (one: Recommendation) => ({
  version,
  model: one.model,
  surface: one.surface,
  answers: one.answers,
  assumed: Object.fromEntries(one.assumed.map(({ fact, value }) => [fact, value])),
  unused: one.unused,
  outcome: one.outcome,
  instead: one.instead,
  nearest: one.nearest,
  fit: one.fit,
  rule: one.rule,
  forced: one.forced,
  headline: one.headline,
  because: one.because.map(({ fact, value, ...cited }) => ({ fact, value, ...named(cited) })),
  companions: one.companions.map(named),
  warnings: one.warnings.map(named),
  rejected: Object.fromEntries(
    Object.entries(one.rejected).map(([mechanism, cited]) => [mechanism, named(cited)]),
  ),
  differences: one.differences.map(named),
  requirements: one.requirements,
  flips: one.flips.map(({ set, to }) => ({ set, to })),
  references: one.references,
  next: one.next,
  ...(one.whatIf ? { whatIf: one.whatIf } : {}),
});

const named = <T extends Cited>({ essay, references, ...rest }: T) => ({
  ...rest,
  essay: essay.map(({ id }) => id),
  references: references.map(({ text }) => text),
});

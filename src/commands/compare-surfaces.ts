import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { closest } from '../core/closest.ts';
import { usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { compare, type Named } from '../decide/compare.ts';
import { isForced } from '../decide/record.ts';
import type { WalkMode } from '../decide/walk.ts';
import { renderComparison } from '../reports/recommendation/comparison.ts';
import { findConfig, loadConfig } from '../rules/config.ts';
import type { DecisionModel } from '../rules/schema/decision.ts';
import { conclude, sayMissing } from './conclude.ts';
import { lookFor } from './look-for.ts';
import { readAnswersFile, type SurfaceAnswers } from './read-answers.ts';
import type { RecommendOptions } from './recommend.ts';
import { writeReport } from './write-report.ts';

/**
 * Shows two surfaces side by side: each a surface of the answers file or of the record, or an answers file of its own.
 * @returns 0.
 * @throws usageError for a name that nothing has, and for answers that do not suffice.
 */
export const compareSurfaces = async (
  options: RecommendOptions,
  model: DecisionModel,
  io: Io,
): Promise<number> => {
  const { format, compare: names = [] } = options;
  if (format !== 'text' && format !== 'json') throw usageError('--compare prints text or json');
  const [a, b, more] = names;
  if (a === undefined || b === undefined || more !== undefined)
    throw usageError('--compare takes two surfaces or files of answers');
  const known = await knownSurfaces(options, model, io);
  const [left, right] = [
    await recommended(a, known, options, model, io),
    await recommended(b, known, options, model, io),
  ];
  const look = lookFor(options, io);
  await writeReport([renderComparison(compare(model, left, right), format, look)], options.output, io);
  return 0;
};

/** Answers with the mode in which they were given. */
interface Known extends SurfaceAnswers {
  readonly mode: WalkMode;
}

const knownSurfaces = async (
  { answers }: RecommendOptions,
  model: DecisionModel,
  io: Io,
): Promise<ReadonlyMap<string, Known>> => {
  const file = findConfig(io.cwd);
  const recorded = file === undefined ? {} : ((await loadConfig(file, io.cwd)).config.surfaces ?? {});
  const given = answers === undefined ? [] : (await readAnswersFile(answers, model, io)).surfaces;
  return new Map([
    ...Object.entries(recorded).map(([surface, one]): [string, Known] => [
      surface,
      { surface, answers: one.answers, mode: { assume: true, onlyThree: isForced(one) } },
    ]),
    ...given.flatMap((one): [string, Known][] =>
      one.surface === null ? [] : [[one.surface, { ...one, mode: { assume: true } }]],
    ),
  ]);
};

const recommended = async (
  name: string,
  known: ReadonlyMap<string, Known>,
  options: RecommendOptions,
  model: DecisionModel,
  io: Io,
): Promise<Named> => {
  const found = known.get(name) ?? (await fromFile(name, [...known.keys()], model, io));
  const mode = { ...found.mode, onlyThree: found.mode.onlyThree || options.onlyThree === true };
  const conclusion = conclude(model, { ...found, surface: name }, {}, mode);
  if (conclusion.kind === 'missing') throw usageError(sayMissing(conclusion));
  return { name, one: conclusion.one };
};

const fromFile = async (
  name: string,
  names: readonly string[],
  model: DecisionModel,
  io: Io,
): Promise<Known> => {
  if (!statSync(resolve(io.cwd, name), { throwIfNoEntry: false })) {
    const meant = closest(name, names);
    throw usageError(
      `there is no surface and no file "${name}"${meant ? `; did you mean "${meant}"?` : ''}`,
      names.length > 0 ? `Surfaces: ${names.join(', ')}` : undefined,
    );
  }
  const { surfaces } = await readAnswersFile(name, model, io);
  const [one, other] = surfaces;
  if (!one || other)
    throw usageError(
      `${name} holds several surfaces`,
      `Name two of them: --answers ${name} --compare ${surfaces
        .map(({ surface }) => surface)
        .slice(0, 2)
        .join(' ')}`,
    );
  return { ...one, mode: { assume: true } };
};

import { closest } from '../core/closest.ts';
import type { Problem } from '../core/errors.ts';
import { levels } from '../core/recommendation.ts';
import type { Config, Surface } from './schema/config.ts';
import type { DecisionModel } from './schema/decision.ts';
import type { YamlFile } from './yaml-file.ts';

/** Surfaces with their places. */
export interface Surfaces {
  readonly file: string;
  readonly surfaces: NonNullable<Config['surfaces']>;
  readonly placeOf: YamlFile<Config>['placeOf'];
}

type Path = readonly PropertyKey[];

/**
 * Names in recorded decisions that the model does not know. A record of another version of the model is not judged:
 * its names were right when it was written, and `recommend --recheck` says what became of them.
 */
export const checkSurfaces = ({ file, surfaces, placeOf }: Surfaces, model: DecisionModel): Problem[] =>
  Object.entries(surfaces).flatMap(([id, surface]) => [
    ...checkInstead(surface).map((message) => ({ file, ...placeOf(['surfaces', id, 'decision']), message })),
    ...(surface.model.version === model.version ? unknownNames(surface, model) : []).map(
      ({ path, message }) => ({ file, ...placeOf(['surfaces', id, ...path]), message }),
    ),
  ]);

const checkInstead = ({ decision, instead }: Surface): string[] =>
  decision === 'none' && instead === undefined ? ['the decision "none" needs "instead"'] : [];

interface Unknown {
  readonly path: Path;
  readonly message: string;
}

const unknownNames = (surface: Surface, model: DecisionModel): Unknown[] => [
  ...Object.entries(surface.answers).flatMap(([fact, value]) => unknownAnswer(model, fact, value)),
  ...named(['rule'], 'rule', surface.rule, model.rules),
  ...levels.flatMap((level) =>
    (surface.companions?.[level] ?? []).flatMap((id, i) =>
      named(['companions', level, i], 'companion', id, model.companions),
    ),
  ),
  ...(surface.warnings ?? []).flatMap((id, i) => named(['warnings', i], 'warning', id, model.warnings)),
  ...(surface.accepted ?? []).flatMap(({ warning }, i) =>
    named(['accepted', i, 'warning'], 'warning', warning, model.warnings),
  ),
];

const unknownAnswer = (model: DecisionModel, fact: string, value: string): Unknown[] => {
  const path = ['answers', fact];
  const question = model.questions.find(({ id }) => id === fact);
  if (!question) return named(path, 'question', fact, model.questions);
  const known = Object.keys(question.options);
  if (known.includes(value)) return [];
  return [
    {
      path,
      message: `${fact}: no such answer: "${value}"${suggest(value, known)}; allowed: ${known.join(', ')}`,
    },
  ];
};

const named = (
  path: Path,
  what: string,
  name: string,
  items: readonly { readonly id: string }[],
): Unknown[] => {
  const known = items.map(({ id }) => id);
  return known.includes(name) ? [] : [{ path, message: `no such ${what}: "${name}"${suggest(name, known)}` }];
};

const suggest = (typed: string, known: readonly string[]): string => {
  const meant = closest(typed, known);
  return meant ? `; did you mean "${meant}"?` : '';
};

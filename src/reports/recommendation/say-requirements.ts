import { parseDuration, sayDuration } from '../../core/duration.ts';
import type { Requirements } from '../../core/recommendation.ts';
import { sayMechanism } from './say.ts';

/** What a decision holds the code to, one sentence each. */
export const sayRequirements = (held: Requirements): string[] => [
  ...Object.entries(held.maxLifetime ?? {}).map(
    ([use, limit]) =>
      `${capital(use)} tokens live at most ${sayDuration(parseDuration(limit ?? '') ?? null)}.`,
  ),
  ...list('Signatures', held.algorithms),
  ...list('Flows', held.flows),
  ...list('Where secrets may be kept', held.secretSources),
  ...(held.rotationDays === undefined ? [] : [`Keys are replaced within ${held.rotationDays} days.`]),
  ...list('Not to be used', held.forbidden?.map(sayMechanism)),
];

const list = (what: string, names: readonly string[] | undefined): string[] =>
  names && names.length > 0 ? [`${what}: ${names.join(', ')}.`] : [];

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

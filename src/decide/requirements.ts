import { parseDuration } from '../core/duration.ts';
import type { Requirements } from '../core/recommendation.ts';
import type { Matches } from './match.ts';

type Requires = Omit<Requirements, 'forbidden'>;

/**
 * What the companions require together: of two limits the stricter, of two lists of what is allowed both.
 * Mechanisms are forbidden where the reason against them says so.
 */
export const requirementsOf = ({ companions, rejections }: Matches): Requirements => {
  const joined = companions.reduce<Requires>((sofar, { requires = {} }) => join(sofar, requires), {});
  const forbidden = [...rejections].filter(([, { forbids }]) => forbids).map(([mechanism]) => mechanism);
  return { ...joined, ...(forbidden.length > 0 ? { forbidden } : {}) };
};

const join = (a: Requires, b: Requires): Requires =>
  withoutGaps({
    maxLifetime: shortest(a.maxLifetime, b.maxLifetime),
    algorithms: both(a.algorithms, b.algorithms),
    flows: both(a.flows, b.flows),
    secretSources: both(a.secretSources, b.secretSources),
    rotationDays: smaller(a.rotationDays, b.rotationDays),
  });

const withoutGaps = (all: Requires): Requires =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));

const both = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] | undefined =>
  a && b ? [...new Set([...a, ...b])] : (a ?? b);

const smaller = (a: number | undefined, b: number | undefined): number | undefined =>
  a !== undefined && b !== undefined ? Math.min(a, b) : (a ?? b);

type Lifetimes = Requires['maxLifetime'];

const shortest = (a: Lifetimes, b: Lifetimes): Lifetimes => {
  if (!a || !b) return a ?? b;
  const uses = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(uses.map((use) => [use, shorter(a[use], b[use])]));
};

const shorter = (a: string | undefined, b: string | undefined): string | undefined =>
  a !== undefined && b !== undefined && seconds(b) < seconds(a) ? b : (a ?? b);

const seconds = (text: string): number => parseDuration(text) ?? Number.POSITIVE_INFINITY;

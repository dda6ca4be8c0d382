import type { AsideMechanism, EvidencePlace, Inventory, MechanismKind } from '../../core/inventory.ts';
import { mechanismKinds } from '../../core/inventory.ts';
import type { Judgement } from '../../rules/schema/inventory.ts';
import type { EvidenceFound, Unjudged } from './evidence.ts';
import { judge } from './judge.ts';

/** Places of one mechanism that are shown. */
const mostPlaces = 5;

/**
 * Joins what the files of a tree gave into mechanisms, one for each deployable, kind and name.
 * @param units - folders that are deployables of their own.
 */
export const joinEvidence = (
  found: readonly EvidenceFound[],
  units: ReadonlySet<string>,
  judgements: readonly Judgement[],
): Inventory => {
  const product = found.filter(({ role }) => role === 'product');
  const groups = [
    ...grouped(product, (one) => `${unitOf(one.place.path, units)}\n${one.kind}\n${one.name}`).values(),
  ];
  const unjudged = groups.map((group) => mechanismOf(group, units));
  const all = withoutEchoes(unjudged).sort(byUnitAndKind);
  return {
    mechanisms: all.map(({ ids: _, ...one }) => ({ ...one, judgement: judge(one, all, judgements) })),
    aside: asideOf(found, product),
  };
};

/** The nearest folder at or above a file that is a deployable. */
export const unitOf = (path: string, units: ReadonlySet<string>): string => {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
    const folder = path.slice(0, at);
    if (units.has(folder)) return folder;
  }
  return '.';
};

const grouped = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
};

const mechanismOf = (group: readonly EvidenceFound[], units: ReadonlySet<string>): Unjudged => {
  const [{ kind, name, place }] = group as [EvidenceFound];
  // Where it is used says more than where it is declared.
  const used = group.filter(({ declared }) => !declared);
  const places = unique((used.length > 0 ? used : group).map((one) => one.place)).sort(byPlace);
  return {
    kind,
    name,
    unit: unitOf(place.path, units),
    certainty: used.length > 0 ? 'used' : 'declared',
    places: places.slice(0, mostPlaces),
    count: places.length,
    ids: [...new Set(group.map(({ id }) => id))],
  };
};

/** Two signs may speak of one line. */
const unique = (places: readonly EvidencePlace[]): EvidencePlace[] => [
  ...new Map([...places].sort(byPlace).map((one) => [`${one.path}:${one.line}`, one])).values(),
];

const byPlace = (a: EvidencePlace, b: EvidencePlace): number =>
  compare(a.path, b.path) || a.line - b.line || b.column - a.column;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A dependency says nothing new where code shows what it is used for. */
const withoutEchoes = (all: readonly Unjudged[]): Unjudged[] =>
  all.filter((one) => one.certainty === 'used' || !all.some((other) => isUseOf(other, one)));

const isUseOf = (other: Unjudged, { unit, ids }: Unjudged): boolean =>
  other.certainty === 'used' && other.unit === unit && other.ids.some((id) => ids.includes(id));

const kindOrder = Object.keys(mechanismKinds) as MechanismKind[];

const byUnitAndKind = (a: Unjudged, b: Unjudged): number =>
  compare(a.unit, b.unit) || kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || compare(a.name, b.name);

const asideOf = (found: readonly EvidenceFound[], product: readonly EvidenceFound[]): AsideMechanism[] => {
  const known = new Set(product.map(({ name }) => name));
  const others = found.filter(({ role, name }) => role !== 'product' && !known.has(name));
  return [...grouped(others, ({ kind, name }) => `${kind}\n${name}`).values()]
    .map((group) => {
      const [first] = [...group].sort((a, b) => byPlace(a.place, b.place)) as [EvidenceFound];
      return { kind: first.kind, name: first.name, place: first.place };
    })
    .sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) || compare(a.name, b.name));
};

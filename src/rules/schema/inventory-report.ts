import * as v from 'valibot';
import { certainties, type MechanismKind, mechanismFits, mechanismKinds } from '../../core/inventory.ts';
import { receipt } from './report.ts';

// The contract of `scan --inventory --format json`.

const fromOne = v.pipe(v.number(), v.integer(), v.minValue(1));
const kind = v.picklist(Object.keys(mechanismKinds) as MechanismKind[]);

const place = v.strictObject({
  path: v.pipe(v.string(), v.description('Relative to the working directory, with / on every platform.')),
  line: v.pipe(fromOne, v.description('Counts from 1.')),
  column: v.pipe(fromOne, v.description('Counts from 1, in UTF-16 units.')),
  what: v.pipe(v.string(), v.description('The call, the word or the package that stands there.')),
});

const mechanism = v.strictObject({
  kind,
  name: v.pipe(v.string(), v.description('Library, product or provider.')),
  unit: v.pipe(v.string(), v.description('Folder of the deployable, told by its manifest of packages.')),
  certainty: v.pipe(
    v.picklist(certainties),
    v.description('used: code or configuration shows it. declared: only a dependency names it.'),
  ),
  places: v.pipe(v.array(v.pipe(place, v.readonly())), v.readonly(), v.description('The first few.')),
  count: v.pipe(fromOne, v.description('Of all places.')),
  judgement: v.pipe(
    v.strictObject({
      id: v.string(),
      seems: v.pipe(v.string(), v.description('What it seems to be used for.')),
      fit: v.pipe(v.picklist(mechanismFits), v.description('Whether it fits that.')),
      say: v.string(),
      essay: v.pipe(v.array(v.string()), v.readonly()),
    }),
    v.readonly(),
  ),
});

const aside = v.strictObject({ kind, name: v.string(), place: v.pipe(place, v.readonly()) });

/** The whole of an inventory as machines read it. */
export const inventoryReport = v.strictObject({
  version: v.pipe(v.literal(1), v.description('Version of this contract, not of the program.')),
  tool: v.strictObject({ name: v.literal('auth-advisor'), version: v.string() }),
  receipt,
  mechanisms: v.pipe(v.array(v.pipe(mechanism, v.readonly())), v.readonly()),
  aside: v.pipe(
    v.array(v.pipe(aside, v.readonly())),
    v.readonly(),
    v.description('What shows in tests, documentation and examples alone: no evidence.'),
  ),
});

export type PublicInventory = Readonly<v.InferOutput<typeof inventoryReport>>;

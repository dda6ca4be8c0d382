import type { InventoryReport } from '../../core/inventory.ts';
import type { PublicInventory } from '../../rules/schema/inventory-report.ts';
import { publicReceipt } from '../public-report.ts';
import { stringify } from '../stringify.ts';

/** One object, one line for each mechanism. */
export const inventoryJson = function* ({
  version,
  receipt,
  mechanisms,
  aside,
}: InventoryReport): Generator<string> {
  const document: PublicInventory = {
    version: 1,
    tool: { name: 'auth-advisor', version },
    receipt: publicReceipt(receipt),
    mechanisms,
    aside,
  };
  const { mechanisms: _, aside: __, ...envelope } = document;
  yield `${stringify(envelope).slice(0, -1)},`;
  yield `"mechanisms":${listOf(document.mechanisms)},"aside":${listOf(document.aside)}}\n`;
};

const listOf = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map(stringify).join(',\n')}\n]`;

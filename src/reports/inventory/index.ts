import type { InventoryReport } from '../../core/inventory.ts';
import type { Look } from '../format.ts';
import { inventoryJson } from './json.ts';
import { inventoryText } from './text.ts';

/** One way of writing an inventory. */
export interface InventoryFormat {
  readonly name: string;
  readonly render: (report: InventoryReport, look: Look) => Iterable<string>;
}

export const inventoryFormats: readonly InventoryFormat[] = [
  { name: 'text', render: inventoryText },
  { name: 'json', render: inventoryJson },
];

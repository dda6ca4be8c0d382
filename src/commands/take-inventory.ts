import type { Inventory } from '../core/inventory.ts';
import type { Io } from '../core/io.ts';
import type { Receipt } from '../core/report.ts';
import type { InventoryRules } from '../rules/schema/inventory.ts';
import { inventoryScanner } from '../scan/inventory/inventory-scanner.ts';
import { gather } from './gather.ts';
import { createProgress } from './progress.ts';
import { receiptOf } from './scan-receipt.ts';
import { configFor, type SourceOptions, sourceFor } from './scan-source.ts';

export interface TakeOptions extends SourceOptions {
  readonly progress: boolean;
  readonly verbose: boolean;
}

/** The mechanisms of a tree, with what was read for it. */
export interface Taken {
  readonly inventory: Inventory;
  readonly receipt: Receipt;
}

/**
 * Reads what the options name and takes its inventory.
 * @throws AdvisorError for anything that keeps it from starting, and `interrupted`.
 */
export const takeInventory = async (options: TakeOptions, rules: InventoryRules, io: Io): Promise<Taken> => {
  const started = io.now();
  const config = await configFor(options, io);
  const scanner = inventoryScanner(rules);
  const progress = createProgress(io, options.progress);
  const gathered = await gather(sourceFor(options, config, io), scanner, progress, io.signal).finally(() =>
    progress.end(),
  );
  const receipt = receiptOf(gathered, options, {
    rules: { active: rules.evidence.length, off: [] },
    config,
    stale: [],
    suppressed: 0,
    durationMs: io.now().getTime() - started.getTime(),
  });
  return { inventory: scanner.inventory(), receipt };
};

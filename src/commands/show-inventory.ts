import { exitCodes, usageError } from '../core/errors.ts';
import type { Io } from '../core/io.ts';
import { inventoryFormats } from '../reports/inventory/index.ts';
import type { ScanOptions } from './scan.ts';
import { takeInventory } from './take-inventory.ts';
import { writeReport } from './write-report.ts';

/**
 * `auth-advisor scan --inventory`: lists the mechanisms that a tree uses.
 * @returns the exit status: 0 when everything was read, 3 when not; an inventory is no fault.
 * @throws AdvisorError for a format that inventories do not have, and for what keeps any scan from starting.
 */
export const showInventory = async (options: ScanOptions, io: Io): Promise<number> => {
  const format = inventoryFormats.find(({ name }) => name === options.format);
  if (!format) {
    const names = inventoryFormats.map(({ name }) => name).join(' and ');
    throw usageError(`--inventory knows the formats ${names}, not ${options.format}`);
  }
  const { default: rules } = await import('virtual:auth-advisor/inventory');
  const { inventory, receipt } = await takeInventory(
    { ...options, progress: options.progress && !options.quiet },
    rules,
    io,
  );
  const look = {
    color: options.color && options.output === undefined,
    columns: options.output === undefined ? io.stdout.columns : 100,
    verbose: options.verbose,
    quiet: options.quiet,
  };
  const report = { ...inventory, version: options.version, receipt };
  await writeReport(format.render(report, look), options.output, io);
  return receipt.complete ? 0 : exitCodes.incomplete;
};

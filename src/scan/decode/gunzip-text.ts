import { gunzipSync } from 'node:zlib';
import type { DecodeBudget } from './encoded.ts';

const mostUnzipped = 2 * 1024 * 1024;
/** What a try costs that comes to nothing, as if so many bytes had come out. */
const attemptCost = 4096;

/** @returns undefined for what is no whole gzip, or is larger than a text of settings can be. */
export const gunzipText = (raw: Buffer, budget: DecodeBudget): Uint8Array | undefined => {
  const most = Math.min(mostUnzipped, budget.left);
  if (most <= 0) {
    budget.isSpent = true;
    return undefined;
  }
  budget.left -= attemptCost;
  try {
    return gunzipSync(raw, { maxOutputLength: most });
  } catch (error) {
    // Not gzip after all, or cut short: read as it stands. Or too large to be a configuration: that was work, too.
    if (error instanceof RangeError) {
      budget.left -= most;
      budget.isSpent = true;
    }
    return undefined;
  }
};

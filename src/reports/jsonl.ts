import type { Format } from './format.ts';
import { publicFinding, publicReceipt } from './public-report.ts';
import { stringify } from './stringify.ts';

/** One object a line: the findings, then one receipt. A stream without a receipt was cut off. */
export const jsonl: Format = {
  *render({ findings, receipt }) {
    for (const finding of findings) yield `${stringify(publicFinding(finding))}\n`;
    yield `${stringify(publicReceipt(receipt))}\n`;
  },
};

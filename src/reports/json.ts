import type { Format } from './format.ts';
import { publicFinding, publicReceipt } from './public-report.ts';
import { stringify } from './stringify.ts';

/** One object `{version, tool, receipt, findings}`, one finding a line. `version` is that of this contract. */
export const json: Format = {
  *render({ version, findings, receipt }) {
    const envelope = stringify({
      version: 1,
      tool: { name: 'auth-advisor', version },
      receipt: publicReceipt(receipt),
    });
    yield `${envelope.slice(0, -1)},"findings":[`;
    let separator = '\n';
    for (const finding of findings) {
      yield separator + stringify(publicFinding(finding));
      separator = ',\n';
    }
    yield findings.length > 0 ? '\n]}\n' : ']}\n';
  },
};

import type { Problem } from '../core/errors.ts';
import type { LoadedEvidence } from '../rules/load-inventory.ts';
import type { FullEvidence } from '../rules/schema/inventory.ts';
import type { EvidenceFound } from '../scan/inventory/evidence.ts';
import { evidenceScanner } from '../scan/inventory/inventory-scanner.ts';

/** The examples of the inventory's evidence, run. */
export interface CheckedEvidence {
  readonly examples: number;
  readonly problems: readonly Problem[];
}

/**
 * Runs every example of every piece of evidence through the scanner.
 * @returns a problem per example that does not show what it says.
 */
export const checkEvidence = async (loaded: readonly LoadedEvidence[]): Promise<CheckedEvidence> => {
  const problems: Problem[] = [];
  let examples = 0;
  for (const { entry, file, line, column } of loaded) {
    for (const list of ['match', 'ignore'] as const) {
      for (const [index, example] of entry.examples[list].entries()) {
        examples++;
        const fault = faultOf(list, example, await foundIn(entry, example));
        const message = `${entry.id}: example ${list}[${index}]: ${fault}`;
        if (fault) problems.push({ file, line, column, message });
      }
    }
  }
  return { examples, problems };
};

type Example = FullEvidence['examples']['match'][number];

const foundIn = async (entry: FullEvidence, { path, text }: Example): Promise<readonly EvidenceFound[]> => {
  const found: EvidenceFound[] = [];
  await evidenceScanner([entry], found).scan({ path, bytes: Buffer.from(text, 'utf8'), origin: 'file' });
  return found;
};

const faultOf = (
  list: 'match' | 'ignore',
  { kind }: Example,
  found: readonly EvidenceFound[],
): string | undefined => {
  const [first] = found;
  if (list === 'ignore') {
    return first && `must show nothing, but shows ${first.kind} at ${first.place.line}:${first.place.column}`;
  }
  if (!first) return 'must show something, but does not';
  const kinds = [...new Set(found.map((one) => one.kind))];
  return kind && !kinds.includes(kind) ? `shows ${kinds.join(', ')}, expected ${kind}` : undefined;
};

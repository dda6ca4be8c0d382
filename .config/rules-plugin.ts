import { join } from 'node:path';
import { loadDecisionModel } from '../src/rules/load-decision.ts';
import { loadRulesFolder } from '../src/rules/load.ts';

const prefix = 'virtual:auth-advisor/';

/** Compiles rules/ into modules, so that neither the bundle nor the tests parse YAML when they start. */
export const rulesPlugin = (root: string) => ({
  name: 'auth-advisor-rules',
  resolveId: (id: string) => (id.startsWith(prefix) ? `\0${id}` : undefined),
  load: (id: string) => {
    if (!id.startsWith(`\0${prefix}`)) return undefined;
    // JSON.parse of one string starts faster than the same data as an object literal.
    const json = JSON.stringify(moduleData(id.slice(prefix.length + 1), join(root, 'rules')));
    return { code: `export default JSON.parse(${JSON.stringify(json)})`, moduleSideEffects: false };
  },
});

const moduleData = (name: string, folder: string): unknown => {
  if (name === 'decision-model') return loadDecisionModel(join(folder, 'decision'));
  const { loaded, policy } = loadRulesFolder(folder);
  if (name === 'rule-examples') return loaded;
  return { rules: loaded.map(({ rule: { examples: _, ...rule } }) => rule), policy };
};

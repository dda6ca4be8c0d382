import { join } from 'node:path';
import { loadRulesFolder } from '../src/rules/load.ts';
import { loadDecisionModel } from '../src/rules/load-decision.ts';
import { loadInventory } from '../src/rules/load-inventory.ts';

const prefix = 'virtual:auth-advisor/';

/** Compiles rules/ into modules, so that neither the bundle nor the tests parse YAML when they start. */
export const rulesPlugin = (root: string) => ({
  name: 'auth-advisor-rules',
  resolveId: (id: string) => (id.startsWith(prefix) ? `\0${id}` : undefined),
  load: (id: string) => {
    if (!id.startsWith(`\0${prefix}`)) return undefined;
    if (id.endsWith('/checks')) return { code: checksModule(root), moduleSideEffects: false };
    // JSON.parse of one string starts faster than the same data as an object literal.
    const json = JSON.stringify(moduleData(id.slice(prefix.length + 1), join(root, 'rules')));
    return { code: `export default JSON.parse(${JSON.stringify(json)})`, moduleSideEffects: false };
  },
});

/** Joins each rule of kind `check` to src/scan/<family>/<name>.ts: a missing file fails the build. */
const checksModule = (root: string): string => {
  const checks = loadRulesFolder(join(root, 'rules')).loaded.filter(({ rule }) => rule.kind === 'check');
  const imports = checks.map(
    ({ rule }, i) => `import { judge as j${i} } from '${join(root, 'src/scan', `${rule.id}.ts`)}';`,
  );
  const entries = checks.map(({ rule }, i) => `'${rule.id}': j${i}`);
  return `${imports.join('\n')}\nexport default { ${entries.join(', ')} };`;
};

const moduleData = (name: string, folder: string): unknown => {
  if (name === 'decision-model') return loadDecisionModel(join(folder, 'decision'));
  if (name === 'inventory' || name === 'inventory-examples') {
    const inventory = loadInventory(join(folder, 'inventory'), loadDecisionModel(join(folder, 'decision')));
    const { loaded, judgements, proposals } = inventory;
    const evidence = loaded.map(({ entry: { examples: _, ...entry } }) => entry);
    return name === 'inventory-examples' ? loaded : { evidence, judgements, proposals };
  }
  const { loaded, policy, places } = loadRulesFolder(folder);
  if (name === 'rule-examples') return loaded;
  return { rules: loaded.map(({ rule: { examples: _, ...rule } }) => rule), policy, places };
};

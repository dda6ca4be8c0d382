import { join } from 'node:path';
import { loadRulesFolder } from '../src/rules/load.ts';
import { loadDecisionModel } from '../src/rules/load-decision.ts';
import { loadInventory } from '../src/rules/load-inventory.ts';
import type { Part } from '../src/rules/schema/token.ts';
import { bestAnchors } from '../src/rules/token-anchors.ts';
import { splitProse } from '../src/rules/with-prose.ts';

const prefix = 'virtual:auth-advisor/';

interface Emitter {
  readonly emitFile: (file: { type: 'asset'; fileName: string; source: string }) => unknown;
}

/**
 * Compiles rules/ into modules, so that neither the bundle nor the tests parse YAML when they start.
 * @param asFiles - the rules of a scan go beside the bundle: reading a file is faster than reading code that holds it.
 */
export const rulesPlugin = (root: string, asFiles = false) => ({
  name: 'auth-advisor-rules',
  resolveId: (id: string) => (id.startsWith(prefix) ? `\0${id}` : undefined),
  load(this: Emitter, id: string) {
    if (!id.startsWith(`\0${prefix}`)) return undefined;
    if (id.endsWith('/checks')) return { code: checksModule(root), moduleSideEffects: false };
    if (id.endsWith('/scan-rules')) {
      return { code: scanRulesModule(root, asFiles ? this : undefined), moduleSideEffects: false };
    }
    // JSON.parse of one string starts faster than the same data as an object literal.
    const json = JSON.stringify(moduleData(id.slice(prefix.length + 1), join(root, 'rules')));
    return { code: `export default JSON.parse(${JSON.stringify(json)})`, moduleSideEffects: false };
  },
});

/** The rules without their examples, and without their prose until a finding asks for it. */
const scanRulesModule = (root: string, emitter: Emitter | undefined): string => {
  const { loaded, policy, places } = loadRulesFolder(join(root, 'rules'));
  const { bare, prose } = splitProse(loaded.map(({ rule: { examples: _, ...rule } }) => rule));
  const rules = bare.map((rule) =>
    'parts' in rule ? { ...rule, anchors: bestAnchors(rule.parts as Part[]) } : rule,
  );
  const data = { 'scan-rules.json': { rules, policy, places }, 'rule-prose.json': prose };
  const [core, words] = Object.entries(data).map(([name, value]) => {
    const json = JSON.stringify(value);
    if (!emitter) return `JSON.parse(${JSON.stringify(json)})`;
    emitter.emitFile({ type: 'asset', fileName: `rules/${name}`, source: json });
    return `JSON.parse(readFileSync(new URL('./rules/${name}', import.meta.url), 'utf8'))`;
  });
  return [
    "import { readFileSync } from 'node:fs';",
    `import { withProse } from '${join(root, 'src/rules/with-prose.ts')}';`,
    `export default withProse(${core}, () => ${words});`,
  ].join('\n');
};

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
  return loadRulesFolder(folder).loaded;
};

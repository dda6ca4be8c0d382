import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtinRules } from '../../src/rules/builtin.ts';
import { expandSample } from '../../src/rules/samples.ts';

/**
 * Writes the bundled example into a folder, with generated values for its placeholders. Names that begin with `dot-`
 * get their dot here: a real .gitignore in the fixture would hide files from this repository.
 * @param from - test/fixtures/shop.
 * @throws Error for a placeholder that cannot be expanded.
 */
export const writeShop = (from: string, to: string): void => {
  const tokens = builtinRules.rules.filter((rule) => rule.kind === 'token');
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const { text, problems } = expandSample(readFileSync(path, 'utf8'), {
      seed: 'shop',
      ruleOf: (id) => tokens.find((rule) => rule.id === id),
    });
    if (problems.length > 0) throw new Error(`${path}: ${problems.join('; ')}`);
    const target = join(to, path.slice(from.length).replace(/(^|[\\/])dot-/, '$1.'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
};

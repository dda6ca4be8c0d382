import { join } from 'node:path';
import { defineConfig, type RolldownOptions } from 'rolldown';
import { grammarsPlugin } from './grammars-plugin.ts';
import { licencesPlugin } from './licences-plugin.ts';
import { rulesPlugin } from './rules-plugin.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

const shared = {
  platform: 'node',
  // jsonc-parser's UMD main cannot be bundled; its ES module can.
  resolve: { mainFields: ['module', 'main'] },
} satisfies RolldownOptions;

/** What is published, and the demonstration, which is not: apart, so that neither shapes the other's chunks. */
export default defineConfig([
  {
    ...shared,
    input: { cli: join(root, 'src/cli.ts') },
    plugins: [rulesPlugin(root, true), grammarsPlugin(), licencesPlugin(root, ['@vscode/tree-sitter-wasm'])],
    output: {
      dir: dist,
      format: 'esm',
      chunkFileNames: '[name].js',
      minify: true,
      cleanDir: true,
      // Each file costs a start half a millisecond: what every command uses is one.
      codeSplitting: { groups: [{ name: 'core', test: /src[\\/]core[\\/]/ }] },
    },
  },
  {
    ...shared,
    input: { demo: join(root, '.config/demo.ts'), bench: join(root, '.config/bench.ts') },
    plugins: [rulesPlugin(root)],
    output: { dir: join(dist, 'demo'), format: 'esm', chunkFileNames: '[name].js' },
  },
]);

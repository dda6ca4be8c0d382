import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { grammarsPlugin } from './grammars-plugin.ts';
import { licencesPlugin } from './licences-plugin.ts';
import { rulesPlugin } from './rules-plugin.ts';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  input: { cli: join(root, 'src/cli.ts'), demo: join(root, '.config/demo.ts') },
  platform: 'node',
  // jsonc-parser's UMD main cannot be bundled; its ES module can.
  resolve: { mainFields: ['module', 'main'] },
  plugins: [rulesPlugin(root), grammarsPlugin(), licencesPlugin(root, ['@vscode/tree-sitter-wasm'])],
  output: { dir: join(root, 'dist'), format: 'esm', chunkFileNames: '[name].js', minify: true },
});

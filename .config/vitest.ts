import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { rulesPlugin } from './rules-plugin.ts';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  root,
  plugins: [rulesPlugin(root)],
  test: { include: ['test/**/*.test.ts'], testTimeout: 30_000 },
});

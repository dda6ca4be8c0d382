import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { grammarFiles } from '../src/scan/code/grammar-files.ts';

/** Puts the WebAssembly files of the parser and its grammars next to the bundle, in dist/grammars. */
export const grammarsPlugin = () => ({
  name: 'auth-advisor-grammars',
  generateBundle(this: {
    emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => unknown;
  }) {
    const { resolve } = createRequire(import.meta.url);
    for (const [name, from] of Object.entries(grammarFiles)) {
      this.emitFile({ type: 'asset', fileName: `grammars/${name}`, source: readFileSync(resolve(from)) });
    }
  },
});

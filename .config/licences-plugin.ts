import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Bundle {
  readonly [file: string]: { readonly type: string; readonly moduleIds?: readonly string[] };
}

/**
 * Writes dist/THIRD-PARTY-LICENSES: the notices of everything that the bundle holds, as MIT, ISC and BSD ask for.
 * @param extra - packages whose files are copied and not bundled.
 */
export const licencesPlugin = (root: string, extra: readonly string[]) => ({
  name: 'auth-advisor-licences',
  generateBundle(
    this: { emitFile: (file: { type: 'asset'; fileName: string; source: string }) => unknown },
    _options: unknown,
    bundle: Bundle,
  ) {
    const modules = Object.values(bundle).flatMap(({ moduleIds }) => moduleIds ?? []);
    const folders = new Set([
      ...modules.flatMap(packageOf),
      ...extra.map((name) => join(root, 'node_modules', name)),
    ]);
    const notices = [...folders].map(noticeOf).sort();
    this.emitFile({
      type: 'asset',
      fileName: 'THIRD-PARTY-LICENSES',
      source: `${notices.join(`\n${'-'.repeat(80)}\n\n`)}\n`,
    });
  },
});

const packageOf = (moduleId: string): string[] => {
  const match = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(
    moduleId.replaceAll('\0', ''),
  );
  return match?.[1] ? [match[1]] : [];
};

const noticeOf = (folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
    string,
    string
  >;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : noText;
  return `${name} ${version} (${license})\n\n${text}\n`;
};

// Some packages of a monorepo ship no text; their field in package.json is then all there is.
const noText = 'The package ships no licence text.';

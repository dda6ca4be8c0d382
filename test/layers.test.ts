import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

/** What each layer may import beside itself: the table of DESIGN.md, written down a second time on purpose. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  rules: ['core'],
  decide: ['rules', 'core'],
  scan: ['rules', 'core'],
  sources: ['core'],
  triage: ['rules', 'core'],
  reports: ['rules', 'core'],
  commands: ['decide', 'scan', 'sources', 'triage', 'reports', 'rules', 'core'],
};
const layers = Object.keys(mayImport);
/** Layers with folders inside them. */
const deep: readonly string[] = ['scan', 'reports'];

let folder: string;
let complaints: Map<string, string[]>;

const plant = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const importing = (specifier: string): string =>
  `import { thing } from '${specifier}';\n\nexport const other = thing;\n`;

/** Every layer imports every other, from its top and from a folder inside it. */
const plantPairs = (): void => {
  for (const from of layers) {
    plant(`src/${from}/thing.ts`, 'export const thing = 1;\n');
    for (const to of layers.filter((layer) => layer !== from)) {
      plant(`src/${from}/top-${to}.ts`, importing(`../${to}/thing.ts`));
      if (deep.includes(from)) plant(`src/${from}/deep/in-${to}.ts`, importing(`../../${to}/thing.ts`));
    }
  }
};

const plantOthers = (): void => {
  plant(
    'src/core/ring-a.ts',
    "import { b } from './ring-b.ts';\n\nexport const a = (): number => b() + 1;\n",
  );
  plant(
    'src/core/ring-b.ts',
    "import { a } from './ring-a.ts';\n\nexport const b = (): number => a() + 1;\n",
  );
  plant('src/scan/spawns.ts', "import { spawn } from 'node:child_process';\n\nexport const run = spawn;\n");
  plant('src/sources/git.ts', "import { spawn } from 'node:child_process';\n\nexport const run = spawn;\n");
  plant('src/commands/colours.ts', "import { Chalk } from 'chalk';\n\nexport const chalk = new Chalk();\n");
  plant('src/reports/talks.ts', "import { get } from 'node:https';\n\nexport const ask = get;\n");
  plant('src/triage/exits.ts', 'export const leave = (): never => process.exit(1);\n');
};

const lint = (): Map<string, string[]> => {
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  const report = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string | { file: string } } }[];
  };
  const found = new Map<string, string[]>();
  for (const { category, location } of report.diagnostics) {
    const path = (typeof location.path === 'string' ? location.path : location.path.file).replaceAll(
      '\\',
      '/',
    );
    found.set(path, [...(found.get(path) ?? []), category]);
  }
  return found;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'auth-advisor-layers-'));
  execFileSync('git', ['init', '-q', folder]);
  cpSync(join(root, '.biome.json'), join(folder, '.biome.json'));
  cpSync(join(root, '.gitignore'), join(folder, '.gitignore'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  plantPairs();
  plantOthers();
  complaints = lint();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pairs = layers.flatMap((from) => layers.filter((to) => to !== from).map((to) => [from, to] as const));

describe('the lint configuration', () => {
  it.each(pairs.filter(([from, to]) => !mayImport[from]?.includes(to)))(
    'refuses that %s imports %s',
    (from, to) => {
      expect(complaints.get(`src/${from}/top-${to}.ts`)).toContain('lint/style/noRestrictedImports');
      if (deep.includes(from))
        expect(complaints.get(`src/${from}/deep/in-${to}.ts`)).toContain('lint/style/noRestrictedImports');
    },
  );

  it.each(pairs.filter(([from, to]) => mayImport[from]?.includes(to)))('lets %s import %s', (from, to) => {
    expect(complaints.get(`src/${from}/top-${to}.ts`)).toBeUndefined();
    if (deep.includes(from)) expect(complaints.get(`src/${from}/deep/in-${to}.ts`)).toBeUndefined();
  });

  it('refuses an import cycle', () => {
    expect(complaints.get('src/core/ring-a.ts')).toContain('lint/suspicious/noImportCycles');
  });

  it.each([
    ['a child process outside the git door', 'src/scan/spawns.ts', 'lint/style/noRestrictedImports'],
    ['colour outside the reports', 'src/commands/colours.ts', 'lint/style/noRestrictedImports'],
    ['the network anywhere', 'src/reports/talks.ts', 'lint/style/noRestrictedImports'],
    ['the process outside bin and cli', 'src/triage/exits.ts', 'lint/style/noRestrictedGlobals'],
  ])('refuses %s', (_, path, rule) => {
    expect(complaints.get(path)).toContain(rule);
  });

  it('lets the git door start git', () => {
    expect(complaints.get('src/sources/git.ts')).toBeUndefined();
  });
});

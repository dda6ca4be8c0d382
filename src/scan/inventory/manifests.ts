import type { Ecosystem } from '../../rules/schema/inventory.ts';

interface Manifest {
  readonly ecosystem: Ecosystem;
  readonly files: RegExp;
  /** Whether a package's name is a dependency where it stands: what is on its line before and after it. */
  readonly isDependency: (before: string, after: string) => boolean;
}

const manifests: readonly Manifest[] = [
  {
    ecosystem: 'npm',
    files: /^package\.json$/i,
    // A key with a version range behind it: neither a keyword nor the configuration of a tool.
    isDependency: (before, after) => before.endsWith('"') && /^"\s{0,4}:\s{0,4}"/.test(after),
  },
  {
    ecosystem: 'pypi',
    files: /^(?:requirements[\w.-]{0,40}\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile)$/i,
    isDependency: (before, after) =>
      /(?:^|["'])\s{0,40}$/.test(before) &&
      !/^\s{0,40}(?:name|description|keywords|classifiers)\b/i.test(before) &&
      /^\s{0,4}(?:\[[^\]]{0,80}\])?\s{0,4}(?:$|["'=<>~!;,#])/.test(after),
  },
  {
    ecosystem: 'go',
    files: /^go\.mod$/,
    isDependency: (before, after) =>
      /^\s{0,40}(?:require\s{1,4})?$/.test(before) && /^(?:\/[\w./-]{1,80})?\s{1,4}v\d/.test(after),
  },
  {
    ecosystem: 'maven',
    files: /^(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/,
    isDependency: (before, after) =>
      (before.endsWith('<artifactId>') && after.startsWith('</artifactId>')) ||
      (before.endsWith(':') && /^(?:[:"']|$)/.test(after)) ||
      (/name\s{0,4}=\s{0,4}"$/.test(before) && after.startsWith('"')),
  },
  {
    ecosystem: 'gem',
    files: /^(?:Gemfile|[\w.-]{1,80}\.gemspec)$/,
    isDependency: (before, after) => /(?:gem|dependency)[\s(]{1,4}["']$/.test(before) && /^["']/.test(after),
  },
  {
    ecosystem: 'composer',
    files: /^composer\.json$/,
    isDependency: (before, after) => before.endsWith('"') && /^"\s{0,4}:\s{0,4}"/.test(after),
  },
  {
    ecosystem: 'nuget',
    files: /^(?:[\w.-]{1,80}\.(?:cs|fs|vb)proj|Directory\.Packages\.props|packages\.config)$/i,
    isDependency: (before, after) => /(?:Include|id)="$/i.test(before) && after.startsWith('"'),
  },
];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The kind of manifest that a file is, or undefined. */
export const manifestOf = (path: string): Manifest | undefined =>
  manifests.find(({ files }) => files.test(nameOf(path)));

/** Files that begin a deployable of their own, beside the manifests of packages. */
const otherManifests = /^(?:Cargo\.toml|app\.json|pubspec\.yaml|mix\.exs|AndroidManifest\.xml)$/;

/** Whether the folder of a file is a deployable of its own. */
export const beginsUnit = (path: string): boolean =>
  manifestOf(path) !== undefined || otherManifests.test(nameOf(path));

/** Whether a line of package.json or composer.json stands among what only development needs. */
export const isDevDependency = (text: string, offset: number): boolean => {
  const before = text.slice(Math.max(0, offset - mostManifest), offset);
  const section = [...before.matchAll(/"([\w-]{1,40})"\s{0,4}:\s{0,4}\{/g)].at(-1)?.[1];
  return section === 'devDependencies' || section === 'require-dev';
};
const mostManifest = 20_000;

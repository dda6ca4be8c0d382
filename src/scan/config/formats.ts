import type { Reader } from './entry.ts';

/** A format: which files are written in it, and its reader, loaded when the first one comes. */
export interface Format {
  readonly files: RegExp;
  readonly load: () => Promise<Reader>;
}

/** In this order; the first whose pattern fits the file's name (its last part alone) reads it. */
export const formats = {
  dotenv: {
    files: /^\.?env(?:\.[\w.-]{1,60})?$|\.env$|^\.envrc$|^\.flaskenv$|^\.dev\.vars(?:\.\w{1,30})?$/i,
    load: async () => (await import('./dotenv.ts')).readDotenv,
  },
  dockerfile: {
    files: /^(?:Dockerfile|Containerfile)(?:[.-][\w.-]{1,60})?$|\.dockerfile$/i,
    load: async () => (await import('./dockerfile.ts')).readDockerfile,
  },
  yaml: {
    files: /\.ya?ml(?:\.(?:example|sample|dist|tpl|j2|tmpl))?$/i,
    load: async () => (await import('./yaml.ts')).readYaml,
  },
  json: {
    files:
      /\.(?:json|jsonc|code-workspace|webmanifest)(?:\.(?:example|sample|dist))?$|^\.(?:babelrc|eslintrc|swcrc)$/i,
    load: async () => (await import('./json.ts')).readJson,
  },
  toml: {
    files: /\.toml(?:\.(?:example|sample|dist))?$/i,
    load: async () => (await import('./toml.ts')).readToml,
  },
  hcl: {
    files: /\.(?:tf|tfvars|hcl)(?:\.(?:example|sample|tpl))?$/i,
    load: async () => (await import('./hcl.ts')).readHcl,
  },
  properties: {
    files: /\.properties(?:\.(?:example|sample))?$/i,
    load: async () => (await import('./properties.ts')).readProperties,
  },
  ini: {
    files: /\.(?:ini|cfg|conf|cnf)(?:\.(?:example|sample|dist|tpl))?$/i,
    load: async () => (await import('./ini.ts')).readIni,
  },
} as const satisfies Record<string, Format>;

/** Lock files are written by programs, name no setting, and are the largest files of their kind. */
export const lockFile =
  /^(?:package-lock|npm-shrinkwrap|composer-lock)\.json$|^(?:pnpm-lock|\.pnpm-lock)\.ya?ml$|^(?:.{1,60}\.)?lock(?:\.\w{1,10})?$|^\.terraform\.lock\.hcl$|\.lock\.(?:json|ya?ml|toml)$|^packages\.lock\.json$/i;

/** The format of a file by its name, or undefined. */
export const formatOf = (path: string): Format | undefined => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return lockFile.test(name) ? undefined : Object.values(formats).find(({ files }) => files.test(name));
};
